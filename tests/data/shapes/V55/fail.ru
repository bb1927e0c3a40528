# The patient's name.
PREFIX schema: <https://schema.org/>
PREFIX :       <https://example.org/>

INSERT DATA { :study schema:givenName "Alex" }
