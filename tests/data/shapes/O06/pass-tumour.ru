# Remission of what is no disease of metabolism.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX :      <https://example.org/>

DELETE WHERE { :study hckg:measurement ?old } ;
DELETE WHERE { :measurement ?p ?o } ;
DELETE { claim:body hckg:predicate ?old }
INSERT { claim:body hckg:predicate hckg:inducesRemissionOf }
WHERE  { claim:body hckg:predicate ?old }
