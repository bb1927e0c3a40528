# A pathway is no condition, sign or symptom, and no population.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX :      <https://example.org/>

INSERT DATA { claim:harm hckg:inContextOf :pathway }
