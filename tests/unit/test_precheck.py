"""What is said of a query before any parser sees it."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.errors import ForbiddenQuery, KgError, QueryError
from kg.precheck import Limits, Scan, scan
from kg.query import named_queries

PROLOGUE = "PREFIX ex: <http://e/> PREFIX : <http://e/> PREFIX service: <http://e/> "
CLOSED_PORT = "<http://127.0.0.1:1/>"
CALL = f"SERVICE{CLOSED_PORT}{{?a ?b ?c}}"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * {}", Scan("SELECT")),
        ("# ASK\nPREFIX select: <http://e/ask> ask {}", Scan("ASK")),
        ("BASE <http://e/> CONSTRUCT WHERE { ?s ?p ?o }", Scan("CONSTRUCT")),
        ("DESCRIBE <http://e/>", Scan("DESCRIBE")),
        ("SELECT * FROM <http://e/g> { ?s ?p ?o }", Scan("SELECT", has_dataset=True, columns=("s", "p", "o"))),
        ("SELECT DISTINCT * { ?b ?p $a . ?b ?q 'x ?c' }", Scan("SELECT", columns=("b", "p", "a", "q"))),
        ("SELECT ?o (2*3 AS ?n) { ?s ?p ?o { SELECT * { ?x ?y ?z } } }", Scan("SELECT")),
        ("SELECT (NOW() AS ?now) {}", Scan("SELECT", is_repeatable=False)),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", Scan("UPDATE")),
        ("PREFIX ex: <http://e/> DELETE WHERE { ?s ?p ?o }", Scan("UPDATE")),
        ("load <http://e/>", Scan("UPDATE")),
    ],
)
def test_form_and_dataset_are_found(query, expected):
    assert scan(query) == expected


def test_every_named_query_passes():
    for query in named_queries().values():
        scan(query.text)


SPELLINGS = {
    "plain": f"SERVICE {CLOSED_PORT} {{?a ?b ?c}}",
    "silent": f"SERVICE SILENT {CLOSED_PORT} {{?a ?b ?c}}",
    "variable": "SERVICE ?x {?a ?b ?c}",
    "mixed case": f"sErViCe {CLOSED_PORT} {{?a ?b ?c}}",
    "comment": f"SERVICE#c\n{CLOSED_PORT} {{?a ?b ?c}}",
    "no space": CALL,
    "in exists": f"FILTER EXISTS {{ {CALL} }}",
    "after a boolean": f"?s ?p true{CALL}",
    "after a number": f"?s ?p 1{CALL}",
    "after a decimal point": f"?s ?p 1.{CALL}",
    "after a name with dots": f"?s ?p ex:a.b.{CALL}",
    "after an empty local name": f"?s ?p ex:.{CALL}",
    "as a prefix": "SERVICE:a {?a ?b ?c}",
    "glued to a prefix": "PREFIX SERVICEex: <http://e/> SERVICEex:a {?a ?b ?c}",
    "glued silent": "SERVICESILENT:a {?a ?b ?c}",
    "behind a string of three quotes": f'VALUES ?x {{ """a" }} {CALL}',
    "in what looks like an IRI": f"FILTER(1<?b)SERVICE#c>\n{CLOSED_PORT}{{?a ?b ?c}}",
    "behind a comment in what looks like an IRI": f'FILTER(1<#>"""\n2) {CALL} #""")\n',
    "behind a quote in what looks like an IRI": f"FILTER(1<'a>b') {CALL} #')\n",
    "behind a triple term": f"?s ?p <<(?s?p'a>b')>> . {CALL} #'",
    "after a joiner character": "service:a\u200dex:a\\#SERVICEex:a{}",
    "after an escaped quote": f"?s ex:a\\' ?o . {CALL} ?s ex:b\\' ?o",
}


