# It was shown at a congress only; the claims rest on the study.
PREFIX claim: <https://example.org/claim/>
PREFIX cito:  <http://purl.org/spar/cito/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX pt:    <https://w3id.org/hckg/scheme/publication-type/>
PREFIX :      <https://example.org/>

DELETE WHERE { :article cito:cites ?work } ;
INSERT DATA { :study hckg:publicationType pt:meeting-abstract . claim:body hckg:restsOn :study }
