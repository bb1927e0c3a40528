# A proposition without its strongest wording.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE WHERE { :harm-proposition hckg:strongestWording ?old }
