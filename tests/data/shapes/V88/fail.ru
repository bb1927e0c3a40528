# also: O27
# Retracted, nobody knows where.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX ps:   <https://w3id.org/hckg/scheme/publication-status/>

INSERT DATA { <https://doi.org/10.5555/drug-a> hckg:status ps:retracted }
