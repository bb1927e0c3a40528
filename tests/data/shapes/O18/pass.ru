# The year alone is shown.
PREFIX schema: <https://schema.org/>
PREFIX xsd:   <http://www.w3.org/2001/XMLSchema#>
PREFIX :      <https://example.org/>

DELETE { :article schema:datePublished ?old }
INSERT { :article schema:datePublished "2026"^^xsd:gYear }
WHERE  { :article schema:datePublished ?old }
