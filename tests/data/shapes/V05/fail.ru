# Nausea is no limitation.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX :      <https://example.org/>

DELETE { claim:limit hckg:object ?old }
INSERT { claim:limit hckg:object :nausea }
WHERE  { claim:limit hckg:object ?old }
