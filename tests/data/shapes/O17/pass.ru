# What we added carries no effect: the claim is told as a possibility.
PREFIX claim: <https://example.org/claim/>
PREFIX cs:    <https://w3id.org/hckg/scheme/claim-strength/>
PREFIX el:    <https://w3id.org/hckg/scheme/evidence-level/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX :      <https://example.org/>

DELETE DATA { claim:harm hckg:hasEvidenceLine :line ; hckg:aboutStudy :study } ;
INSERT DATA { claim:harm hckg:hasEvidenceLine :guess } ;
DELETE { claim:harm hckg:statedEvidence ?stated ; hckg:strength ?old }
INSERT { claim:harm hckg:statedEvidence el:mechanistic ; hckg:strength cs:possibility }
WHERE  { claim:harm hckg:statedEvidence ?stated ; hckg:strength ?old } ;
DELETE { :added hckg:evidenceLevel ?old }
INSERT { :added hckg:evidenceLevel el:randomised-trial }
WHERE  { :added hckg:evidenceLevel ?old }
