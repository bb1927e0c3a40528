# A publisher is no place.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX :      <https://example.org/>

INSERT DATA { claim:headline hckg:subjectAt :publisher }
