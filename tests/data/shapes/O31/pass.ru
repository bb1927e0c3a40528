# The earlier article had weaker evidence.
PREFIX claim:  <https://example.org/claim/>
PREFIX ck:     <https://w3id.org/hckg/scheme/claim-kind/>
PREFIX cs:     <https://w3id.org/hckg/scheme/claim-strength/>
PREFIX el:     <https://w3id.org/hckg/scheme/evidence-level/>
PREFIX hckg:   <https://w3id.org/hckg/ont#>
PREFIX schema: <https://schema.org/>
PREFIX xsd:    <http://www.w3.org/2001/XMLSchema#>
PREFIX :       <https://example.org/>

INSERT DATA {
  :earlier schema:datePublished "2026-01-01"^^xsd:date .
  claim:earlier hckg:claimIn :earlier ; hckg:claimKind ck:efficacy ; hckg:negated false ; hckg:strength cs:moderate ;
    hckg:bestEvidence el:case-series ; hckg:restsOn <https://doi.org/10.5555/drug-a> .
  :treats-proposition hckg:firstTold claim:earlier .
  claim:headline hckg:restsOn <https://doi.org/10.5555/drug-a> .
}
