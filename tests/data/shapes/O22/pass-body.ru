# Nobody to compare with; the body alone tells it.
PREFIX claim: <https://example.org/claim/>
PREFIX el:    <https://w3id.org/hckg/scheme/evidence-level/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX :      <https://example.org/>

DELETE { ?node ?property el:randomised-trial }
INSERT { ?node ?property el:uncontrolled-trial }
WHERE  { ?node ?property el:randomised-trial FILTER(?node IN (:line, claim:headline, claim:body, claim:harm, claim:limit)) } ;
DELETE WHERE { claim:headline ?property ?value }
