# The row hides the trial.
PREFIX el:   <https://w3id.org/hckg/scheme/evidence-level/>
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE { :harm-proposition hckg:bestEvidence ?old }
INSERT { :harm-proposition hckg:bestEvidence el:opinion }
WHERE  { :harm-proposition hckg:bestEvidence ?old }
