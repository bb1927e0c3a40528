# A voice is no study.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX :      <https://example.org/>

INSERT DATA { claim:limit hckg:aboutStudy :voice }
