# A voice is no evidence line.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX :      <https://example.org/>

INSERT DATA { claim:limit hckg:hasEvidenceLine :voice }
