# What is contradicted is what the article disputes itself.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX stn:   <https://w3id.org/hckg/scheme/stance/>

INSERT DATA { claim:limit hckg:contradicts claim:headline } ;
DELETE { claim:headline hckg:stance ?old }
INSERT { claim:headline hckg:stance stn:disputes }
WHERE  { claim:headline hckg:stance ?old }
