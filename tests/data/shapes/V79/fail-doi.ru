# An address, not a DOI.
PREFIX hckg: <https://w3id.org/hckg/ont#>

DELETE { <https://doi.org/10.5555/drug-a> hckg:doi ?old }
INSERT { <https://doi.org/10.5555/drug-a> hckg:doi "https://doi.org/10.5555/drug-a" }
WHERE  { <https://doi.org/10.5555/drug-a> hckg:doi ?old }
