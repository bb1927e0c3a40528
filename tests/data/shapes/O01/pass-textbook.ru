# The body tells what an illness does.
PREFIX claim: <https://example.org/claim/>
PREFIX cs:    <https://w3id.org/hckg/scheme/claim-strength/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX sc:    <https://w3id.org/hckg/scheme/scope/>
PREFIX :      <https://example.org/>

DELETE { ?node ?property cs:possibility }
INSERT { ?node ?property cs:direct-cause }
WHERE  { ?node ?property cs:possibility FILTER(?node IN (claim:mechanism, :mechanism-proposition)) } ;
INSERT DATA { claim:mechanism hckg:scope sc:population } ;
INSERT DATA { :drug-a a hckg:Condition . claim:mechanism hckg:besideMatter true }
