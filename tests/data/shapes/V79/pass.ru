# Numbers of many registers.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX :     <https://example.org/>

DELETE WHERE { :study hckg:registration ?old } ;
INSERT DATA {
  :study-1 a hckg:Study ; rdfs:label "study 1"@en ; hckg:registration "ISRCTN12345678" .
  :study-2 a hckg:Study ; rdfs:label "study 2"@en ; hckg:registration "ACTRN12612000123456" .
  :study-3 a hckg:Study ; rdfs:label "study 3"@en ; hckg:registration "DRKS00012345" .
  :study-4 a hckg:Study ; rdfs:label "study 4"@en ; hckg:registration "ChiCTR2000012345" .
  :study-5 a hckg:Study ; rdfs:label "study 5"@en ; hckg:registration "ChiCTR-TRC-12345678" .
  :study-6 a hckg:Study ; rdfs:label "study 6"@en ; hckg:registration "CTRI/2020/01/012345" .
  :study-7 a hckg:Study ; rdfs:label "study 7"@en ; hckg:registration "IRCT20200101012345N1" .
  :study-8 a hckg:Study ; rdfs:label "study 8"@en ; hckg:registration "jRCT1234567890" .
  :study-9 a hckg:Study ; rdfs:label "study 9"@en ; hckg:registration "KCT0001234" .
  :study-10 a hckg:Study ; rdfs:label "study 10"@en ; hckg:registration "PACTR201901123456789" .
  :study-11 a hckg:Study ; rdfs:label "study 11"@en ; hckg:registration "UMIN000012345" .
  :study-12 a hckg:Study ; rdfs:label "study 12"@en ; hckg:registration "CRD42020123456" .
  :study-13 a hckg:Study ; rdfs:label "study 13"@en ; hckg:registration "2019-001234-12" .
  :study-14 a hckg:Study ; rdfs:label "study 14"@en ; hckg:registration "2022-501234-12-00" .
  :study-15 a hckg:Study ; rdfs:label "study 15"@en ; hckg:registration "EUCTR2019-001234-12-NL" .
}
