# No value of Biolink.
PREFIX biolink: <https://w3id.org/biolink/vocab/>
PREFIX claim:   <https://example.org/claim/>

INSERT DATA { claim:limit biolink:agent_type "wizard" }
