# Were causing a comparison, it would lack its context.
PREFIX hckg: <https://w3id.org/hckg/ont#>

INSERT DATA { hckg:causes hckg:needsContext true }
