# An edge that no claim yields.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

INSERT DATA { :drug-a hckg:reverses :condition-b }
