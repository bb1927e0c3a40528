# A predicate that cannot be read backwards.
PREFIX hckg: <https://w3id.org/hckg/ont#>

DELETE WHERE { hckg:treats hckg:inverseLabel ?old }
