# Beyond the scale.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>

DELETE { claim:headline hckg:certainty ?old }
INSERT { claim:headline hckg:certainty 7.0 }
WHERE  { claim:headline hckg:certainty ?old }
