# Remission of a disease of metabolism, and nobody says what was measured.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX skos:  <http://www.w3.org/2004/02/skos/core#>
PREFIX :      <https://example.org/>

DELETE WHERE { :study hckg:measurement ?old } ;
DELETE WHERE { :measurement ?p ?o } ;
DELETE { claim:body hckg:predicate ?old }
INSERT { claim:body hckg:predicate hckg:inducesRemissionOf }
WHERE  { claim:body hckg:predicate ?old } ;
INSERT DATA { :disease skos:broader <https://w3id.org/hckg/concept/metabolic-disease> }
