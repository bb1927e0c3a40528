# An article without headline.
PREFIX schema: <https://schema.org/>
PREFIX :       <https://example.org/>

DELETE WHERE { :article schema:headline ?old }
