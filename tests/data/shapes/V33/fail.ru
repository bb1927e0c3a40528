# Evidence for or against nothing.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE WHERE { :added hckg:direction ?old }
