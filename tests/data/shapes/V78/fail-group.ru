# Two of group.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

INSERT DATA { :measurement hckg:group "control" }
