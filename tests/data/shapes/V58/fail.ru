# Nobody says whether the voice can be found.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE WHERE { :voice hckg:identified ?old }
