# Said in passing.
PREFIX claim: <https://example.org/claim/>
PREFIX cs:    <https://w3id.org/hckg/scheme/claim-strength/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX :      <https://example.org/>

DELETE { claim:body hckg:strength ?old }
INSERT { claim:body hckg:strength cs:definitive }
WHERE  { claim:body hckg:strength ?old } ;
DELETE { :treats-proposition hckg:strongestWording ?old }
INSERT { :treats-proposition hckg:strongestWording cs:definitive }
WHERE  { :treats-proposition hckg:strongestWording ?old } ;
INSERT DATA { claim:body hckg:besideMatter true }
