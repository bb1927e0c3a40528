# Nearly the address of a known vocabulary.
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX :     <https://example.org/>

INSERT DATA { :disease skos:closeMatch <https://www.wikidata.org/entity/Q3025883> }
