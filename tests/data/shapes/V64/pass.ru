# A denied claim yields nothing.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX :      <https://example.org/>

DELETE WHERE { claim:harm hckg:edgePredicate ?old } ;
DELETE WHERE { :drug-a hckg:causes ?old } ;
DELETE { claim:harm hckg:negated ?old }
INSERT { claim:harm hckg:negated true }
WHERE  { claim:harm hckg:negated ?old } ;
DELETE WHERE { claim:harm hckg:scope ?old }
