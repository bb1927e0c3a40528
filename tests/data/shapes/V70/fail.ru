# The claim is lost from the comparison.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE WHERE { :harm-proposition hckg:assertedBy ?old } ;
DELETE { :harm-proposition hckg:claimsFor ?old }
INSERT { :harm-proposition hckg:claimsFor 0 }
WHERE  { :harm-proposition hckg:claimsFor ?old }
