"""The SPARQL 1.1 Protocol for reading: what the W3C tests ask of it, and what clients do (rows P1, N2, N3, H4)."""

from __future__ import annotations

import gzip
import json
import shutil
from urllib.parse import quote

import pytest
from flask import Flask
from pyoxigraph import NamedNode, Quad, Store, parse, parse_query_results

from kg import results
from kg.endpoint.budget import Budget
from kg.precheck import LIMITS
from kg.workers import Settings, WorkerPool
from web import StoreGraph, create_app
from web.service import install

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
GRAPHS = [f"http://data.example/{number}.rdf" for number in (1, 2, 3)]
RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """Three graphs, each of which says that it is a document."""
    path = tmp_path_factory.mktemp("protocol") / "store"
    store = Store(str(path))
    for graph in map(NamedNode, GRAPHS):
        store.add(Quad(graph, RDF_TYPE, NamedNode("http://xmlns.com/foaf/0.1/Document"), graph))
    store.flush()
    return path


@pytest.fixture(scope="module")
def pool(path):
    with WorkerPool(path, Settings(workers=1, deadline=5, rows=2)) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(path, pool):
    graph = StoreGraph(Store.read_only(str(path)), path.with_name("search.sqlite"), commit="test")
    return install(create_app(graph), pool).test_client()


def address(**fields):
    pairs = [
        (name.replace("_", "-"), v)
        for name, value in fields.items()
        for v in ([value] if isinstance(value, str) else value)
    ]
    return "/sparql?" + "&".join(f"{name}={quote(v, safe='')}" for name, v in pairs)


def boolean(response):
    assert response.status_code == 200, response.text
    return parse_query_results(response.data, format=results.RESULT_TYPES[response.mimetype]).__bool__()


DOCUMENTS = f"ASK {{ <{GRAPHS[0]}> a ?type . <{GRAPHS[1]}> a ?type }}"
NAMED = f"ASK {{ GRAPH ?g1 {{ <{GRAPHS[0]}> a ?type }} GRAPH ?g2 {{ <{GRAPHS[1]}> a ?type }} }}"
FULL = f"ASK {{ <{GRAPHS[2]}> a ?type {NAMED[5:-2]} }}"

ANSWERED = {
    "get": ("GET", {"query": "ASK {}"}, None, None),
    "form": ("POST", {"default_graph_uri": GRAPHS[0]}, FORM, "query=ASK%20%7B%7D"),
    "direct": ("POST", {}, DIRECT, "ASK {}"),
    "direct with charset": ("POST", {}, f"{DIRECT}; charset=UTF-8", "ASK {}"),
    "default graphs by get": ("GET", {"query": DOCUMENTS, "default_graph_uri": GRAPHS[:2]}, None, None),
    "default graphs by post": ("POST", {"default_graph_uri": GRAPHS[:2]}, DIRECT, DOCUMENTS),
    "named graphs by get": ("GET", {"query": NAMED, "named_graph_uri": GRAPHS[:2]}, None, None),
    "named graphs by post": ("POST", {"named_graph_uri": GRAPHS[:2]}, DIRECT, NAMED),
    "whole dataset": ("POST", {"default_graph_uri": GRAPHS[2], "named_graph_uri": GRAPHS[:2]}, DIRECT, FULL),
    "protocol overrides FROM": (
        "POST",
        {"default_graph_uri": GRAPHS[1]},
        DIRECT,
        f"ASK FROM <{GRAPHS[0]}> {{ <{GRAPHS[1]}> a ?type }}",
    ),
    "unknown fields are passed over": ("GET", {"ac": "1", "query": "ASK {}"}, None, None),
}


@pytest.mark.parametrize(("method", "fields", "content_type", "body"), ANSWERED.values(), ids=ANSWERED.keys())
def test_queries_are_answered(client, method, fields, content_type, body):
    assert boolean(client.open(address(**fields), method=method, content_type=content_type, data=body))


