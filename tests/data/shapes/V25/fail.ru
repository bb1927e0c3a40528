# The same claim twice.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX :      <https://example.org/>

INSERT { claim:twin ?p ?o }
WHERE  { claim:harm ?p ?o } ;
INSERT DATA { :harm-proposition hckg:assertedBy claim:twin } ;
DELETE { :harm-proposition hckg:claimsFor ?old }
INSERT { :harm-proposition hckg:claimsFor 2 }
WHERE  { :harm-proposition hckg:claimsFor ?old }
