# also: O02 O04 V73
# The title says cure.
PREFIX claim: <https://example.org/claim/>
PREFIX cs:    <https://w3id.org/hckg/scheme/claim-strength/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>

DELETE { claim:headline hckg:strength cs:direct-cause }
INSERT { claim:headline hckg:strength cs:definitive }
WHERE  { claim:headline hckg:strength cs:direct-cause }
