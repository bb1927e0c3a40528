# An assessment of no article.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE WHERE { :criterion hckg:assesses ?old }
