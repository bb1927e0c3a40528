# The article names no publication.
PREFIX cito: <http://purl.org/spar/cito/>
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE WHERE { :line hckg:evidenceItem ?old } ;
DELETE WHERE { :article cito:cites ?work }
