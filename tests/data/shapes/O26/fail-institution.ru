# The university alone speaks.
PREFIX cito: <http://purl.org/spar/cito/>
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX vk:   <https://w3id.org/hckg/scheme/voice-kind/>
PREFIX :     <https://example.org/>

DELETE { :voice hckg:voiceKind vk:article }
INSERT { :voice hckg:voiceKind vk:institution }
WHERE  { :voice hckg:voiceKind vk:article } ;
DELETE WHERE { :article cito:cites ?work }
