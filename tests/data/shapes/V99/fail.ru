# No kind of therapy.
PREFIX cs:   <https://w3id.org/hckg/scheme/claim-strength/>
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE { :drug-a hckg:therapyKind ?old }
INSERT { :drug-a hckg:therapyKind cs:moderate }
WHERE  { :drug-a hckg:therapyKind ?old }
