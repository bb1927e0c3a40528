# No kind of exposure.
PREFIX cs:   <https://w3id.org/hckg/scheme/claim-strength/>
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

INSERT DATA { :drug-a hckg:exposureKind cs:moderate }
