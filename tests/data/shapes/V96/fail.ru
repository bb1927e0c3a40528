# A design under no level.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX sd:   <https://w3id.org/hckg/scheme/study-design/>

DELETE WHERE { sd:cohort hckg:hasLevel ?old }
