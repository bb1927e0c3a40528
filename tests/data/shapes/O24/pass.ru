# The harm is told of a part; the title speaks of the benefit.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX sc:    <https://w3id.org/hckg/scheme/scope/>

DELETE { claim:harm hckg:scope sc:population }
INSERT { claim:harm hckg:scope sc:subgroup }
WHERE  { claim:harm hckg:scope sc:population }
