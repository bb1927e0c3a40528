# Nobody knows whose article it is.
PREFIX schema: <https://schema.org/>
PREFIX :       <https://example.org/>

DELETE WHERE { :article schema:publisher ?old }
