# A journal is named, and no publication.
PREFIX cito: <http://purl.org/spar/cito/>
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

DELETE WHERE { :line hckg:evidenceItem ?old } ;
DELETE WHERE { :article cito:cites ?work } ;
INSERT DATA { :article cito:cites <https://doi.org/10.5555/journal> }
