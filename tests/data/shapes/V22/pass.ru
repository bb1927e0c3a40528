# A limitation worded as a link is no cause.
PREFIX claim: <https://example.org/claim/>
PREFIX cs:    <https://w3id.org/hckg/scheme/claim-strength/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX :      <https://example.org/>

DELETE { claim:limit hckg:strength ?old }
INSERT { claim:limit hckg:strength cs:moderate }
WHERE  { claim:limit hckg:strength ?old } ;
DELETE { :limit-proposition hckg:strongestWording ?old }
INSERT { :limit-proposition hckg:strongestWording cs:moderate }
WHERE  { :limit-proposition hckg:strongestWording ?old }
