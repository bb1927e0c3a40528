# No kind of subjects.
PREFIX cs:   <https://w3id.org/hckg/scheme/claim-strength/>
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE { :mice hckg:subjectKind ?old }
INSERT { :mice hckg:subjectKind cs:moderate }
WHERE  { :mice hckg:subjectKind ?old }
