# Living cells, in routine care.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX stg:  <https://w3id.org/hckg/scheme/research-stage/>
PREFIX tk:   <https://w3id.org/hckg/scheme/therapy-kind/>
PREFIX :     <https://example.org/>

DELETE { :drug-a hckg:therapyKind ?old }
INSERT { :drug-a hckg:therapyKind tk:cell }
WHERE  { :drug-a hckg:therapyKind ?old } ;
DELETE { ?claim hckg:researchStage ?old }
INSERT { ?claim hckg:researchStage stg:established }
WHERE  { ?claim hckg:subject :drug-a OPTIONAL { ?claim hckg:researchStage ?old } }
