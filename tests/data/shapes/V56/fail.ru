# A guess that does not say how sure it is.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

INSERT DATA { :study hckg:possiblePrimarySource <https://doi.org/10.5555/drug-a> }
