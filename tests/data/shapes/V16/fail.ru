# No value of Biolink.
PREFIX biolink: <https://w3id.org/biolink/vocab/>
PREFIX :        <https://example.org/>

DELETE { :claims biolink:knowledge_level ?old }
INSERT { :claims biolink:knowledge_level "sure" }
WHERE  { :claims biolink:knowledge_level ?old }
