# Evidence without level.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE WHERE { :added hckg:evidenceLevel ?old }
