# The limit says the opposite of the headline.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>

INSERT DATA { claim:limit hckg:contradicts claim:headline }
