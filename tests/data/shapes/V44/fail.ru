# A concept without name.
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX :     <https://example.org/>

DELETE WHERE { :nausea skos:prefLabel ?old }
