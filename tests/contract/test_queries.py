"""Every ``.rq`` file: a whole header, parameters that bind and narrow, the same rows in plain rdflib."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store
from pyparsing import ParseResults
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

import kg
from kg import resources
from kg.build import build
from kg.export.files import export
from kg.home import Home
from kg.identifiers import scheme_iri
from kg.namespaces import XSD
from kg.query import Rows, get_query, named_queries, parse_header, run, select

ROOT = Path(__file__).parent.parent.parent
QUERIES = {name: q for name, q in named_queries().items() if q.group != "derive"}
COMPETENCY = [name for name, q in QUERIES.items() if q.group == "competency"]
WITH_PARAMETERS = [(name, parameter) for name, q in QUERIES.items() for parameter in q.parameters]
KINDS = {"iri", "string", "label", "integer", "decimal", "boolean", "date", "term"}
DATATYPES = {"integer": {XSD.integer, XSD.nonNegativeInteger}, "decimal": {XSD.decimal}, "boolean": {XSD.boolean}}
FOUNDING = "Stem Cell Therapy Reverses Type 2 Diabetes in China"
NEWCOMER = """SELECT ?therapy ?relation ?evidence {
  ?condition rdfs:label "type 2 diabetes"@en .
  ?p hckg:object ?condition ; hckg:subject [ a hckg:Therapy ; rdfs:label ?therapy ] ;
     hckg:predicate/rdfs:label ?relation ; hckg:bestEvidence/rdfs:label ?evidence ; a hckg:Proposition .
} ORDER BY ?therapy ?relation"""


TWIN = """
article:
  title: Walking treats gloom
  address: https://example.org/{n}
  publisher: Example
  cites: [paper]
  text: sha256:{digest}
  about: [walking, gloom]
entities:
  walking: {{class: Therapy, label: Walking, kind: behaviour, shared: true, exact: "MESH:D016138"}}
  gloom: {{class: Condition, label: Gloom, shared: true, exact: "MESH:D003866"}}
  relief: {{class: Mechanism, label: Relief, shared: true, exact: "MESH:D000001"}}
sources:
  paper: {{address: 10.5555/paper, title: A paper, basis: stated, funding: the makers}}
studies:
  trial: {{label: a trial, of: [walking, gloom], source: paper, possible_source: paper, match_confidence: 0.5}}
claims:
- says: walking treats gloom [in type-1-diabetes, type-2-diabetes]
  at: 0-10
  evidence: {{level: in-vitro, item: paper}}
- says: walking treats gloom
  at: 0-10
  evidence: {{level: animal, item: paper}}
- says: walking reverses gloom
  at: 0-10
- says: walking reverses gloom
  at: 70-80
  modality: possible
- says: walking treats gloom
  name: softer
  at: 70-80
  modality: possible
- says: walking actsThrough relief [in gloom]
  at: 30-40
  study: trial
- says: walking hasLimitation undisclosed
  at: 50-60
  qualifies: walking actsThrough relief [in gloom]
