# No web address.
PREFIX schema: <https://schema.org/>

INSERT DATA { <https://doi.org/10.5555/drug-a> schema:url <ftp://example.org/paper> }
