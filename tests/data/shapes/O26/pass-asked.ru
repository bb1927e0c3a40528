# The maker speaks, and somebody independent.
PREFIX claim: <https://example.org/claim/>
PREFIX cito:  <http://purl.org/spar/cito/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX vk:    <https://w3id.org/hckg/scheme/voice-kind/>
PREFIX :      <https://example.org/>

DELETE { :voice hckg:voiceKind vk:article }
INSERT { :voice hckg:voiceKind vk:company }
WHERE  { :voice hckg:voiceKind vk:article } ;
DELETE WHERE { :article cito:cites ?work } ;
INSERT DATA { :expert hckg:voiceKind vk:named-expert . claim:limit hckg:attributedTo :expert }
