# Fewer than none leave it open.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

INSERT DATA { :treats-proposition hckg:claimsOpen -1 }
