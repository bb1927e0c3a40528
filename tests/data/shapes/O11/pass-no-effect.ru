# Living cells, which do nothing.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX tk:    <https://w3id.org/hckg/scheme/therapy-kind/>
PREFIX :      <https://example.org/>

DELETE { :drug-a hckg:therapyKind ?old }
INSERT { :drug-a hckg:therapyKind tk:cell }
WHERE  { :drug-a hckg:therapyKind ?old } ;
DELETE { ?node ?property hckg:treats }
INSERT { ?node ?property hckg:hasNoEffectOn }
WHERE  { ?node ?property hckg:treats FILTER(?node IN (claim:headline, claim:body)) }
