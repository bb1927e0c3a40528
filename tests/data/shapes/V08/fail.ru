# The claim has no wording strength.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>

DELETE WHERE { claim:harm hckg:strength ?old }
