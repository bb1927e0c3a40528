# also: O14
# The maker paid, and the article is silent.
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX hnr:   <https://w3id.org/hckg/scheme/hnr/>
PREFIX vd:    <https://w3id.org/hckg/scheme/verdict/>
PREFIX :      <https://example.org/>

INSERT DATA { <https://doi.org/10.5555/drug-a> hckg:funding "the maker of drug A"@en } ;
DELETE { :criterion hckg:criterion hnr:costs }
INSERT { :criterion hckg:criterion hnr:funding-and-conflicts }
WHERE  { :criterion hckg:criterion hnr:costs } ;
DELETE { :criterion hckg:verdict vd:satisfied }
INSERT { :criterion hckg:verdict vd:not-satisfied }
WHERE  { :criterion hckg:verdict vd:satisfied }
