# Living cells, on trial.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX tk:   <https://w3id.org/hckg/scheme/therapy-kind/>
PREFIX :     <https://example.org/>

DELETE { :drug-a hckg:therapyKind ?old }
INSERT { :drug-a hckg:therapyKind tk:cell }
WHERE  { :drug-a hckg:therapyKind ?old }
