# Nothing made the claim graph.
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX :     <https://example.org/>

DELETE WHERE { :claims prov:wasGeneratedBy ?old }
