# Added evidence that rests on nothing.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE WHERE { :added hckg:evidenceItem ?old }
