# A voice is no claim.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

INSERT DATA { :criterion hckg:basedOnClaim :voice }
