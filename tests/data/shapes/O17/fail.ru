# Only the trial that we added carries the wording.
PREFIX claim: <https://example.org/claim/>
PREFIX el:    <https://w3id.org/hckg/scheme/evidence-level/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX :      <https://example.org/>

DELETE DATA { claim:harm hckg:hasEvidenceLine :line ; hckg:aboutStudy :study } ;
INSERT DATA { claim:harm hckg:hasEvidenceLine :guess } ;
DELETE { claim:harm hckg:statedEvidence ?old }
INSERT { claim:harm hckg:statedEvidence el:mechanistic }
WHERE  { claim:harm hckg:statedEvidence ?old } ;
DELETE { :added hckg:evidenceLevel ?old }
INSERT { :added hckg:evidenceLevel el:randomised-trial }
WHERE  { :added hckg:evidenceLevel ?old }
