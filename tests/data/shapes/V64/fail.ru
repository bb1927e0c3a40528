# The claim yields nothing, and neither does its edge stand.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX :      <https://example.org/>

DELETE WHERE { claim:harm hckg:edgePredicate ?old } ;
DELETE WHERE { :drug-a hckg:causes ?old }
