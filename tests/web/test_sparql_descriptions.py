"""What the endpoint says of itself, read by parsers and by the queries of tools."""

from __future__ import annotations

import gzip
import json
import re

import pytest
from flask import Flask
from pyoxigraph import DefaultGraph, Literal, NamedNode, RdfFormat, Store, Triple, parse
from rdflib import Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.namespace import DCTERMS, RDF, VOID

from kg.endpoint.server import threads_for
from kg.export.jsonld import jsonld
from kg.namespaces import PREFIXES
from kg.precheck import scan
from kg.query import named_queries
from kg.store import open_snapshot
from kg.workers import Settings, WorkerPool
from web.service import install

HEALTH = NamedNode("http://e/health")
SKOS_LABEL = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
SIB_EXAMPLES = """
PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?comment ?query WHERE {
  ?q a sh:SPARQLExecutable ; rdfs:comment ?comment ; sh:select|sh:ask|sh:construct ?query }
"""
SIB_CLASSES = """
PREFIX void: <http://rdfs.org/ns/void#>
SELECT ?class ?property ?other WHERE {
  ?part void:class ?class ; void:propertyPartition ?pp .
  ?pp void:property ?property ; void:triples ?n . OPTIONAL { ?pp void:classPartition/void:class ?other } }
"""


@pytest.fixture(scope="module")
def snapshot(corpus_home):
    opened = open_snapshot(corpus_home)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def pool(snapshot):
    with WorkerPool(snapshot.path, Settings(workers=1, deadline=60, prefixes=PREFIXES)) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(pool):
    return install(Flask("described"), pool).test_client()


def graph_of(response, media_type="text/turtle"):
    assert response.status_code == 200
    assert response.mimetype == media_type
    return Graph().parse(data=response.data, format=media_type, publicID="http://localhost/sparql")


DOCUMENTS = ["/sparql", "/.well-known/void", "/.well-known/sparql-examples/", "/prefixes"]
MEDIA_TYPES = ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"]


@pytest.mark.parametrize("media_type", MEDIA_TYPES)
@pytest.mark.parametrize("path", DOCUMENTS)
def test_every_document_is_the_same_in_every_format(client, path, media_type):
    plain = graph_of(client.get(path, headers={"Accept": "text/turtle"}))
    assert len(graph_of(client.get(path, headers={"Accept": media_type}), media_type)) == len(plain) > 0


@pytest.mark.parametrize(
    ("media_type", "rdf"), [("application/trig", RdfFormat.TRIG), ("application/n-quads", RdfFormat.N_QUADS)]
)
@pytest.mark.parametrize("path", DOCUMENTS)
def test_formats_for_datasets_hold_the_document_in_the_default_graph(client, path, media_type, rdf):
    answer = client.get(path, headers={"Accept": media_type})
    assert (answer.status_code, answer.mimetype) == (200, media_type)
    quads = list(parse(answer.data, format=rdf, base_iri="http://localhost/sparql"))
    assert {quad.graph_name for quad in quads} == {DefaultGraph()}
    assert len(set(quads)) == len(graph_of(client.get(path, headers={"Accept": "text/turtle"})))


def test_the_service_names_its_endpoint_limits_and_features(client):
    graph = graph_of(client.get("/sparql"))
    text = graph.serialize(format="nt")
    assert "sparql-service-description#endpoint> <http://localhost/sparql>" in text
    assert "UnionDefaultGraph" in text
    assert re.search(r"may run for 60 s.*100 triple patterns", text)


def test_void_counts_are_those_of_the_data(client, snapshot):
    graph = graph_of(client.get("/.well-known/void"))
    total = next(graph.objects(None, VOID.triples), None)
    assert total is not None
    for part, cls in graph.subject_objects(VOID["class"]):
        if (entities := graph.value(part, VOID.entities)) is not None:
            found = {
                q.subject for q in snapshot.store.quads_for_pattern(None, NamedNode(str(RDF.type)), NamedNode(str(cls)))
            }
            assert int(entities) == len(found)


