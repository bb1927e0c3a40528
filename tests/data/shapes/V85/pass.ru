# A poor trial may be put lower.
PREFIX el:   <https://w3id.org/hckg/scheme/evidence-level/>
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE { :study hckg:evidenceLevel ?old }
INSERT { :study hckg:evidenceLevel el:uncontrolled-trial }
WHERE  { :study hckg:evidenceLevel ?old }
