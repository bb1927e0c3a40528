# No date.
PREFIX schema: <https://schema.org/>

DELETE { <https://doi.org/10.5555/drug-a> schema:datePublished ?old }
INSERT { <https://doi.org/10.5555/drug-a> schema:datePublished "2025" }
WHERE  { <https://doi.org/10.5555/drug-a> schema:datePublished ?old }
