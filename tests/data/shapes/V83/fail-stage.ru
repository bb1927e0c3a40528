# Two stages.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX stg:   <https://w3id.org/hckg/scheme/research-stage/>

INSERT DATA { claim:headline hckg:researchStage stg:preclinical }
