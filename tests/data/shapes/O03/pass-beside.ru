# Said in passing.
PREFIX claim: <https://example.org/claim/>
PREFIX cs:    <https://w3id.org/hckg/scheme/claim-strength/>
PREFIX el:    <https://w3id.org/hckg/scheme/evidence-level/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX place: <https://example.org/text/place/>
PREFIX sc:    <https://w3id.org/hckg/scheme/scope/>
PREFIX :      <https://example.org/>

DELETE { ?node ?property el:mechanistic }
INSERT { ?node ?property el:expert-consensus }
WHERE  { ?node ?property el:mechanistic FILTER(?node IN (:guess, claim:mechanism, :mechanism-proposition)) } ;
DELETE { ?node ?property cs:possibility }
INSERT { ?node ?property cs:can-cause }
WHERE  { ?node ?property cs:possibility FILTER(?node IN (claim:mechanism, :mechanism-proposition)) } ;
INSERT DATA { claim:mechanism hckg:scope sc:population } ;
DELETE { claim:mechanism hckg:statedAt ?place } INSERT { claim:mechanism hckg:statedAt place:30-80 }
WHERE  { claim:mechanism hckg:statedAt ?place } ;
INSERT DATA { claim:mechanism hckg:besideMatter true }
