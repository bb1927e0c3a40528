# Twelve patients are a series.
PREFIX el:   <https://w3id.org/hckg/scheme/evidence-level/>
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE { :added hckg:sampleSize ?old }
INSERT { :added hckg:sampleSize 12 }
WHERE  { :added hckg:sampleSize ?old } ;
DELETE { :added hckg:evidenceLevel ?old }
INSERT { :added hckg:evidenceLevel el:case-series }
WHERE  { :added hckg:evidenceLevel ?old }
