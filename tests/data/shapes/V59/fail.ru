# Nothing derived.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>

DELETE WHERE { claim:limit hckg:statedEvidence ?old }
