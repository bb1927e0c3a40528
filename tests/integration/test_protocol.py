"""Row P1: every situation of the SPARQL 1.1 Protocol, sent over HTTP to the real server, which only reads.

The situations are those of :mod:`tests.web.test_sparql`; here a server stands between, with its own reading of headers.
"""

from __future__ import annotations

import http.client
import socket

import pytest

from tests.integration.serving import PATIENCE, serve
from tests.web.test_sparql import ANSWERED, DIRECT, FORM, GRAPHS, REFUSED, address

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
COUNT = b"SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
USING = "using-graph-uri=http%3A%2F%2Fe%2F1&using-named-graph-uri=http%3A%2F%2Fe%2F2"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    path = tmp_path_factory.mktemp("protocol") / "documents.nq"
    lines = [f"<{graph}> <{TYPE}> <http://e/Document> <{graph}> .\n" for graph in GRAPHS]
    path.write_text("".join(lines), encoding="utf-8")
    with serve("--data", str(path)) as running:
        yield running


def send(server, method, path, content_type=None, body=None, accept="*/*"):
    """Send exactly these headers: no library adds a Content-Type of its own."""
    connection = http.client.HTTPConnection(server.host, server.port, timeout=PATIENCE)
    connection.putrequest(method, path)
    connection.putheader("Accept", accept)
    body = body.encode() if isinstance(body, str) else body
    if content_type:
        connection.putheader("Content-Type", content_type)
    if body is not None or method in ("POST", "PUT"):
        connection.putheader("Content-Length", str(len(body or b"")))
    connection.endheaders(body)
    response = connection.getresponse()
    found = response.status, response.getheader("Content-Type", ""), response.read()
    connection.close()
    return found


@pytest.mark.parametrize("stem", ["/sparql", "/sparql/"])
@pytest.mark.parametrize(("method", "fields", "content_type", "body"), ANSWERED.values(), ids=ANSWERED.keys())
def test_what_may_be_asked_is_answered(server, stem, method, fields, content_type, body):
    path = address(**fields).replace("/sparql", stem, 1)
    status, kind, answer = send(server, method, path, content_type, body)
    assert (status, b"true" in answer) == (200, True)
    assert kind.startswith("application/sparql-results+")


@pytest.mark.parametrize(("method", "fields", "content_type", "body", "status"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_wrong_is_refused(server, method, fields, content_type, body, status):
    found, _, told = send(server, method, address(**fields), content_type, body)
    assert (found, told.count(b"\n")) == (status, 1)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused(server, method):
    assert send(server, method, address(query="ASK {}"), FORM)[0] == 405


UPDATE = "application/sparql-update"
UPDATES = {
    "dataset of the request": (f"/sparql?{USING}", UPDATE, "INSERT { <a:a> a ?t } WHERE { ?s a ?t }"),
    "dataset twice": (f"/sparql?{USING}", UPDATE, "WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }"),
    "several in one": ("/sparql", UPDATE, "CLEAR ALL ; INSERT DATA { <s> <p> <o> }"),
    "utf-16": ("/sparql", f"{UPDATE}; charset=UTF-16", "CLEAR NAMED".encode("utf-16")),
    "wrong type": ("/sparql", "text/plain", "CLEAR NAMED"),
    "no type, as a form": ("/sparql", None, "update=CLEAR%20NAMED"),
    "no type": ("/sparql", None, "CLEAR NAMED"),
    "no update at all": ("/sparql", FORM, "update=CLEAR%20XYZ"),
}


@pytest.mark.parametrize(("path", "content_type", "body"), UPDATES.values(), ids=UPDATES.keys())
def test_updates_are_refused_in_every_spelling_and_change_nothing(server, path, content_type, body):
    before = send(server, "POST", "/sparql", DIRECT, COUNT, "text/csv")
    assert 400 <= send(server, "POST", path, content_type, body)[0] < 500
    assert before[2] == b"n\r\n3\r\n"
    assert send(server, "POST", "/sparql", DIRECT, COUNT, "text/csv") == before


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("SELECT (1 AS ?value) {}", {"application/sparql-results+json", "application/sparql-results+xml"}),
        ("ASK {}", {"application/sparql-results+json", "application/sparql-results+xml"}),
        ("DESCRIBE <http://e/>", {"text/turtle", "application/rdf+xml", "application/n-triples"}),
        ("CONSTRUCT { <s> <p> 1 } WHERE {}", {"text/turtle", "application/rdf+xml", "application/n-triples"}),
    ],
)
def test_each_form_comes_in_a_type_of_its_kind(server, query, kinds):
    status, kind, _ = send(server, "POST", address(default_graph_uri=GRAPHS[0]), DIRECT, query)
    assert (status, kind.partition(";")[0] in kinds) == (200, True)


ASK = address(query="ASK {}")


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("*/*", "application/sparql-results+json"),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("application/sparql-results+xml;q=0, text/csv;q=0.1", "text/csv"),
        ("image/png", None),
    ],
)
def test_the_best_form_the_client_reads_is_sent(server, accept, kind):
    status, found, _ = send(server, "GET", ASK, accept=accept)
    assert (status, found.partition(";")[0]) == ((200, kind) if kind else (406, "text/plain"))


def test_head_preflight_and_other_origins(server):
    with socket.create_connection((server.host, server.port), timeout=PATIENCE) as client:
        client.sendall(f"HEAD {ASK} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
        head, _, body = b"".join(iter(lambda: client.recv(2**16), b"")).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 ")
    assert body == b""
    asked = {"Origin": "http://e", "Access-Control-Request-Method": "POST"}
    status, headers, _ = server.get("/sparql", method="OPTIONS", **asked)
    assert (status, "POST" in headers.get("Access-Control-Allow-Methods", "")) == (204, True)
    for path, expected in ((ASK, 200), (address(query="ASK {"), 400)):
        status, headers, _ = server.get(path, Origin="http://e")
        assert (status, headers.get("Access-Control-Allow-Origin")) == (expected, "*")
