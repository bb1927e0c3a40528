# Remission, with a value.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>

DELETE { claim:body hckg:predicate ?old }
INSERT { claim:body hckg:predicate hckg:inducesRemissionOf }
WHERE  { claim:body hckg:predicate ?old }
