# The place lies in the text of another article.
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX oa:    <http://www.w3.org/ns/oa#>
PREFIX place: <https://example.org/text/place/>
PREFIX rdfs:  <http://www.w3.org/2000/01/rdf-schema#>
PREFIX :      <https://example.org/>

DELETE { place:30-80 oa:hasSource ?old }
INSERT { place:30-80 oa:hasSource :other-text }
WHERE  { place:30-80 oa:hasSource ?old } ;
INSERT DATA {
  :other-text a hckg:ArticleText .
  :other-text rdfs:label "text of another article"@en .
  :other-text hckg:charLength 400 .
  :other-text hckg:textDigest "sha256:6666666666666666666666666666666666666666666666666666666666666666" .
}
