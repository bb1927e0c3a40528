# Causing does no good.
PREFIX hckg: <https://w3id.org/hckg/ont#>

INSERT DATA { hckg:causes hckg:climbsTreatLadder true }
