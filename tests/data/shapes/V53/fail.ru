# The trial is gone, the edge stayed: nothing that supports the claims carries it.
PREFIX biolink: <https://w3id.org/biolink/vocab/>
PREFIX el:      <https://w3id.org/hckg/scheme/evidence-level/>
PREFIX hckg:    <https://w3id.org/hckg/ont#>

DELETE { el:randomised-trial hckg:treatRung ?old }
INSERT { el:randomised-trial hckg:treatRung biolink:applied_to_treat }
WHERE  { el:randomised-trial hckg:treatRung ?old }
