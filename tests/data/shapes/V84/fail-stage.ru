# No stage of the scheme.
PREFIX cs:   <https://w3id.org/hckg/scheme/claim-strength/>
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

INSERT DATA { :study hckg:researchStage cs:moderate }
