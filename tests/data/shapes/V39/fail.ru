# Two addresses.
PREFIX schema: <https://schema.org/>
PREFIX :       <https://example.org/>

INSERT DATA { :article schema:url <https://news.example.org/copy> }
