# Exact matches in two vocabularies.
PREFIX mesh: <http://id.nlm.nih.gov/mesh/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX :     <https://example.org/>

INSERT DATA { :condition-b skos:exactMatch mesh:D000002 }
