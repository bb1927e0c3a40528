# A publication without title.
PREFIX dct: <http://purl.org/dc/terms/>

DELETE WHERE { <https://doi.org/10.5555/drug-a> dct:title ?old }
