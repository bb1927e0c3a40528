# A mechanism in mice, seen in mice.
PREFIX claim: <https://example.org/claim/>
PREFIX el:    <https://w3id.org/hckg/scheme/evidence-level/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX mod:   <https://w3id.org/hckg/scheme/modality/>
PREFIX :      <https://example.org/>

DELETE { claim:mechanism hckg:modality ?old }
INSERT { claim:mechanism hckg:modality mod:asserted }
WHERE  { claim:mechanism hckg:modality ?old } ;
DELETE { ?node ?property el:mechanistic }
INSERT { ?node ?property el:animal }
WHERE  { ?node ?property el:mechanistic FILTER(?node IN (:guess, claim:mechanism, :mechanism-proposition)) } ;
INSERT DATA { claim:mechanism hckg:inContextOf :mice }
