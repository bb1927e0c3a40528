# A publication whose own name runs a script.
PREFIX dct:  <http://purl.org/dc/terms/>
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA {
  <javascript:alert(1)> a hckg:ScholarlyWork .
  <javascript:alert(1)> rdfs:label "paper"@en .
  <javascript:alert(1)> dct:title "paper"@en .
}
