# The words are sober; the costs are not told.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX vd:   <https://w3id.org/hckg/scheme/verdict/>
PREFIX :     <https://example.org/>

DELETE { :criterion hckg:verdict vd:satisfied }
INSERT { :criterion hckg:verdict vd:not-satisfied }
WHERE  { :criterion hckg:verdict vd:satisfied }
