# Two scopes.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX sc:    <https://w3id.org/hckg/scheme/scope/>

INSERT DATA { claim:harm hckg:scope sc:individual }
