# A predicate that cannot be given a kind.
PREFIX hckg: <https://w3id.org/hckg/ont#>

DELETE WHERE { hckg:worsens hckg:usualKind ?old }
