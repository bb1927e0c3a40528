# also: V23
# An article without text: no claim lies in it any more.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE WHERE { :article hckg:textVersion ?old }
