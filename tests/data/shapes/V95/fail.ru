# No rung of the ladder.
PREFIX biolink: <https://w3id.org/biolink/vocab/>
PREFIX el:      <https://w3id.org/hckg/scheme/evidence-level/>
PREFIX hckg:    <https://w3id.org/hckg/ont#>

DELETE { el:animal hckg:treatRung ?old }
INSERT { el:animal hckg:treatRung biolink:affects }
WHERE  { el:animal hckg:treatRung ?old }
