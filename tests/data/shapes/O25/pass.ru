# The body says cure, the title does not.
PREFIX claim: <https://example.org/claim/>
PREFIX cs:    <https://w3id.org/hckg/scheme/claim-strength/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>

DELETE { claim:body hckg:strength cs:direct-cause }
INSERT { claim:body hckg:strength cs:definitive }
WHERE  { claim:body hckg:strength cs:direct-cause }
