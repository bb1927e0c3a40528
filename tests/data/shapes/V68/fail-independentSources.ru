# Fewer than none.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE { :treats-proposition hckg:independentSources ?old }
INSERT { :treats-proposition hckg:independentSources -1 }
WHERE  { :treats-proposition hckg:independentSources ?old }
