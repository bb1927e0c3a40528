# Nobody knows where it stood.
PREFIX schema: <https://schema.org/>
PREFIX :       <https://example.org/>

DELETE WHERE { :article schema:url ?old }
