# Two levels of one rank.
PREFIX el:   <https://w3id.org/hckg/scheme/evidence-level/>
PREFIX hckg: <https://w3id.org/hckg/ont#>

DELETE { el:animal hckg:rank ?old }
INSERT { el:animal hckg:rank 4 }
WHERE  { el:animal hckg:rank ?old }
