# Somebody whom a reader can find calls it new.
PREFIX ck:    <https://w3id.org/hckg/scheme/claim-kind/>
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>

DELETE { claim:mechanism hckg:claimKind ?old }
INSERT { claim:mechanism hckg:claimKind ck:novelty }
WHERE  { claim:mechanism hckg:claimKind ?old }
