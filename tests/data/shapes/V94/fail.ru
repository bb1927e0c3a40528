# No date.
PREFIX schema: <https://schema.org/>
PREFIX :       <https://example.org/>

DELETE { :article schema:datePublished ?old }
INSERT { :article schema:datePublished "last week" }
WHERE  { :article schema:datePublished ?old }
