# A digit is missing.
PREFIX obo:  <http://purl.obolibrary.org/obo/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX :     <https://example.org/>

INSERT DATA { :disease skos:closeMatch obo:MONDO_12 }
