# The report that we added speaks neither for nor against it.
PREFIX dir:   <https://w3id.org/hckg/scheme/direction/>
PREFIX hckg:  <https://w3id.org/hckg/ont#>
PREFIX :      <https://example.org/>

DELETE { :added hckg:direction ?old }
INSERT { :added hckg:direction dir:neutral }
WHERE  { :added hckg:direction ?old }
