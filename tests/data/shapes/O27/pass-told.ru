# The retracted finding is passed on beside a doubt: claim:limit qualifies the headline, and the body does not rest on it.
PREFIX claim: <https://example.org/claim/>
PREFIX dir:   <https://w3id.org/hckg/scheme/direction/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX ps:    <https://w3id.org/hckg/scheme/publication-status/>
PREFIX stn:   <https://w3id.org/hckg/scheme/stance/>

INSERT DATA {
  <https://doi.org/10.5555/drug-a> hckg:status ps:retracted ; hckg:notice "10.5555/notice" .
  claim:limit hckg:qualifies claim:body , claim:harm .
} ;
DELETE { ?claim hckg:stance stn:endorses }
INSERT { ?claim hckg:stance stn:relays }
WHERE  { ?claim hckg:stance stn:endorses }
