# also: O14
# The words are those of wonders.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX hnr:  <https://w3id.org/hckg/scheme/hnr/>
PREFIX vd:   <https://w3id.org/hckg/scheme/verdict/>
PREFIX :     <https://example.org/>

DELETE { :criterion hckg:criterion hnr:costs ; hckg:verdict vd:satisfied }
INSERT { :criterion hckg:criterion hnr:no-sensational-language ; hckg:verdict vd:not-satisfied }
WHERE  { :criterion hckg:criterion hnr:costs }
