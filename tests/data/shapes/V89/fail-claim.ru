# also: V90
# A voice is no claim, let alone one of the article.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE { :dismissal hckg:dismissedClaim ?old }
INSERT { :dismissal hckg:dismissedClaim :voice }
WHERE  { :dismissal hckg:dismissedClaim ?old }
