# A registration that lost digits.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE { :study hckg:registration ?old }
INSERT { :study hckg:registration "NCT0123" }
WHERE  { :study hckg:registration ?old }
