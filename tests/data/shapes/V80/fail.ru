# The subject is named somewhere else.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX place: <https://example.org/text/place/>

DELETE { claim:headline hckg:subjectAt ?old }
INSERT { claim:headline hckg:subjectAt place:100-180 }
WHERE  { claim:headline hckg:subjectAt ?old }
