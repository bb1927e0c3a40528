# A limitation worded as a cause.
PREFIX claim: <https://example.org/claim/>
PREFIX cs:    <https://w3id.org/hckg/scheme/claim-strength/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX :      <https://example.org/>

DELETE { claim:limit hckg:strength ?old }
INSERT { claim:limit hckg:strength cs:direct-cause }
WHERE  { claim:limit hckg:strength ?old } ;
DELETE { :limit-proposition hckg:strongestWording ?old }
INSERT { :limit-proposition hckg:strongestWording cs:direct-cause }
WHERE  { :limit-proposition hckg:strongestWording ?old }
