# A cohort, told as a link.
PREFIX claim: <https://example.org/claim/>
PREFIX cs:    <https://w3id.org/hckg/scheme/claim-strength/>
PREFIX el:    <https://w3id.org/hckg/scheme/evidence-level/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX :      <https://example.org/>

DELETE { ?node ?property el:randomised-trial }
INSERT { ?node ?property el:controlled-observational }
WHERE  { ?node ?property el:randomised-trial FILTER(?node IN (:line, claim:headline, claim:body, claim:harm, claim:limit)) } ;
DELETE { ?claim hckg:strength cs:direct-cause }
INSERT { ?claim hckg:strength cs:moderate }
WHERE  { ?claim hckg:strength cs:direct-cause }
