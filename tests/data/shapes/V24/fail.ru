# The claim limits itself.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>

INSERT DATA { claim:limit hckg:qualifies claim:limit }
