# It may work, and the dose is kept back.
PREFIX claim: <https://example.org/claim/>
PREFIX cs:    <https://w3id.org/hckg/scheme/claim-strength/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX lim:   <https://w3id.org/hckg/scheme/limitation/>

DELETE { claim:limit hckg:object ?old }
INSERT { claim:limit hckg:object lim:dosing-undisclosed }
WHERE  { claim:limit hckg:object ?old } ;
DELETE { ?node ?property cs:direct-cause }
INSERT { ?node ?property cs:moderate }
WHERE  { ?node ?property cs:direct-cause FILTER(?node IN (claim:headline, claim:body, claim:harm)) }
