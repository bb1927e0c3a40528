# The last character is still within.
PREFIX oa:    <http://www.w3.org/ns/oa#>
PREFIX place: <https://example.org/text/place/>

DELETE { place:100-180 oa:end ?old }
INSERT { place:100-180 oa:end 400 }
WHERE  { place:100-180 oa:end ?old }