dismissed:
- {{rule: O04, reason: it is a quotation, claim: walking-reverses-gloom}}
"""


@pytest.fixture(scope="module")
def twins(tmp_path_factory):
    """Two articles that describe the same things and cite the same paper."""
    folder = tmp_path_factory.mktemp("twins")
    for n in "ab":
        (folder / f"{n}.yaml").write_text(TWIN.format(n=n, digest=n * 64), encoding="utf-8")
    assert build([str(folder)], Home(folder / "home")).exit_code == 0
    with kg.open(folder / "home") as found:
        yield found


@pytest.fixture(scope="module")
def graph(corpus_home):
    with kg.open(corpus_home.path) as found:
        yield found


@pytest.fixture(scope="module")
def exported(graph):
    """The founding article alone, as the TriG that anybody may download."""
    return export(graph.source(), "trig", about=graph.find(FOUNDING)).decode()


@pytest.fixture(scope="module")
def engine(exported):
    store = Store()
    store.bulk_load(exported.encode(), format=RdfFormat.TRIG)
    return store


@pytest.fixture(scope="module")
def plain(exported):
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=exported, format="trig")
    return dataset


@pytest.fixture(scope="module")
def answers(graph):
    """The answer of every query, all parameters free."""
    return {name: run(graph.store, query) for name, query in QUERIES.items()}


def pairs(text):
    return [tuple(p.split()) for p in text.split(",")] if text != "none" else []


def cells(answer):
    """The rows of an answer as sorted lists of texts, whichever engine gave them."""
    if isinstance(answer, Rows):
        return sorted([row.text(v) for v in answer.variables] for row in answer)
    return sorted(["" if value is None else str(value) for value in row] for row in answer)


def same(value):
    """Numbers as numbers, lists made by GROUP_CONCAT as sets: no engine promises digits or order inside a cell."""
    if re.fullmatch(r"-?\d+(\.\d+)?", value):
        return str(float(value))
    return "; ".join(sorted(re.split(r"; |, ", value)))


def comparable(answer):
    return sorted([same(value) for value in row] for row in cells(answer))


def parts_of(tree):
    """Walk the named parts of a parsed query."""
    if isinstance(tree, CompValue):
        yield tree
    within = tree.values() if isinstance(tree, CompValue) else tree if isinstance(tree, list | ParseResults) else ()
    yield from chain.from_iterable(map(parts_of, within))


def exists_in(text):
    """Return how far each EXISTS goes: its triple patterns, a path being as many as it has steps."""
    asked = [part for part in parts_of(parseQuery(text)) if part.name in ("Builtin_EXISTS", "Builtin_NOTEXISTS")]
    blocks = [[part for part in parts_of(one.graph) if part.name == "TriplesBlock"] for one in asked]
    return [sum(steps(row) for block in found for row in block.triples) for found in blocks]


def steps(triples):
    """Count the steps of triples that share a subject: the parser writes them as one row of terms."""
    walks = ([len(p.part) for p in parts_of(path) if p.name == "PathSequence"] for path in list(triples)[1::3])
    return sum(max(lengths, default=1) for lengths in walks)


def test_exists_asks_for_one_triple():
    """An engine may answer EXISTS anew for each row, without reordering it: ten thousand articles would take hours."""
    assert {name: steps for name, q in named_queries().items() if max(steps := exists_in(q.text), default=1) > 1} == {}


@pytest.mark.parametrize("body", ["?a hckg:p ?b . ?b hckg:q ?c", "?a hckg:p/hckg:q ?b"])
def test_a_long_exists_is_noticed(body):
    prefix = "PREFIX hckg: <https://w3id.org/hckg/ont#>"
    assert exists_in(f"{prefix} SELECT * WHERE {{ ?a hckg:r ?d FILTER NOT EXISTS {{ {body} }} }}") == [2]


def test_names_are_unique():
    """A name is the file's name without its number; two files of one name would hide each other."""
    stems = [re.sub(r"^\d+-", "", path.stem) for path in resources.query_files()]
    assert sorted(stems) == sorted(set(stems))


ASKED = [path for path in resources.query_files() if path.parent.name != "derive"]


@pytest.mark.parametrize("path", ASKED, ids=lambda path: path.stem)
def test_header_is_whole(path):
    header = parse_header(path.read_text(encoding="utf-8"))
    assert {"title", "question", "params", "returns"} <= header.keys()
    assert header["question"].endswith(("?", "."))
    for pair in chain(pairs(header["params"]), pairs(header["returns"])):
        name, kind = pair
        assert re.fullmatch(r"[a-z][A-Za-z0-9]*", name), pair
        assert kind in KINDS, pair


@pytest.mark.parametrize("name", QUERIES)
def test_answer_is_as_the_header_says(name, answers):
    query, answer = QUERIES[name], answers[name]
    if not isinstance(answer, Rows):
        assert answer, name
        return
    returns = pairs(query.returns)
    assert [variable for variable, _ in returns] == list(answer.variables)
    assert len(answer) > 0 or query.empty, "no row on the shipped corpus, and the header gives no reason (# empty: ...)"
    for variable, kind in returns:
        assert all(fits(row[variable], kind) for row in answer), variable


def fits(term, kind):
    if term is None or kind == "term":
        return True
    if kind == "iri":
        return isinstance(term, NamedNode)
    wanted = {str(d) for d in DATATYPES.get(kind, ())}
    return isinstance(term, Literal) and (not wanted or term.datatype.value in wanted)


@pytest.mark.parametrize(("name", "parameter"), WITH_PARAMETERS)
def test_parameter_binds_and_narrows(name, parameter, graph, answers):
    query, free = QUERIES[name], answers[name]
    if not isinstance(free, Rows):
        assert run(graph.store, query, {parameter: graph.find(FOUNDING)})
        return
    assert parameter in free.variables, "only a variable that is projected can be bound"
    if query.empty:
        assert list(run(graph.store, query, {parameter: "type 2 diabetes"}))
        return
    value = min(row.text(parameter) for row in free if row[parameter] is not None)
    bound = run(graph.store, query, {parameter: value})
    assert cells(bound) == [row for row in cells(free) if row[free.variables.index(parameter)] == value]
    none = "0" if query.parameters[parameter] == "integer" else "https://example.org/nothing"
    assert len(run(graph.store, query, {parameter: none})) == 0


@pytest.mark.parametrize("name", COMPETENCY)
def test_plain_rdflib_gives_the_same_rows(name, engine, plain):
    query = QUERIES[name]
    assert comparable(plain.query(query.text)) == comparable(run(engine, query))


