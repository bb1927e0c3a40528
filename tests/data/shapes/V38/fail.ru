# Two publishers.
PREFIX schema: <https://schema.org/>
PREFIX :       <https://example.org/>

INSERT DATA { :article schema:publisher :voice }
