# Two concepts are the same.
PREFIX obo:  <http://purl.obolibrary.org/obo/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX :     <https://example.org/>

DELETE { :disease skos:exactMatch ?old }
INSERT { :disease skos:exactMatch obo:MONDO_9999991 }
WHERE  { :disease skos:exactMatch ?old }
