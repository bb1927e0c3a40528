# No status of a publication.
PREFIX hckg: <https://w3id.org/hckg/ont#>
PREFIX pst:  <https://w3id.org/hckg/scheme/proposition-state/>

INSERT DATA {
  <https://doi.org/10.5555/drug-a> hckg:status pst:against .
  <https://doi.org/10.5555/drug-a> hckg:notice "10.5555/notice" .
}
