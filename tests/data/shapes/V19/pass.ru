# Claims that say it themselves need no graph.
PREFIX biolink: <https://w3id.org/biolink/vocab/>
PREFIX hckg:    <https://w3id.org/hckg/ont#>
PREFIX prov:    <http://www.w3.org/ns/prov#>
PREFIX :        <https://example.org/>

DELETE WHERE { :claims ?p ?o } ;
INSERT {
  ?claim biolink:agent_type "manual_agent" ; biolink:knowledge_level "observation" ;
    hckg:confidence 0.9 ; prov:wasGeneratedBy :making
} WHERE { ?claim a hckg:Claim }
