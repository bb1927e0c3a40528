# The paraphrase is too short to say anything.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>

DELETE { claim:limit hckg:paraphrase ?old }
INSERT { claim:limit hckg:paraphrase "short"@en }
WHERE  { claim:limit hckg:paraphrase ?old }
