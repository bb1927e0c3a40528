# No wording strength.
PREFIX el:   <https://w3id.org/hckg/scheme/evidence-level/>
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX sc:   <https://w3id.org/hckg/scheme/scope/>

DELETE { el:animal hckg:maxStrengthInModel ?old }
INSERT { el:animal hckg:maxStrengthInModel sc:population }
WHERE  { el:animal hckg:maxStrengthInModel ?old }
