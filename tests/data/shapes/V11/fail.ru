# The claim has two kinds.
PREFIX ck:    <https://w3id.org/hckg/scheme/claim-kind/>
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>

INSERT DATA { claim:harm hckg:claimKind ck:risk }
