# No date is shown.
PREFIX schema: <https://schema.org/>
PREFIX :       <https://example.org/>

DELETE WHERE { :article schema:datePublished ?old }
