# A laboratory value was measured.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX lim:   <https://w3id.org/hckg/scheme/limitation/>

DELETE { claim:limit hckg:object lim:small-sample }
INSERT { claim:limit hckg:object lim:surrogate-outcome }
WHERE  { claim:limit hckg:object lim:small-sample }
