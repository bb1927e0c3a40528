# Each is broader than the other.
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX :     <https://example.org/>

INSERT DATA { :disease skos:broader :condition-b }
