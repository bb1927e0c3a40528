# Evidence from nobody.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE { :line hckg:sampleSize ?old }
INSERT { :line hckg:sampleSize 0 }
WHERE  { :line hckg:sampleSize ?old }
