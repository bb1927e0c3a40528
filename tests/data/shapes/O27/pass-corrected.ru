# The paper was corrected, and still stands.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX ps:   <https://w3id.org/hckg/scheme/publication-status/>

INSERT DATA { <https://doi.org/10.5555/drug-a> hckg:status ps:corrected ; hckg:notice "10.5555/notice" }
