# What an article speaks of is a concept that is there already.
PREFIX obo:  <http://purl.obolibrary.org/obo/>
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

INSERT DATA {
  <https://example.org/article/1/entity/same> a hckg:Condition , hckg:Entity ; skos:prefLabel "the same"@en ;
    rdfs:label "the same"@en ; skos:exactMatch obo:MONDO_9999991 .
}
