# A voice is no place.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

INSERT DATA { :criterion hckg:statedAt :voice }
