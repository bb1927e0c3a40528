# The object is named somewhere else.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX place: <https://example.org/text/place/>

INSERT DATA { claim:headline hckg:objectAt place:100-180 }
