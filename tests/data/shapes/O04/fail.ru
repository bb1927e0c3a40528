# The body says can, the headline says does.
PREFIX claim: <https://example.org/claim/>
PREFIX cs:    <https://w3id.org/hckg/scheme/claim-strength/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>

DELETE { claim:body hckg:strength ?old }
INSERT { claim:body hckg:strength cs:can-cause }
WHERE  { claim:body hckg:strength ?old }
