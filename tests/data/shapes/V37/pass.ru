# Stated evidence may name nothing.
PREFIX bas:  <https://w3id.org/hckg/scheme/basis/>
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE { :added hckg:evidenceBasis ?old }
INSERT { :added hckg:evidenceBasis bas:stated }
WHERE  { :added hckg:evidenceBasis ?old } ;
DELETE WHERE { :added hckg:evidenceItem ?old }
