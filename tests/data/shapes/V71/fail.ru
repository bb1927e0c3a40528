# A claim without label.
PREFIX claim: <https://example.org/claim/>
PREFIX rdfs:  <http://www.w3.org/2000/01/rdf-schema#>

DELETE WHERE { claim:harm rdfs:label ?old }
