# One name in each language.
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX :     <https://example.org/>

INSERT DATA { :nausea skos:prefLabel "Übelkeit"@de }
