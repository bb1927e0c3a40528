# The paper builds on one that was retracted.
PREFIX cito:  <http://purl.org/spar/cito/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX ps:    <https://w3id.org/hckg/scheme/publication-status/>
PREFIX rdfs:  <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA {
  <https://doi.org/10.5555/drug-a> cito:citesAsEvidence <https://doi.org/10.5555/older> .
  <https://doi.org/10.5555/older> rdfs:label "An older paper"@en ; hckg:status ps:retracted ; hckg:notice "10.5555/notice" .
}
