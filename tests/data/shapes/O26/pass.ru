# The maker speaks, and the publication is named.
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX vk:    <https://w3id.org/hckg/scheme/voice-kind/>
PREFIX :      <https://example.org/>

DELETE { :voice hckg:voiceKind vk:article }
INSERT { :voice hckg:voiceKind vk:company }
WHERE  { :voice hckg:voiceKind vk:article }
