# A licence on the own disk.
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX :    <https://example.org/>

DELETE { :article dct:license ?old }
INSERT { :article dct:license <file:///etc/licence> }
WHERE  { :article dct:license ?old }
