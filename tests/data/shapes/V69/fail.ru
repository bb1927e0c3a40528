# Nine claims counted, one linked.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE { :harm-proposition hckg:claimsFor ?old }
INSERT { :harm-proposition hckg:claimsFor 9 }
WHERE  { :harm-proposition hckg:claimsFor ?old }