@pytest.mark.parametrize("name", [n for n in COMPETENCY if QUERIES[n].parameters])
def test_plain_rdflib_binds_the_same(name, engine, plain):
    query = QUERIES[name]
    parameter = next(iter(query.parameters))
    values = {row.text(parameter) for row in run(engine, query)}
    if values:
        value = min(values)
        bound = plain.query(query.text, initBindings={parameter: rdflib.URIRef(value)})
        assert comparable(bound) == comparable(run(engine, query, {parameter: value}))


@pytest.mark.parametrize(
    "called",
    [
        "type-2-diabetes",
        "type 2 diabetes",
        "Type 2 Diabetes",
        "hckg.concept:type-2-diabetes",
        "MONDO:0005148",
        "MESH:D003924",
        "https://w3id.org/hckg/concept/type-2-diabetes",
    ],
)
def test_condition_by_any_of_its_names(called, graph):
    rows = graph.query("therapies-for-condition", condition=called)
    said = {(row.text("therapy"), row.text("relation"), row.text("best")) for row in rows}
    assert ("stem cell therapy", "reverses", "single case report") in said
    assert {row.text("conditionLabel") for row in rows} == {"type 2 diabetes"}


def test_newcomers_question_is_short(graph, plain):
    """Which therapies are linked to type 2 diabetes, by which relation, on what best evidence: under eight lines."""
    assert len(NEWCOMER.splitlines()) < 8
    rows = cells(graph.sparql(NEWCOMER))
    assert ["stem cell therapy", "reverses", "single case report"] in rows
    named = cells(graph.query("therapies-for-condition", condition="type-2-diabetes"))
    drugs = {row[0] for row in cells(graph.sparql("SELECT ?label { ?drug a hckg:Chemical ; rdfs:label ?label }"))}
    assert {(r[2], r[3], r[5]) for r in named if r[2] not in drugs} <= {tuple(r) for r in rows}
    assert ["stem cell therapy", "reverses", "single case report"] in cells(plain.query(NEWCOMER))


@pytest.mark.parametrize("name", ["therapies-for-condition", "stage-by-therapy"])
def test_a_drug_is_a_therapy_to_who_asks_for_therapies(name, graph):
    assert "teplizumab" in {row.text("therapy") for row in graph.query(name)}


def test_mechanism_question(graph):
    rows = graph.query("mechanism-to-condition", therapy="stem-cell-therapy", condition="type-2-diabetes")
    assert {row.text("mechanism") for row in rows}


def test_every_query_is_found_by_number_or_name():
    assert get_query("01-therapies-for-condition") is get_query("therapies-for-condition")


def test_every_query_of_a_page_is_asked():
    files = [
        path
        for folder in ("kg", "web")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".html", ".toml")
    ]
    asked = set(re.findall(r"[a-z]+(?:-[a-z]+)*", " ".join(path.read_text(encoding="utf-8") for path in files)))
    assert {name for name, q in QUERIES.items() if q.group == "pages"} - asked == set()


def words(answer):
    """The rows of an answer, the order within cells left out of account."""
    return sorted([sorted(cell.replace(";", " ").split()) for cell in row] for row in cells(answer))


OF_THE_UNION = [
    name for name, q in QUERIES.items() if q.group != "void" and not re.search(r"GRAPH \?|\bLIMIT\b", q.text)
]


@pytest.fixture(scope="module")
def once(twins):
    """The same triples, each in one place."""
    store = Store()
    store.bulk_extend(Quad(q.subject, q.predicate, q.object) for q in twins.store)
    return store


@pytest.mark.parametrize("name", OF_THE_UNION)
def test_a_thing_described_by_two_articles_counts_once(name, twins, once):
    """A union of graphs gives a triple as often as graphs state it; no row and no count may grow by that."""
    assert words(run(twins.store, QUERIES[name])) == words(run(once, QUERIES[name]))


def test_a_claim_in_two_contexts_is_one_claim(twins):
    claims = list(twins.claims())
    assert len({c.iri for c in claims}) == len(claims)
    assert sum(c.context == "type 1 diabetes; type 2 diabetes" for c in claims) == 2


def test_an_edge_has_the_grade_of_its_best_proposition(twins):
    edges = twins.graph().get_edge_data(twins.find("walking"), twins.find("gloom"))
    edge = next(e for key, e in edges.items() if key.endswith("#treats"))
    level = select(twins.store, "scales", scheme=scheme_iri("evidence-level"))
    assert edge["evidenceLabel"] == "animal study"
    assert [row.number("rank") for row in level if row.text("member") == edge["evidence"]] == [edge["rank"]]


def test_a_dismissal_of_one_headline_leaves_the_others(twins):
    found = {row.text("headlineLabel") for row in select(twins.store, "checks-headline")}
    assert found == {"Walking treats Gloom", "Walking treats Gloom (in type 1 diabetes, type 2 diabetes)"}
