# No harm is named, and the article speaks of harms in general.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX hnr:   <https://w3id.org/hckg/scheme/hnr/>
PREFIX :      <https://example.org/>

DELETE WHERE { claim:harm ?property ?value } ;
DELETE { :criterion hckg:criterion hnr:costs } INSERT { :criterion hckg:criterion hnr:harms }
WHERE { :criterion hckg:criterion hnr:costs }
