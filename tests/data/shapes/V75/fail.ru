# The length of the text is unknown.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE WHERE { :text hckg:charLength ?old }
