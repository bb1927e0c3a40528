# Every family of identifiers that we know, and an address in a vocabulary that we do not.
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX :     <https://example.org/>

INSERT DATA {
  :disease skos:relatedMatch <http://purl.obolibrary.org/obo/HP_0000855> .
  :disease skos:relatedMatch <http://purl.obolibrary.org/obo/DOID_9352> .
  :disease skos:relatedMatch <http://purl.obolibrary.org/obo/CHEBI_145810> .
  :disease skos:relatedMatch <http://purl.obolibrary.org/obo/NCIT_C26747> .
  :disease skos:relatedMatch <http://id.nlm.nih.gov/mesh/C000711> .
  :disease skos:relatedMatch <http://snomed.info/id/44054006> .
  :disease skos:relatedMatch <https://icd.who.int/browse10/2019/en#/E11> .
  :disease skos:relatedMatch <https://icd.who.int/browse10/2019/en#/E11.9> .
  :disease skos:relatedMatch <https://id.who.int/icd/entity/119724091> .
  :disease skos:relatedMatch <http://www.wikidata.org/entity/Q3025883> .
  :disease skos:relatedMatch <http://www.ebi.ac.uk/efo/EFO_0005245> .
  :disease skos:relatedMatch <https://bioregistry.io/atc:A10BJ> .
  :disease skos:relatedMatch <https://bioregistry.io/umls:C0011860> .
  :disease skos:relatedMatch <https://bioregistry.io/icd10cm:E11> .
  :disease skos:relatedMatch <https://bioregistry.io/rxnorm:6809> .
  :disease skos:relatedMatch <https://example.org/terms/gloom> .
}
