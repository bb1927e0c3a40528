# The maker paid, and the article says so.
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX hnr:   <https://w3id.org/hckg/scheme/hnr/>
PREFIX :      <https://example.org/>

INSERT DATA { <https://doi.org/10.5555/drug-a> hckg:funding "the maker of drug A"@en } ;
DELETE { :criterion hckg:criterion hnr:costs }
INSERT { :criterion hckg:criterion hnr:funding-and-conflicts }
WHERE  { :criterion hckg:criterion hnr:costs }
