# Nothing is said of harms.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX :      <https://example.org/>

DELETE { claim:harm hckg:predicate ?old }
INSERT { claim:harm hckg:predicate hckg:affects }
WHERE  { claim:harm hckg:predicate ?old } ;
DELETE { claim:harm hckg:edgePredicate ?old }
INSERT { claim:harm hckg:edgePredicate hckg:affects }
WHERE  { claim:harm hckg:edgePredicate ?old } ;
DELETE WHERE { :drug-a hckg:causes ?old } ;
INSERT DATA { :drug-a hckg:affects :nausea }
