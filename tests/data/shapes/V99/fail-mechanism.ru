# No kind of mechanism.
PREFIX cs:   <https://w3id.org/hckg/scheme/claim-strength/>
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

INSERT DATA { :pathway hckg:mechanismKind cs:moderate }
