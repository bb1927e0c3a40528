# Living cells, which may work.
PREFIX claim: <https://example.org/claim/>
PREFIX cs:    <https://w3id.org/hckg/scheme/claim-strength/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX tk:    <https://w3id.org/hckg/scheme/therapy-kind/>
PREFIX :      <https://example.org/>

DELETE { :drug-a hckg:therapyKind ?old }
INSERT { :drug-a hckg:therapyKind tk:cell }
WHERE  { :drug-a hckg:therapyKind ?old } ;
DELETE { ?node ?property cs:direct-cause }
INSERT { ?node ?property cs:moderate }
WHERE  { ?node ?property cs:direct-cause FILTER(?node IN (claim:headline, claim:body)) }
