# A close match may be shared, and two articles may speak of one thing.
PREFIX obo:  <http://purl.obolibrary.org/obo/>
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX :     <https://example.org/>

INSERT DATA {
  :disease skos:closeMatch obo:MONDO_9999991 .
  <https://example.org/article/1/entity/gloom> a hckg:Condition , hckg:Entity ; skos:prefLabel "gloom"@en ;
    rdfs:label "gloom"@en ; skos:exactMatch obo:MONDO_9999997 .
  <https://example.org/article/2/entity/gloom> a hckg:Condition , hckg:Entity ; skos:prefLabel "gloom"@en ;
    rdfs:label "gloom"@en ; skos:exactMatch obo:MONDO_9999997 .
}
