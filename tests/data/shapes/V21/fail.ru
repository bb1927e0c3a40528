# An effect for nobody in particular.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>

DELETE WHERE { claim:harm hckg:scope ?old }
