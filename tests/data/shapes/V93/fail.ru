# Contested, and nobody is against it.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX pst:  <https://w3id.org/hckg/scheme/proposition-state/>
PREFIX :     <https://example.org/>

DELETE { :treats-proposition hckg:propositionState ?old }
INSERT { :treats-proposition hckg:propositionState pst:contested }
WHERE  { :treats-proposition hckg:propositionState ?old }
