# A notice of nothing.
PREFIX hckg: <https://w3id.org/hckg/ont#>

INSERT DATA { <https://doi.org/10.5555/drug-a> hckg:notice "10.5555/notice" }
