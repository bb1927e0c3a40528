# also: O01 O03 O17 V53
# A cohort, told as cause.
PREFIX claim: <https://example.org/claim/>
PREFIX el:    <https://w3id.org/hckg/scheme/evidence-level/>
PREFIX :      <https://example.org/>

DELETE { ?node ?property el:randomised-trial }
INSERT { ?node ?property el:controlled-observational }
WHERE  { ?node ?property el:randomised-trial FILTER(?node IN (:line, claim:headline, claim:body, claim:harm, claim:limit)) }
