# also: V64
# The predicate is declared nowhere.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>

DELETE { claim:limit hckg:predicate ?old }
INSERT { claim:limit hckg:predicate hckg:cures }
WHERE  { claim:limit hckg:predicate ?old }
