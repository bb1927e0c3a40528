# A sentence, not a cue.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>

DELETE { claim:headline hckg:cue ?old }
INSERT { claim:headline hckg:cue "a cue that is far longer than forty characters allow" }
WHERE  { claim:headline hckg:cue ?old }
