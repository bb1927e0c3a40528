# also: V52
# A denied claim yields nothing.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>

DELETE { claim:harm hckg:negated ?old }
INSERT { claim:harm hckg:negated true }
WHERE  { claim:harm hckg:negated ?old }
