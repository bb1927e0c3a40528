# No criterion of the scheme.
PREFIX cs:   <https://w3id.org/hckg/scheme/claim-strength/>
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE { :criterion hckg:criterion ?old }
INSERT { :criterion hckg:criterion cs:moderate }
WHERE  { :criterion hckg:criterion ?old }
