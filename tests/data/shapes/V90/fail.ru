# also: V06
# The claim overruled belongs to no article here.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX :      <https://example.org/>

DELETE { :dismissal hckg:dismissedClaim ?old }
INSERT { :dismissal hckg:dismissedClaim claim:limit }
WHERE  { :dismissal hckg:dismissedClaim ?old } ;
DELETE WHERE { claim:limit hckg:claimIn ?old }
