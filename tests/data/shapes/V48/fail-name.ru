# A name that nobody can follow.
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX :     <https://example.org/>

INSERT DATA { :disease skos:closeMatch <urn:mesh:D003924> }
