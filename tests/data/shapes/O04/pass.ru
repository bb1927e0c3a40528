# The headline says less than the body.
PREFIX claim: <https://example.org/claim/>
PREFIX cs:    <https://w3id.org/hckg/scheme/claim-strength/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>

DELETE { claim:headline hckg:strength ?old }
INSERT { claim:headline hckg:strength cs:can-cause }
WHERE  { claim:headline hckg:strength ?old }
