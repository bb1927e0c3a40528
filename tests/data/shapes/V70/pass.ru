# A denied claim belongs to it too.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX :      <https://example.org/>

DELETE WHERE { :harm-proposition hckg:assertedBy ?old } ;
INSERT DATA { :harm-proposition hckg:deniedBy claim:harm }
