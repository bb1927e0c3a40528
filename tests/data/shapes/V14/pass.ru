# A second language may have its own paraphrase.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>

INSERT DATA { claim:limit hckg:paraphrase "Nur wenige nahmen teil."@de }
