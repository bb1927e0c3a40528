# The claim carries a level that none of its lines has.
PREFIX claim: <https://example.org/claim/>
PREFIX el:    <https://w3id.org/hckg/scheme/evidence-level/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>

DELETE { claim:limit hckg:statedEvidence ?old }
INSERT { claim:limit hckg:statedEvidence el:case-series }
WHERE  { claim:limit hckg:statedEvidence ?old }
