# Integrity rules cannot be overruled.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE { :dismissal hckg:dismissedRule ?old }
INSERT { :dismissal hckg:dismissedRule "V01" }
WHERE  { :dismissal hckg:dismissedRule ?old }
