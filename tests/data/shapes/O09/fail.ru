# The article names no publication.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE WHERE { :line hckg:evidenceItem ?old }
