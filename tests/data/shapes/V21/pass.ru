# A hope needs no scope.
PREFIX claim: <https://example.org/claim/>
PREFIX cs:    <https://w3id.org/hckg/scheme/claim-strength/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>

DELETE WHERE { claim:harm hckg:scope ?old } ;
DELETE { claim:harm hckg:strength ?old }
INSERT { claim:harm hckg:strength cs:possibility }
WHERE  { claim:harm hckg:strength ?old }