def test_licence_and_title_are_claimed_for_our_own_graph_only(client, pool):
    dataset = URIRef("http://localhost/.well-known/void#dataset")
    ours = graph_of(client.get("/.well-known/void"))
    assert ours.value(dataset, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert int(ours.value(dataset, VOID.classes)) > 10
    of_others = install(Flask("others"), pool, is_ours=False).test_client()
    theirs = graph_of(of_others.get("/.well-known/void"))
    assert (dataset, DCTERMS.license, None) not in theirs
    assert "Health Content" not in of_others.get("/sparql").text
    assert (dataset, VOID.triples, None) in theirs


def test_tools_find_classes_with_their_properties_and_links(client):
    rows = list(graph_of(client.get("/.well-known/void")).query(SIB_CLASSES))
    claims = [row for row in rows if str(row["class"]).endswith("ont#Claim")]
    assert any(str(row.property).endswith("ont#subject") for row in claims)
    assert any(row.other is not None for row in claims)


def test_descriptions_are_compressed_on_demand(client):
    plain = client.get("/.well-known/void")
    sent = client.get("/.well-known/void", headers={"Accept-Encoding": "gzip"})
    assert sent.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(sent.data) == plain.data
    assert len(sent.data) < len(plain.data) / 4


def test_tools_find_every_example_and_it_can_be_asked(client):
    rows = list(graph_of(client.get("/.well-known/sparql-examples/")).query(SIB_EXAMPLES))
    assert len({row.query for row in rows}) == len({query.text for query in named_queries().values()})
    for row in rows:
        scan(str(row.query))
        assert row.comment.language == "en"


def test_one_example_has_its_own_address(client):
    graph = graph_of(client.get("/.well-known/sparql-examples/first-query"))
    assert "biolink" in graph.serialize(format="nt")
    assert client.get("/.well-known/sparql-examples/nothing").status_code == 404


def test_competency_questions_are_answered_over_http(client):
    for query in named_queries().values():
        if query.group == "competency" and not query.parameters:
            response = client.post("/sparql", data={"query": query.text})
            assert response.status_code == 200, (query.name, response.text)


def test_prefixes_are_those_of_the_project(client):
    assert client.get("/prefixes").json == dict(PREFIXES)
    text = client.get("/prefixes", headers={"Accept": "text/turtle"}).data
    triples = list(parse(text, format=RdfFormat.TURTLE))
    assert sum(t.predicate.value.endswith("shacl#prefix") for t in triples) == len(PREFIXES)


def test_the_context_is_served_that_exports_carry(client, snapshot):
    """A document that names the address says the same as one that carries the context."""
    served = client.get("/context.jsonld")
    assert (served.status_code, served.mimetype) == (200, "application/ld+json")
    assert served.headers["Access-Control-Allow-Origin"] == "*"
    exported = json.loads(jsonld([Triple(HEALTH, SKOS_LABEL, Literal("health"))]))
    assert served.json["@context"] == exported["@context"]
    read = Graph().parse(data={**exported, **served.json}, format="json-ld")
    assert (URIRef(HEALTH.value), URIRef(SKOS_LABEL.value), RdfLiteral("health")) in read


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_form_that_is_not_offered_is_406(client, path):
    assert client.get(path, headers={"Accept": "image/png"}).status_code == 406


def test_turtle_answers_use_the_prefixes(client):
    response = client.post("/sparql", data={"query": "CONSTRUCT WHERE { ?s a ?c } LIMIT 5"})
    assert b"@prefix hckg: " in response.data


def test_counts_that_take_too_long_are_left_out(snapshot):
    with WorkerPool(snapshot.path, Settings(workers=1, deadline=0.001)) as hurried:
        graph = graph_of(install(Flask("hurried"), hurried).test_client().get("/.well-known/void"))
    assert list(graph.objects(None, VOID.triples)) == []
    assert len(graph) > 10


def test_health_and_metrics(client, pool):
    health = client.get("/health")
    assert (health.status_code, health.json["status"]) == (200, "ok")
    before = pool.counts.answered
    client.get("/sparql?query=ASK%20%7B%7D")
    lines = dict(line.rsplit(" ", 1) for line in client.get("/metrics").text.splitlines() if not line.startswith("#"))
    assert float(lines["kg_queries_answered_total"]) == before + 1
    assert float(lines["kg_workers"]) == 2
    assert threads_for(pool.settings) > pool.settings.workers + pool.settings.queue


def test_health_says_what_is_wrong(tmp_path):
    path = tmp_path / "store"
    store = Store(str(path))
    store.flush()
    del store
    pool = WorkerPool(path, Settings(workers=1))
    client = install(Flask("sick"), pool).test_client()
    assert client.get("/health").status_code == 200
    pool.close()
    sick = client.get("/health")
    assert (sick.status_code, sick.json["status"]) == (503, "unavailable")
