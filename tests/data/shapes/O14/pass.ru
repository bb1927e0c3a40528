# Nobody can tell.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX vd:   <https://w3id.org/hckg/scheme/verdict/>
PREFIX :     <https://example.org/>

DELETE { :criterion hckg:verdict ?old }
INSERT { :criterion hckg:verdict vd:undetermined }
WHERE  { :criterion hckg:verdict ?old }
