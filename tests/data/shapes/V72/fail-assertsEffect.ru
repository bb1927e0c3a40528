# A predicate that cannot be judged.
PREFIX hckg: <https://w3id.org/hckg/ont#>

DELETE WHERE { hckg:worsens hckg:assertsEffect ?old }
