# A predicate that cannot be hedged.
PREFIX hckg: <https://w3id.org/hckg/ont#>

DELETE WHERE { hckg:worsens hckg:plainForm ?old }
