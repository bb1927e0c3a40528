# A predicate that nobody explains.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE WHERE { hckg:worsens skos:definition ?old }
