# No article speaks of it.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE { :harm-proposition hckg:articleCount ?old }
INSERT { :harm-proposition hckg:articleCount 0 }
WHERE  { :harm-proposition hckg:articleCount ?old }
