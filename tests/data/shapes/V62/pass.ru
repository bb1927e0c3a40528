# Two places in the body.
PREFIX claim: <https://example.org/claim/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX place: <https://example.org/text/place/>

INSERT DATA { claim:limit hckg:statedAt place:100-180 }
