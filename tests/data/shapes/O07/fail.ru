# Somebody calls it new.
PREFIX ck:    <https://w3id.org/hckg/scheme/claim-kind/>
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX rdfs:  <http://www.w3.org/2000/01/rdf-schema#>
PREFIX :      <https://example.org/>

INSERT DATA {
  :someone a hckg:Attribution .
  :someone rdfs:label "somebody"@en .
  :someone hckg:identified false .
} ;
DELETE { claim:mechanism hckg:attributedTo ?old }
INSERT { claim:mechanism hckg:attributedTo :someone }
WHERE  { claim:mechanism hckg:attributedTo ?old } ;
DELETE { claim:mechanism hckg:claimKind ?old }
INSERT { claim:mechanism hckg:claimKind ck:novelty }
WHERE  { claim:mechanism hckg:claimKind ?old }
