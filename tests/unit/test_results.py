"""Answers as bytes, read again by the engine's own parsers."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, parse, parse_query_results

from kg.results import CSV, GRAPH_TYPES, JSON, RESULT_TYPES, TSV, XML, AnswerTooLargeError, Caps, encode

CAPS = Caps(rows=100, size=10**6)
NASTY = 'a "quoted"\n\t\r line, <b>&amp;</b> \u2028 \u202e é 😀 \\'
VALUES = [
    NamedNode("http://e/a?b=1&c=2"),
    Literal(NASTY),
    Literal("chat", language="fr"),
    Literal(5),
    Literal(True),
    Literal(""),
]


@pytest.fixture
def store():
    found = Store()
    for number, value in enumerate(VALUES):
        found.add(Quad(NamedNode(f"http://e/{number}"), NamedNode("http://e/p"), value))
    return found


@pytest.mark.parametrize("media_type", [JSON, XML, TSV])
def test_solutions_come_back_as_they_were(store, media_type):
    query = "SELECT ?s ?o ?missing { ?s ?p ?o } ORDER BY ?s"
    body = encode(store.query(query), media_type, CAPS, {}).body
    read = parse_query_results(body, format=RESULT_TYPES[media_type])
    assert [v.value for v in read.variables] == ["s", "o", "missing"]
    assert [(row["s"], row["o"], row["missing"]) for row in read] == [
        (row["s"], row["o"], None) for row in store.query(query)
    ]


def test_csv_is_what_the_engine_writes(store):
    query = "SELECT ?s ?o ?missing { ?s ?p ?o } ORDER BY ?s"
    assert encode(store.query(query), CSV, CAPS, {}).body == store.query(query).serialize(format=RESULT_TYPES[CSV])


@pytest.mark.parametrize("media_type", RESULT_TYPES)
def test_columns_come_in_the_order_asked_for(store, media_type):
    results = store.query("SELECT * { ?s ?p ?o } ORDER BY ?s")
    body = encode(results, media_type, CAPS, {}, ("s", "p", "o")).body
    if media_type == CSV:
        assert body.startswith(b"s,p,o\r\nhttp://e/0,http://e/p,http://e/a?")
    else:
        read = parse_query_results(body, format=RESULT_TYPES[media_type])
        assert [v.value for v in read.variables] == ["s", "p", "o"]
        assert next(read)["s"] == NamedNode("http://e/0")


def test_blank_nodes_and_triples_have_a_form_in_every_type(store):
    query = "SELECT ?b ?t { BIND(BNODE() AS ?b) BIND(TRIPLE(<http://e/s>, <http://e/p>, 1) AS ?t) }"
    found = json.loads(encode(store.query(query), JSON, CAPS, {}).body)["results"]["bindings"][0]
    assert found["b"]["type"] == "bnode"
    assert found["t"]["value"]["object"]["value"] == "1"
    for media_type in (XML, CSV, TSV):
        assert encode(store.query(query), media_type, CAPS, {}).rows == 1


def test_xml_stays_well_formed_with_characters_it_cannot_hold():
    store = Store()
    store.add(Quad(NamedNode("http://e/s"), NamedNode("http://e/p"), Literal("a\x01b\x0bc\ufffe")))
    body = encode(store.query("SELECT ?o { ?s ?p ?o }"), XML, CAPS, {}).body
    assert "a\ufffdb\ufffdc\ufffd" in "".join(ElementTree.fromstring(body).itertext())


@pytest.mark.parametrize("media_type", RESULT_TYPES)
def test_booleans_in_every_type(store, media_type):
    encoded = encode(store.query("ASK { ?s ?p 5 }"), media_type, CAPS, {})
    assert b"true" in encoded.body


@pytest.mark.parametrize("media_type", GRAPH_TYPES)
def test_triples_in_every_type(store, media_type):
    encoded = encode(
        store.query("CONSTRUCT WHERE { ?s ?p ?o }"), media_type, CAPS, {"e": "http://e/", "hckg.x": "http://x/"}
    )
    assert len(list(parse(encoded.body, format=GRAPH_TYPES[media_type]))) == len(VALUES)
    assert (encoded.rows, encoded.is_cut) == (len(VALUES), False)


@pytest.mark.parametrize("query", ["SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"])
@pytest.mark.parametrize(("rows", "is_cut"), [(5, True), (6, False), (7, False)])
def test_rows_beyond_the_limit_are_cut_and_said_so(store, query, rows, is_cut):
    media_type = JSON if query.startswith("SELECT") else "text/turtle"
    encoded = encode(store.query(query), media_type, Caps(rows=rows, size=10**6), {})
    assert (encoded.rows, encoded.is_cut) == (min(rows, 6), is_cut)


@pytest.mark.parametrize(
    ("query", "media_type"), [("SELECT * { ?s ?p ?o }", JSON), ("CONSTRUCT WHERE { ?s ?p ?o }", "text/turtle")]
)
def test_too_many_bytes_are_refused(store, query, media_type):
    with pytest.raises(AnswerTooLargeError):
        encode(store.query(query), media_type, Caps(rows=100, size=100), {})


def test_blank_node_subjects_are_written():
    store = Store()
    store.add(Quad(BlankNode("x"), NamedNode("http://e/p"), Literal("v")))
    assert b"_:" in encode(store.query("CONSTRUCT WHERE { ?s ?p ?o }"), "application/n-triples", CAPS, {}).body
