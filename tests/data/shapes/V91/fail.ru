# No kind of voice.
PREFIX cs:   <https://w3id.org/hckg/scheme/claim-strength/>
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE { :voice hckg:voiceKind ?old }
INSERT { :voice hckg:voiceKind cs:moderate }
WHERE  { :voice hckg:voiceKind ?old }
