# A guess with its confidence.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX rdf:  <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX :     <https://example.org/>

INSERT DATA { :study hckg:possiblePrimarySource <https://doi.org/10.5555/drug-a> } ;
INSERT DATA {
  :match rdf:subject :study .
  :match rdf:object <https://doi.org/10.5555/drug-a> .
  :match hckg:matchConfidence 0.8 .
}
