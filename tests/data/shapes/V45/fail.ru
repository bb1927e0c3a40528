# Two exact matches in MONDO.
PREFIX obo:  <http://purl.obolibrary.org/obo/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX :     <https://example.org/>

INSERT DATA { :condition-b skos:exactMatch obo:MONDO_9999993 }
