# Both are told.
PREFIX em:   <https://w3id.org/hckg/scheme/effect-measure/>
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

INSERT DATA { :article hckg:effectMeasure em:relative , em:absolute }
