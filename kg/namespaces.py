"""Namespaces and the published prefix table."""

from __future__ import annotations

import os

DEFAULT_BASE = "https://w3id.org/hckg/"
BASE = os.environ.get("KG_BASE", DEFAULT_BASE)
HCKG = BASE + "ont#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCT = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
SCHEMA = "https://schema.org/"
BIOLINK = "https://w3id.org/biolink/vocab/"
CITO = "http://purl.org/spar/cito/"
OBO = "http://purl.obolibrary.org/obo/"
PREFIXES = {
    "hckg": HCKG,
    "hckg.concept": BASE + "concept/",
    "hckg.scheme": BASE + "scheme/",
    "hckg.article": BASE + "article/",
    "hckg.claim": BASE + "claim/",
    "rdf": RDF, "rdfs": RDFS, "owl": OWL, "xsd": XSD, "skos": SKOS, "dct": DCT, "prov": PROV, "oa": OA,
    "schema": SCHEMA, "biolink": BIOLINK, "cito": CITO, "obo": OBO,
}
