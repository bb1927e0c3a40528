# A level of no ECO class.
PREFIX el:   <https://w3id.org/hckg/scheme/evidence-level/>
PREFIX hckg: <https://w3id.org/hckg/ont#>

DELETE WHERE { el:animal hckg:evidenceType ?old }
