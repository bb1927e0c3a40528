# Two levels.
PREFIX el:   <https://w3id.org/hckg/scheme/evidence-level/>
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

INSERT DATA { :study hckg:evidenceLevel el:case-series }
