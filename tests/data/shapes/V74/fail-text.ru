# The text itself was never held.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE WHERE { :text hckg:textDigest ?old }
