# Twelve patients in one case report.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE { :added hckg:sampleSize ?old }
INSERT { :added hckg:sampleSize 12 }
WHERE  { :added hckg:sampleSize ?old }
