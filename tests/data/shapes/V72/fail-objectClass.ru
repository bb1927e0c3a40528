# A predicate that cannot be typed at its object.
PREFIX hckg: <https://w3id.org/hckg/ont#>

DELETE WHERE { hckg:worsens hckg:objectClass ?old }
