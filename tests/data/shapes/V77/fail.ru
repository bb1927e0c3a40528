# An address that runs a script.
PREFIX schema: <https://schema.org/>
PREFIX :       <https://example.org/>

DELETE { :article schema:url ?old }
INSERT { :article schema:url <javascript:alert(1)> }
WHERE  { :article schema:url ?old }
