# A predicate that cannot be denied.
PREFIX hckg: <https://w3id.org/hckg/ont#>

DELETE WHERE { hckg:worsens hckg:negatedLabel ?old }
