# The authors speak, and their publication is named.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX vk:   <https://w3id.org/hckg/scheme/voice-kind/>
PREFIX :     <https://example.org/>

DELETE { :voice hckg:identified true ; hckg:voiceKind vk:article }
INSERT { :voice hckg:identified false ; hckg:voiceKind vk:authors }
WHERE  { :voice hckg:identified true ; hckg:voiceKind vk:article }
