# Causing is no preventing.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>

INSERT DATA { claim:harm hckg:edgePredicate hckg:prevents }
