# The modality is taken from another scheme.
PREFIX claim: <https://example.org/claim/>
PREFIX cs:    <https://w3id.org/hckg/scheme/claim-strength/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>

DELETE { claim:harm hckg:modality ?old }
INSERT { claim:harm hckg:modality cs:moderate }
WHERE  { claim:harm hckg:modality ?old }
