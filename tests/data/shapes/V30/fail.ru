# A place that holds nothing.
PREFIX oa:    <http://www.w3.org/ns/oa#>
PREFIX place: <https://example.org/text/place/>

DELETE { place:0-6 oa:start ?old }
INSERT { place:0-6 oa:start 6 }
WHERE  { place:0-6 oa:start ?old }
