# Overruled for no reason.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE WHERE { :dismissal hckg:reason ?old }
