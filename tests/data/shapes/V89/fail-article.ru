# A dismissal in no article.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE WHERE { :dismissal hckg:dismissedIn ?old }
