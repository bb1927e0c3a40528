# A therapy is neither condition, feature nor population.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX :      <https://example.org/>

INSERT DATA { claim:harm hckg:inContextOf :drug-a }
