# A claim may differ from its graph.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>

INSERT DATA { claim:limit hckg:confidence 0.8 }
