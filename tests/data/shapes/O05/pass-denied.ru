# A mechanism denied.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX mod:   <https://w3id.org/hckg/scheme/modality/>

DELETE { claim:mechanism hckg:modality ?old }
INSERT { claim:mechanism hckg:modality mod:asserted }
WHERE  { claim:mechanism hckg:modality ?old } ;
DELETE { claim:mechanism hckg:negated ?old }
INSERT { claim:mechanism hckg:negated true }
WHERE  { claim:mechanism hckg:negated ?old }
