# The body tells of a part of the patients.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX sc:    <https://w3id.org/hckg/scheme/scope/>

DELETE { claim:body hckg:scope sc:population }
INSERT { claim:body hckg:scope sc:subgroup }
WHERE  { claim:body hckg:scope sc:population }
