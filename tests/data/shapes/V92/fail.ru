# A patient whom readers could find.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX vk:   <https://w3id.org/hckg/scheme/voice-kind/>
PREFIX :     <https://example.org/>

DELETE { :voice hckg:voiceKind ?old }
INSERT { :voice hckg:voiceKind vk:patient }
WHERE  { :voice hckg:voiceKind ?old }
