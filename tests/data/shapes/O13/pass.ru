# Somebody says so, and one who can be asked.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX rdfs:  <http://www.w3.org/2000/01/rdf-schema#>
PREFIX :      <https://example.org/>

INSERT DATA {
  :someone a hckg:Attribution .
  :someone rdfs:label "somebody"@en .
  :someone hckg:identified false .
} ;
INSERT DATA { claim:harm hckg:attributedTo :someone }
