# A gap in the matrix.
PREFIX el:   <https://w3id.org/hckg/scheme/evidence-level/>
PREFIX hckg: <https://w3id.org/hckg/ont#>

DELETE WHERE { el:animal hckg:maxScope ?old }
