# No class of ECO.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE { :added hckg:evidenceType ?old }
INSERT { :added hckg:evidenceType <https://example.org/eco> }
WHERE  { :added hckg:evidenceType ?old }
