# No SHA-256.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE { :text hckg:textDigest ?old }
INSERT { :text hckg:textDigest "sha256:abc" }
WHERE  { :text hckg:textDigest ?old }
