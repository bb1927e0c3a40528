# A proposition without object.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE WHERE { :harm-proposition hckg:object ?old }
