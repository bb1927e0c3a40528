# Somebody says so.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX rdfs:  <http://www.w3.org/2000/01/rdf-schema#>
PREFIX :      <https://example.org/>

INSERT DATA {
  :someone a hckg:Attribution .
  :someone rdfs:label "somebody"@en .
  :someone hckg:identified false .
} ;
DELETE { claim:harm hckg:attributedTo ?old }
INSERT { claim:harm hckg:attributedTo :someone }
WHERE  { claim:harm hckg:attributedTo ?old }
