# A study of nobody.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE { :study hckg:sampleSize ?old }
INSERT { :study hckg:sampleSize 0 }
WHERE  { :study hckg:sampleSize ?old }
