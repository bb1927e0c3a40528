# The limit stands far down.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX place: <https://example.org/text/place/>

DELETE { claim:limit hckg:statedAt ?old }
INSERT { claim:limit hckg:statedAt place:100-180 }
WHERE  { claim:limit hckg:statedAt ?old }
