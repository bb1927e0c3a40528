# A claim with less evidence than the row is fine.
PREFIX claim: <https://example.org/claim/>
PREFIX cs:    <https://w3id.org/hckg/scheme/claim-strength/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>

DELETE { claim:harm hckg:strength ?old }
INSERT { claim:harm hckg:strength cs:moderate }
WHERE  { claim:harm hckg:strength ?old }
