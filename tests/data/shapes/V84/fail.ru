# Reported by a voice.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX :     <https://example.org/>

INSERT DATA { :study hckg:reportedBy :voice }
