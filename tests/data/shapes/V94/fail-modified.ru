# Two dates.
PREFIX schema: <https://schema.org/>
PREFIX xsd:    <http://www.w3.org/2001/XMLSchema#>
PREFIX :       <https://example.org/>

INSERT DATA { :article schema:dateModified "2026-02-01"^^xsd:date , "2026-02-02"^^xsd:date }
