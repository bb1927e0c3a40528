# A proposition without subject.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE WHERE { :harm-proposition hckg:subject ?old }
