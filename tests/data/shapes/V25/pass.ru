# Title and body may say the same.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX place: <https://example.org/text/place/>
PREFIX :      <https://example.org/>

INSERT { claim:twin ?p ?o }
WHERE  { claim:harm ?p ?o FILTER(?p != hckg:statedAt) } ;
INSERT DATA {
  claim:twin hckg:statedAt place:0-25 .
  :harm-proposition hckg:assertedBy claim:twin .
} ;
DELETE { :harm-proposition hckg:claimsFor ?old }
INSERT { :harm-proposition hckg:claimsFor 2 }
WHERE  { :harm-proposition hckg:claimsFor ?old }
