# It is a preprint, and nobody says so.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX pt:   <https://w3id.org/hckg/scheme/publication-type/>

INSERT DATA { <https://doi.org/10.5555/drug-a> hckg:publicationType pt:preprint }
