# The text was not held when the place was written.
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX place: <https://example.org/text/place/>

DELETE WHERE { place:0-6 hckg:textDigest ?old }
