# A number with a name.
PREFIX hckg: <https://w3id.org/hckg/ont#>

DELETE { <https://doi.org/10.5555/drug-a> hckg:pmid ?old }
INSERT { <https://doi.org/10.5555/drug-a> hckg:pmid "PMID 12345678" }
WHERE  { <https://doi.org/10.5555/drug-a> hckg:pmid ?old }