def test_the_dataset_is_no_more_than_was_named(client):
    assert not boolean(client.get(address(query=DOCUMENTS, default_graph_uri=GRAPHS[0])))
    assert not boolean(client.get(address(query=NAMED, default_graph_uri=GRAPHS[0])))
    assert not boolean(client.get(address(query=DOCUMENTS, named_graph_uri=GRAPHS)))
    assert not boolean(client.get(address(query=f"ASK FROM <{GRAPHS[0]}> {{ <{GRAPHS[1]}> a ?type }}")))


def test_without_a_dataset_all_graphs_are_seen(client):
    assert boolean(client.get(address(query=DOCUMENTS)))
    assert boolean(client.get(address(query=NAMED)))


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused(client, method):
    response = client.open(address(query="ASK {}"), method=method)
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


REFUSED = {
    "two queries by get": ("GET", {"query": ["ASK {}", "# and no more"]}, None, None, 400),
    "two queries by form": ("POST", {}, FORM, "query=ASK%20%7B%7D&query=%23", 400),
    "wrong media type": ("POST", {}, "text/plain", "ASK {}", 415),
    "form without media type": ("POST", {}, None, "query=ASK%20%7B%7D", 415),
    "direct without media type": ("POST", {}, None, "ASK {}", 415),
    "utf-16 direct": ("POST", {}, f"{DIRECT}; charset=UTF-16", "ASK {}".encode("utf-16"), 415),
    "not utf-8 direct": ("POST", {}, DIRECT, b"ASK { ?s ?p '\xff' }", 400),
    "utf-16 unsaid": ("POST", {}, DIRECT, "ASK {}".encode("utf-16"), 400),
    "not utf-8 by form": ("POST", {}, FORM, "query=ASK%20%7B%20%3Fs%20%3Fp%20%27%FF%27%20%7D", 400),
    "syntax": ("GET", {"query": "ASK { ?s ?p }"}, None, None, 400),
    "no query by post": ("POST", {}, FORM, "", 400),
    "empty query": ("GET", {"query": ""}, None, None, 400),
    "timeout is no number": ("GET", {"query": "ASK {}", "timeout": "soon"}, None, None, 400),
    "timeout is nan": ("GET", {"query": "ASK {}", "timeout": "nan"}, None, None, 400),
    "timeout is negative": ("GET", {"query": "ASK {}", "timeout": "-1"}, None, None, 400),
    "graph is no iri": ("GET", {"query": "ASK {}", "default_graph_uri": "a b>"}, None, None, 400),
    "too many fields": ("POST", {}, FORM, "query=ASK%20%7B%7D" + "&a=b" * 2_000, 400),
    "long query": ("POST", {}, DIRECT, "ASK {} #" + "x" * LIMITS.length, 400),
    "large body": ("POST", {}, DIRECT, "ASK {} #" + "x" * 2**19, 413),
    "service": ("GET", {"query": "ASK { SERVICE <http://127.0.0.1:1/> {} }"}, None, None, 400),
    "update in the address": ("GET", {"update": "CLEAR ALL"}, None, None, 405),
    "update as query by get": ("GET", {"query": "CLEAR ALL"}, None, None, 403),
    "update as query by form": ("POST", {}, FORM, "query=CLEAR%20ALL", 403),
    "update as query direct": ("POST", {}, DIRECT, "INSERT DATA { <a:a> <a:b> <a:c> }", 403),
    "update by form": ("POST", {}, FORM, "update=CLEAR%20ALL", 403),
    "two updates by form": ("POST", {}, FORM, "update=CLEAR%20ALL&update=CLEAR%20ALL", 403),
    "update direct": ("POST", {}, "application/sparql-update", "CLEAR ALL", 403),
    "update with prologue": ("POST", {}, DIRECT, "BASE <http://e/> DELETE WHERE { ?s ?p ?o }", 403),
    "load": ("POST", {}, DIRECT, "LOAD <http://127.0.0.1:1/>", 403),
}


