# The limit stands in the standfirst.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX place: <https://example.org/text/place/>
PREFIX sec:   <https://w3id.org/hckg/scheme/section/>

DELETE { claim:limit hckg:statedAt ?old }
INSERT { claim:limit hckg:statedAt place:0-6 }
WHERE  { claim:limit hckg:statedAt ?old } ;
DELETE { place:0-6 hckg:inSection ?old }
INSERT { place:0-6 hckg:inSection sec:standfirst }
WHERE  { place:0-6 hckg:inSection ?old }
