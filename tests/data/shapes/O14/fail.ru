# Costs are not told.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX vd:   <https://w3id.org/hckg/scheme/verdict/>
PREFIX :     <https://example.org/>

DELETE { :criterion hckg:verdict ?old }
INSERT { :criterion hckg:verdict vd:not-satisfied }
WHERE  { :criterion hckg:verdict ?old }