@pytest.mark.parametrize(("method", "fields", "content_type", "body", "status"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_wrong_is_refused_in_one_line(client, method, fields, content_type, body, status):
    response = client.open(address(**fields), method=method, content_type=content_type, data=body)
    assert response.status_code == status
    assert response.mimetype == "text/plain"
    assert response.text.count("\n") == 1
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert boolean(client.get(address(query=NAMED)))  # nothing was changed


def test_a_fault_in_the_query_names_its_position(client):
    assert "1:1" in client.get(address(query="ASK { ?s ?p }")).text


def test_json_clients_get_the_fault_as_json(client):
    response = client.get(address(query="ASK {"), headers={"Accept": results.JSON})
    assert response.status_code == 400
    assert response.json["error"]["status"] == 400
    assert "never closed" in response.json["error"]["message"]
    elsewhere = client.get("/nowhere", headers={"Accept": "application/json"})
    assert response.json["error"].keys() == elsewhere.json["error"].keys(), "one shape for all errors"


SELECT, CONSTRUCT = f"SELECT * {{ <{GRAPHS[0]}> ?p ?o }}", f"CONSTRUCT WHERE {{ <{GRAPHS[0]}> ?p ?o }}"

NEGOTIATED = [
    (SELECT, "", results.JSON),
    (SELECT, "*/*", results.JSON),
    (SELECT, "application/*", results.JSON),
    (SELECT, results.XML, results.XML),
    (SELECT, "application/xml", results.XML),
    (SELECT, "text/csv", results.CSV),
    (SELECT, "text/tab-separated-values", results.TSV),
    (SELECT, "application/json", results.JSON),
    (SELECT, f"{results.XML};q=0.4, text/csv;q=0.8, */*;q=0.1", results.CSV),
    (SELECT, f"text/csv;q=0, {results.XML}", results.XML),
    (SELECT, "image/png, */*;q=0.5", results.JSON),
    ("ASK {}", results.XML, results.XML),
    ("ASK {}", "text/csv", results.CSV),
    (CONSTRUCT, "", "text/turtle"),
    (CONSTRUCT, "*/*", "text/turtle"),
    (CONSTRUCT, "application/n-triples", "application/n-triples"),
    (CONSTRUCT, "application/ld+json", "application/ld+json"),
    (CONSTRUCT, "application/rdf+xml", "application/rdf+xml"),
    (CONSTRUCT, "application/n-quads", "application/n-quads"),
    (CONSTRUCT, "application/trig", "application/trig"),
    (CONSTRUCT, "application/rdf+xml;q=0.5, text/turtle;q=0.4", "application/rdf+xml"),
    (f"DESCRIBE <{GRAPHS[0]}>", f"{results.JSON}, text/turtle;q=0.9", "text/turtle"),
]


@pytest.mark.parametrize(("query", "accept", "media_type"), NEGOTIATED)
def test_the_best_form_the_client_reads_is_sent(client, query, accept, media_type):
    response = client.get(address(query=query), headers={"Accept": accept} if accept else {})
    assert response.status_code == 200
    assert response.mimetype == media_type
    assert {"Accept", "Accept-Encoding"} <= set(response.vary)
    if media_type in results.GRAPH_TYPES:
        assert len(list(parse(response.data, format=results.GRAPH_TYPES[media_type]))) == 1
    elif media_type != results.CSV:
        parse_query_results(response.data, format=results.RESULT_TYPES[media_type])


@pytest.mark.parametrize(
    ("query", "accept"), [(SELECT, "image/png"), (SELECT, "text/turtle"), (CONSTRUCT, "text/csv"), (SELECT, "*/*;q=0")]
)
def test_what_cannot_be_sent_is_406_with_what_can(client, query, accept):
    response = client.get(address(query=query), headers={"Accept": accept})
    assert response.status_code == 406
    assert "application/" in response.text


@pytest.mark.parametrize(
    ("query", "name", "media_type"), [(SELECT, "csv", results.CSV), (CONSTRUCT, "nt", "application/n-triples")]
)
def test_a_link_may_name_the_format(client, query, name, media_type):
    response = client.get(address(query=query, format=name), headers={"Accept": "text/html"})
    assert (response.status_code, response.mimetype) == (200, media_type)
    assert client.get(address(query=query, format="ttl" if name == "csv" else "csv")).status_code == 406
    assert client.get(address(query=query, format="exe")).status_code == 400


def test_head_has_the_headers_of_get_and_no_body(client):
    got, head = client.get(address(query=SELECT)), client.head(address(query=SELECT))
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == got.headers["ETag"]
    assert head.headers["Content-Type"] == got.headers["Content-Type"]


def test_pages_of_other_origins_may_ask(client):
    response = client.options("/sparql", headers={"Origin": "http://e", "Access-Control-Request-Method": "POST"})
    assert response.status_code == 204
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in response.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in response.headers["Access-Control-Allow-Headers"]
    assert client.get(address(query="ASK {}")).headers["Access-Control-Allow-Origin"] == "*"


def test_an_answer_that_is_known_is_not_sent_again(client):
    etag = client.get(address(query=SELECT)).headers["ETag"]
    assert client.get(address(query=SELECT), headers={"If-None-Match": etag}).status_code == 304
    assert client.get(address(query=CONSTRUCT), headers={"If-None-Match": etag}).status_code == 200
    csv = client.get(address(query=SELECT), headers={"If-None-Match": etag, "Accept": "text/csv"})
    assert csv.status_code == 200


def test_an_answer_that_changes_has_no_etag(client):
    assert "ETag" not in client.get(address(query="SELECT (RAND() AS ?x) {}")).headers


def test_an_answer_is_found_once_while_the_data_stays(pool, client):
    query = address(query="SELECT (COUNT(*) AS ?n) { ?s ?p ?o } # once")
    first, before = client.get(query).data, pool.counts.answered
    assert client.get(query).data == first
    assert client.get(query, headers={"Accept-Encoding": "gzip"}).status_code == 200
    assert pool.counts.answered == before
    client.get(query, headers={"Accept": "text/csv"})
    assert pool.counts.answered == before + 1


def test_answers_from_older_data_are_let_go(path, tmp_path):
    newer = tmp_path / "newer"
    shutil.copytree(path, newer)
    Store(str(newer)).add(Quad(NamedNode(GRAPHS[0]), RDF_TYPE, NamedNode("http://data.example/Report")))
    graph = StoreGraph(Store.read_only(str(path)), path.with_name("search.sqlite"), commit="test")
    count = address(query="SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    with WorkerPool(path, Settings(workers=1)) as pool:
        client = install(create_app(graph), pool).test_client()

        def counted():
            return client.get(count, headers={"Accept": "text/csv"}).data.split()[-1]

        assert (counted(), counted(), pool.counts.answered) == (b"3", b"3", 1)
        pool.use(newer)
        assert (counted(), pool.counts.answered) == (b"4", 2)
        pool.use(path)
        assert (counted(), pool.counts.answered) == (b"3", 3)


def test_a_changing_answer_is_found_every_time(pool, client):
    query = address(query="SELECT (RAND() AS ?x) {}")
    before = pool.counts.answered
    assert client.get(query).data != client.get(query).data
    assert pool.counts.answered == before + 2


def test_large_answers_are_compressed_on_demand(client):
    values = " ".join(f"'value {n} of many that make it long'" for n in range(200))
    query = f"SELECT (GROUP_CONCAT(?v) AS ?all) {{ VALUES ?v {{ {values} }} }}"
    plain = client.get(address(query=query))
    packed = client.get(address(query=query), headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data) / 4


def test_more_rows_than_the_limit_are_cut_and_said_so(client):
    whole = client.get(address(query="SELECT * { ?s ?p ?o } LIMIT 2"))
    cut = client.get(address(query="SELECT * { ?s ?p ?o }"))
    assert "X-Row-Limit" not in whole.headers
    assert (cut.status_code, cut.headers["X-Row-Limit"]) == (200, "2")
    assert len(cut.json["results"]["bindings"]) == 2
    assert client.get(address(query="CONSTRUCT WHERE { ?s ?p ?o }")).headers["X-Row-Limit"] == "2"


def test_a_query_beyond_its_time_is_503_and_may_be_asked_later(client):
    slow = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"VALUES ?v{i} {{ {'1 ' * 100} }}" for i in range(9)) + " }"
    response = client.get(address(query=slow, timeout="0.3"))
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert "0.3 s" in response.text
    assert response.text.count("\n") == 1


@pytest.mark.parametrize("graph", ["file:///etc/passwd", "http://127.0.0.1:1/"])
def test_graphs_are_never_fetched(client, graph):
    query = "SELECT * { ?s ?p ?o }"
    for response in (
        client.get(address(query=query, default_graph_uri=graph)),
        client.get(address(query=f"SELECT * FROM <{graph}> {{ ?s ?p ?o }}")),
    ):
        assert response.status_code == 200
        assert response.json["results"]["bindings"] == []


def test_a_client_that_used_up_its_time_waits(pool):
    app = install(Flask("budget"), pool, budget=Budget(seconds=0.001, burst=0.0001, counts_loopback=True))
    client = app.test_client()
    assert client.get(address(query=SELECT)).status_code == 200
    assert client.get(address(query=SELECT)).status_code == 200  # kept, so it costs nothing
    refused = client.get(address(query=CONSTRUCT))
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) >= 1


def test_a_fault_of_ours_is_500_and_tells_nothing_internal(pool):
    """The query page of an application without a graph fails, and so would a page that told of it."""
    response = install(Flask("bare"), pool).test_client().get("/sparql", headers={"Accept": "text/html"})
    assert (response.status_code, response.text.count("\n")) == (500, 1)
    assert response.text.startswith("A fault of ours, number ")
    assert "Error" not in response.text


EVIL = "SELECT * { ?s ?p '</textarea><script>alert(1)</script>' }"


@pytest.mark.parametrize("query", [EVIL, EVIL[:-1], "ASK { SERVICE <http://e/'><script>> {} }"])
def test_queries_and_faults_are_escaped_in_the_page(client, query):
    """Row H4."""
    page = client.get(address(query=query), headers={"Accept": "text/html,*/*;q=0.8"})
    assert page.mimetype == "text/html"
    assert "<script>" not in page.text
    assert "&lt;script&gt;" in page.text


@pytest.mark.parametrize("name", ["format", "timeout"])
def test_what_a_fault_repeats_is_escaped_in_the_page(client, name):
    """Row H4: these faults say what was given."""
    page = client.get(address(query="ASK {}", **{name: "<script>alert(1)"}), headers={"Accept": "text/html"})
    assert (page.status_code, page.mimetype) == (400, "text/html")
    assert "<script>" not in page.text
    assert "&lt;script&gt;" in page.text


def test_values_are_escaped_in_the_page(client):
    page = client.get(address(query="SELECT ('<script>' AS ?x) {}"), headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert "<script>" not in page.text
    assert "&lt;script&gt;" in page.text


def test_csv_is_not_altered_for_spreadsheets(client):
    """Row H4: CSV is data for programs; a leading = is kept, the file is sent as text/csv, never as a page."""
    response = client.get(address(query="SELECT ('=1+1' AS ?x) {}"), headers={"Accept": "text/csv"})
    assert response.data == b"x\r\n=1+1\r\n"


def test_a_browser_gets_the_editor_and_a_program_the_description(client):
    page = client.get("/sparql", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert page.mimetype == "text/html"
    assert "<form" in page.text
    assert client.get("/sparql").mimetype == "text/turtle"
    assert client.get("/sparql/", headers={"Accept": "application/ld+json"}).mimetype == "application/ld+json"
    assert json.loads(client.get("/sparql", headers={"Accept": "application/ld+json"}).data)


def test_the_page_shows_graphs_too(client):
    page = client.get(address(query=CONSTRUCT), headers={"Accept": "text/html"})
    assert "Document" in page.text
