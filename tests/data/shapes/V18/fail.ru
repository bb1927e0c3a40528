# The article's own evidence is not said; nothing else changes.
PREFIX claim: <https://example.org/claim/>
PREFIX el:    <https://w3id.org/hckg/scheme/evidence-level/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX :      <https://example.org/>

DELETE WHERE { claim:mechanism hckg:hasEvidenceLine ?old } ;
INSERT DATA { claim:mechanism hckg:hasEvidenceLine :added } ;
DELETE { claim:mechanism hckg:statedEvidence ?old }
INSERT { claim:mechanism hckg:statedEvidence el:unstated }
WHERE  { claim:mechanism hckg:statedEvidence ?old }
