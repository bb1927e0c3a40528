# Confidence above 1.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>

INSERT DATA { claim:limit hckg:confidence 1.5 }
