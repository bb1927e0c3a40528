# A voice cannot have a limitation.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX :      <https://example.org/>

DELETE { claim:limit hckg:subject ?old }
INSERT { claim:limit hckg:subject :voice }
WHERE  { claim:limit hckg:subject ?old }