@pytest.mark.parametrize("body", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_service_is_refused_however_it_is_spelt(body):
    with pytest.raises(QueryError):
        scan(f"{PROLOGUE}SELECT * {{ {body} }}")


@pytest.mark.parametrize(
    "body",
    [
        "?s ex:service ?o",
        "?s a ex:SERVICE . ?s ex:p ?service",
        "?s service:p service:o ; <http://e/service#a> 'SERVICE <http://e/> {}'",
        '?s ?p """SERVICE <http://e/> { }"""@en-service # SERVICE <http://e/> {}\n',
        "GRAPH service:g { ?s ?p ?o }",
        "?s ex:my.service ?o . { ?s ?p ?o } UNION { ?o ?p ?s }",
        "?s ?p ?o FILTER(?o < 5 && ?o > 3)",
        "VALUES (?a ?b) { (<http://e/#a> <http://e/#b>) }",
    ],
)
def test_the_word_service_is_spared_in_names_strings_and_comments(body):
    assert scan(f"{PROLOGUE}SELECT * {{ {body} }}").form == "SELECT"


BOMBS = {
    "braces": "SELECT * " + "{" * 5_000 + "}" * 5_000,
    "parentheses": "SELECT (" + "(" * 30_000 + "1",
    "exclamation marks": f"ASK {{ FILTER({'!' * 60_000}true) }}",
    "signs": f"ASK {{ FILTER(1={'-' * 60_000}1) }}",
    "sums": f"ASK {{ FILTER(1={'1+' * 30_000}1) }}",
    "unions": "ASK " + "{}UNION" * 8_000 + "{}",
    "clauses": "ASK {" + "BIND(1 AS ?x)" * 3_000 + "}",
    "patterns": "ASK {" + "?s ?p ?o ." * 500 + "}",
    "predicates": "ASK { ?s" + " ?p ?o ;" * 500 + "}",
    "objects": "ASK { ?s ?p" + " ?o," * 500 + " ?o }",
    "path": "ASK { ?s " + "ex:p/" * 500 + "ex:p ?o }",
    "nested lists": "ASK { ?s ?p " + "( " * 500 + "1" + " )" * 500 + "}",
    "long list": "ASK { ?s ?p (" + "1 " * 500 + ") }",
    "nested properties": "ASK { ?s ?p " + "[ ?p " * 500 + "1" + " ]" * 500 + "}",
    "length": "ASK { # " + "x" * 1_000_000 + "\n}",
}


@pytest.mark.parametrize("query", BOMBS.values(), ids=BOMBS.keys())
def test_what_is_too_complex_is_refused(query):
    with pytest.raises(ForbiddenQuery, match="complex|characters"):
        scan(query)


def test_data_rows_and_arguments_are_no_patterns():
    rows = " ".join(f"({n} {n})" for n in range(2_000))
    many = ", ".join(str(n) for n in range(2_000))
    scan(f"SELECT * {{ VALUES (?a ?b) {{ {rows} }} ?s ?p ?o FILTER(?o IN ({many})) }}")


def test_limits_can_be_set():
    with pytest.raises(ForbiddenQuery, match="more than 2 triple patterns"):
        scan("ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", Limits(patterns=2))


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT *\n{ ?s ?p ?o", r"query:2:1: '{' is never closed"),
        ("SELECT * { ?s ?p ?o )", r"query:1:21: '\)' closes nothing"),
        ('SELECT * { ?s ?p """x }', r"query:1:18: a string that never ends"),
        ("SELEC * {}", "no SELECT"),
        ("", "no SELECT"),
    ],
)
def test_faults_say_where(query, message):
    with pytest.raises(QueryError, match=message):
        scan(query)


@pytest.mark.parametrize(
    "piece", ["a.", '"""\\', "'\\", "<", "<a", "\\", "@-", "#", "a:", "(", "?", "\u200d", "'", "!a"]
)
def test_time_is_linear(piece):
    """A quadratic scan would take minutes here, and fail by the time limit of the test run."""
    text = (piece * 65_536)[:65_536]
    with pytest.raises(QueryError):
        scan(text, Limits(operators=10**9, depth=10**9, patterns=10**9))


@given(st.text(alphabet="SERVICE service<>{}()'\"#\\\n\t ?$.:;,|/^!*-+_a1@\u00b7\u200d\u0301", max_size=60))
def test_any_text_is_scanned_or_refused(text):
    with suppress(KgError):
        assert scan(text).form


PIECES = [
    "SERVICE",
    "service",
    "SILENT",
    "<#>",
    "<#a>",
    "<a>",
    "<?b)#>",
    "<'a>",
    "'",
    '"',
    "'''",
    '"""',
    "'x'",
    '"x"',
    "#",
    "#c>",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    ".",
    ";",
    ",",
    "?s",
    "?p",
    "?o",
    "ex:p",
    "ex:s",
    "ex:",
    ":",
    "ex:a.b",
    "ex:a.b.",
    "ex:a\\'",
    "ex:a\\#",
    "1",
    "1.",
    "1e5",
    "true",
    "a",
    "@en",
    "<",
    "<=",
    ">",
    "<<",
    "FILTER(1<",
    "FILTER(",
    "OPTIONAL{",
    "GRAPH",
    "UNION",
    "MINUS{",
    "_:a",
    "_:a.b",
    "\\",
    "%20",
    "-",
    "^",
    "/",
    "|",
    "!",
    "EXISTS{",
    "service:a",
    "SERVICE:a",
    "SERVICE?x",
    "·",
    "\u200d",
    "́",
    "\ufeff",
    "\xa0",
]


def seeds():
    store = Store()
    for value in (Literal(1), Literal(True), Literal("x"), NamedNode("http://e/s"), NamedNode("http://e/a.b")):
        store.add(Quad(NamedNode("http://e/s"), NamedNode("http://e/p"), value))
    return store


def test_no_text_that_passes_makes_the_engine_call_out():
    """The engine says OSError when it calls the closed port; a text that passed must never make it do so."""
    draw, store, calls = random.Random(20261125), seeds(), [CALL, f" {CALL}", "SERVICEex:a{}", "SERVICE SILENT ex:a {}"]
    reached = 0
    for tried in range(30_000):
        before = "".join(draw.choice([*PIECES, " ", "\n"]) for _ in range(draw.randint(0, 6)))
        after = "".join(draw.choice(PIECES) for _ in range(draw.randint(0, 3)))
        query = f"{PROLOGUE}PREFIX SERVICEex: <http://127.0.0.1:1/> SELECT * {{{before}{draw.choice(calls)}{after}}}"
        passes = _passes(query)
        if passes or tried % 10 == 0:
            called = _calls_out(store, query)
            reached += called
            assert not (passes and called), query
    assert reached, "the trap never tripped, so nothing was shown"


def _passes(query: str) -> bool:
    try:
        scan(query)
    except KgError:
        return False
    return True


def _calls_out(store: Store, query: str) -> bool:
    try:
        list(store.query(query))
    except OSError:
        return True
    except (SyntaxError, RuntimeError, ValueError):
        return False
    return False
