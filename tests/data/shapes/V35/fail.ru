# Nobody says who brings the evidence.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE WHERE { :added hckg:evidenceBasis ?old }
