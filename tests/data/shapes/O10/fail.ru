# The dose is kept back.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX lim:   <https://w3id.org/hckg/scheme/limitation/>

DELETE { claim:limit hckg:object ?old }
INSERT { claim:limit hckg:object lim:dosing-undisclosed }
WHERE  { claim:limit hckg:object ?old }
