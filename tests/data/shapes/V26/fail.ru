# A place in no text.
PREFIX oa:    <http://www.w3.org/ns/oa#>
PREFIX place: <https://example.org/text/place/>

DELETE WHERE { place:0-6 oa:hasSource ?old }
