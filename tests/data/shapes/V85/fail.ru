# A randomised trial is no review of trials.
PREFIX el:   <https://w3id.org/hckg/scheme/evidence-level/>
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE { :study hckg:evidenceLevel ?old }
INSERT { :study hckg:evidenceLevel el:systematic-review }
WHERE  { :study hckg:evidenceLevel ?old }
