# What is given for a symptom is compared for it.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX :      <https://example.org/>

INSERT DATA { claim:harm hckg:inContextOf :nausea }
