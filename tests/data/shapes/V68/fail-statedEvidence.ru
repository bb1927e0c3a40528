# A proposition without statedEvidence.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE WHERE { :harm-proposition hckg:statedEvidence ?old }
