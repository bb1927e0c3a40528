# No SHA-256.
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX place: <https://example.org/text/place/>

DELETE { place:0-6 hckg:textDigest ?old }
INSERT { place:0-6 hckg:textDigest "md5:d41d8cd98f00b204e9800998ecf8427e" }
WHERE  { place:0-6 hckg:textDigest ?old }
