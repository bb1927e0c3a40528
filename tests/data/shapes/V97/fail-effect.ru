# Use in practice is no effect.
PREFIX hckg: <https://w3id.org/hckg/ont#>

INSERT DATA { hckg:usedFor hckg:climbsTreatLadder true }
