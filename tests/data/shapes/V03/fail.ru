# The claim has lost its object.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>

DELETE WHERE { claim:limit hckg:object ?old }
