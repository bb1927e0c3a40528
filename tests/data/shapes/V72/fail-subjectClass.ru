# A predicate that cannot be typed at its subject.
PREFIX hckg: <https://w3id.org/hckg/ont#>

DELETE WHERE { hckg:worsens hckg:subjectClass ?old }
