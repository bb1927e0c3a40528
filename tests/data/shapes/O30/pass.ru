# It is a preprint, and the article says so.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX lim:  <https://w3id.org/hckg/scheme/limitation/>
PREFIX pt:   <https://w3id.org/hckg/scheme/publication-type/>

INSERT DATA { <https://doi.org/10.5555/drug-a> hckg:publicationType pt:preprint } ;
DELETE { ?node hckg:object lim:small-sample } INSERT { ?node hckg:object lim:not-peer-reviewed }
WHERE { ?node hckg:object lim:small-sample }
