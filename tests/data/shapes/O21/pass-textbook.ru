# The body alone tells it, of an illness.
PREFIX claim: <https://example.org/claim/>
PREFIX el:    <https://w3id.org/hckg/scheme/evidence-level/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX :      <https://example.org/>

DELETE { ?node ?property el:randomised-trial }
INSERT { ?node ?property el:controlled-observational }
WHERE  { ?node ?property el:randomised-trial FILTER(?node IN (:line, claim:headline, claim:body, claim:harm, claim:limit)) } ;
INSERT DATA { :drug-a a hckg:Condition . claim:body hckg:besideMatter true . claim:harm hckg:besideMatter true } ;
DELETE WHERE { claim:headline ?property ?value }
