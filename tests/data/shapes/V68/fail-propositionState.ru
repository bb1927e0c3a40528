# No state of agreement.
PREFIX cs:   <https://w3id.org/hckg/scheme/claim-strength/>
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE { :treats-proposition hckg:propositionState ?old }
INSERT { :treats-proposition hckg:propositionState cs:moderate }
WHERE  { :treats-proposition hckg:propositionState ?old }
