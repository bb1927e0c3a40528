"""Every shape is proved: it complains of what breaks it, of nothing else, and in words that help.

``tests/data/shapes/base.ttl`` is one small complete article that no rule complains of. In the folder of
each rule a SPARQL update breaks it: ``fail.ru``, and ``fail-*.ru`` where a rule has several parts. It must be
reported by that rule alone, and by the companions that its first line declares (``# also: V52``).
``pass.ru`` comes near the fault and must not be reported by that rule.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store
from pyshacl import validate as pyshacl_validate
from rdflib import Graph, URIRef
from rdflib.namespace import FOAF, DefinedNamespace
from rdflib.plugins.sparql import prepareQuery
from rdflib.term import Node

from kg.extract import load_cues
from kg.model import Violation
from kg.namespaces import BASE, BIOLINK, CITO, DCTERMS, HCKG, OA, OWL, PROV, RDF, RDFS, SCHEMA, SH, SKOS, XSD
from kg.resources import ontology_file, shape_files
from kg.validate import our_shapes, validate_store

DATA = Path(__file__).parent.parent / "data" / "shapes"
VOCABULARY = tuple(ontology_file(name) for name in ("kg.ttl", "evidence.ttl", "limitations.ttl"))
CLOSED = (BIOLINK, CITO, DCTERMS, FOAF, HCKG, OA, OWL, PROV, RDF, RDFS, SCHEMA, SH, SKOS, XSD)
RULE = re.compile(r"[VO]\d\d")
PREFIXED = re.compile(r"(?<![\w?$/#:])([a-z]+):([A-Za-z][\w-]*)")


@cache
def shapes() -> Graph:
    graph = Graph()
    for path in shape_files():
        graph.parse(path)
    return graph


@cache
def rules() -> dict[str, URIRef]:
    """Every shape that has an IRI, by its rule."""
    named = {s for s in shapes().subjects(SH.severity) if isinstance(s, URIRef)}
    return {str(s).rpartition("#")[2]: s for s in sorted(named)}


@cache
def prefixes() -> dict[str, str]:
    graph = shapes()
    return {str(graph.value(d, SH.prefix)): str(graph.value(d, SH.namespace)) for d in graph.objects(None, SH.declare)}


def selects() -> dict[str, str]:
    graph = shapes()
    found = {rule: graph.value(shape, SH.sparql / SH.select) for rule, shape in rules().items()}
    return {rule: str(text) for rule, text in found.items() if text is not None}


@cache
def vocabulary() -> Graph:
    graph = Graph()
    for path in VOCABULARY:
        graph.parse(path)
    return graph


@cache
def base() -> bytes:
    """The base article with the vocabulary, as N-Triples."""
    store = Store()
    for path in (*VOCABULARY, DATA / "base.ttl"):
        store.load(path.read_bytes(), format=RdfFormat.TURTLE)
    return store.dump(format=RdfFormat.N_QUADS) or b""


def changed(update: str) -> Store:
    store = Store()
    store.load(base(), format=RdfFormat.N_QUADS)
    before = {str(quad) for quad in store}
    store.update(update)
    assert {str(quad) for quad in store} != before, "the update changes nothing"
    return store


def findings(store: Store) -> tuple[Violation, ...]:
    return validate_store(store, our_shapes()).results


def fixtures(pattern: str) -> list[object]:
    paths = sorted(DATA.glob(f"*/{pattern}.ru"))
    return [pytest.param(path, id=f"{path.parent.name}/{path.stem}") for path in paths]


def companions(update: str) -> set[str]:
    declared = re.match(r"# also: (.*)", update)
    return set(declared[1].split()) if declared else set()


def test_the_base_article_is_free_of_findings() -> None:
    store = Store()
    store.load(base(), format=RdfFormat.N_QUADS)
    assert findings(store) == ()


@pytest.mark.parametrize("path", fixtures("fail*"))
def test_a_fault_is_reported_by_its_rule_and_declared_companions_only(path: Path) -> None:
    update = path.read_text("utf-8")
    found = findings(changed(update))
    assert {f.rule for f in found} == {path.parent.name} | companions(update)
    for finding in found:
        assert shapes().value(rules()[finding.rule], SH.severity) == SH[finding.severity]


@pytest.mark.parametrize("path", fixtures("pass*"))
def test_what_is_no_fault_is_not_reported(path: Path) -> None:
    assert path.parent.name not in {f.rule for f in findings(changed(path.read_text("utf-8")))}


def test_every_shape_has_a_failing_fixture_and_no_fixture_is_left_over() -> None:
    assert {p.parent.name for p in DATA.glob("*/fail.ru")} == rules().keys()
    assert {p.name for p in DATA.iterdir() if p.is_dir()} == rules().keys()


def test_every_editorial_shape_has_a_near_miss_that_it_passes_over() -> None:
    assert {p.parent.name for p in DATA.glob("O*/pass*.ru")} == {rule for rule in rules() if rule.startswith("O")}


def test_the_shapes_are_valid_shacl() -> None:
    conforms, _, text = pyshacl_validate(Graph(), shacl_graph=shapes(), meta_shacl=True)
    assert conforms, text


@pytest.mark.parametrize("rule", sorted(rules()))
def test_shapes_say_what_they_are_for(rule: str) -> None:
    graph, shape = shapes(), rules()[rule]
    assert RULE.fullmatch(rule)
    assert [len(list(graph.objects(shape, p))) for p in (RDFS.label, SH.description, SH.severity)] == [1, 1, 1]
    severity = graph.value(shape, SH.severity)
    assert severity in ((SH.Violation, SH.Warning) if rule.startswith("V") else (SH.Warning, SH.Info))
    assert set(graph.objects(shape, SH.targetClass)) | set(graph.objects(shape, SH.targetSubjectsOf))


@pytest.mark.parametrize("rule", sorted(rules()))
def test_a_rule_measured_below_six_in_ten_is_a_hint(rule: str) -> None:
    graph, shape = shapes(), rules()[rule]
    read, right = (graph.value(shape, p) for p in (HCKG.findingsRead, HCKG.findingsRight))
    assert (read is None) == (right is None)
    if read is not None and right is not None:
        assert 0 <= int(right) <= int(read)
        assert int(right) >= 0.6 * int(read) or graph.value(shape, SH.severity) == SH.Info


def messages(rule: str) -> list[tuple[Node, str]]:
    """The message of each part of a rule: of itself, its properties, its query."""
    graph, shape = shapes(), rules()[rule]
    parts = [*graph.objects(shape, SH.property), *graph.objects(shape, SH.sparql)]
    if not parts or graph.value(shape, SH.message):
        parts.append(shape)
    return [(part, str(graph.value(part, SH.message, default=""))) for part in parts]


@pytest.mark.parametrize("rule", sorted(rules()))
def test_every_message_names_its_rule_the_fault_and_the_remedy(rule: str) -> None:
    for _, message in messages(rule):
        assert message.startswith(f"{rule}: ")
        sentences = re.split(r"(?<=[.:}\"')]) (?=[A-Z`]|kg )", message)
        assert len(sentences) >= 2, f"fault and remedy, please: {message}"
        assert message.endswith((".", "}"))


@pytest.mark.parametrize("rule", sorted(rules()))
def test_parts_of_warnings_are_warnings(rule: str) -> None:
    graph, shape = shapes(), rules()[rule]
    for part in graph.objects(shape, SH.property):
        assert graph.value(part, SH.severity, default=SH.Violation) == graph.value(shape, SH.severity)


@pytest.mark.parametrize(("rule", "text"), sorted(selects().items()), ids=sorted(selects()))
def test_queries_keep_to_what_every_engine_takes(rule: str, text: str) -> None:
    assert not re.search(r"\b(VALUES|MINUS|SERVICE|GRAPH|FROM)\b", text)
    assert re.match(r"\s*SELECT (DISTINCT )?\$this\b", text)
    prepareQuery(text, initNs=prefixes())
    Store().query("".join(f"PREFIX {p}: <{n}>\n" for p, n in prefixes().items()) + text)
    shown = set(re.findall(r"\{\?(\w+)\}", " ".join(m for _, m in messages(rule))))
    assert shown <= set(re.findall(r"\?(\w+)", text.partition("{")[0])), "a message shows what the query returns"


def named() -> set[str]:
    """Every IRI that the shapes name, in Turtle or in a query."""
    in_turtle = {str(n) for _, _, n in shapes() if isinstance(n, URIRef)}
    in_turtle |= {str(p) for p in shapes().predicates()}
    bare = (re.sub(r'"[^"]*"', "", text) for text in selects().values())
    in_queries = {prefixes()[p] + local for text in bare for p, local in PREFIXED.findall(text)}
    return in_turtle | in_queries


def exists(iri: str) -> bool:
    spaces: dict[str, type[DefinedNamespace]] = {str(n): n for n in CLOSED}
    base_iri = next((b for b in spaces if iri.startswith(b)), "")
    if iri.startswith(f"{BASE}scheme/cue-class/"):
        return iri.rpartition("/")[2] in {cue.kind for cue in load_cues().cues}
    if base_iri == str(HCKG) or iri.startswith(f"{BASE}scheme/"):
        return (URIRef(iri), None, None) in vocabulary()
    return bool(base_iri) and iri[len(base_iri) :] in spaces[base_iri]


def test_every_term_that_a_shape_names_exists() -> None:
    others = {f"{BASE}shapes", "https://creativecommons.org/licenses/by/4.0/"}
    assert {iri for iri in named() - others if not exists(iri)} == set()


def test_a_misspelt_term_would_be_noticed() -> None:
    assert [exists(f"{HCKG}{x}") for x in ("Claim", "Clam")] == [True, False]
    assert [exists(f"{BASE}scheme/section/{x}") for x in ("lead", "leed")] == [True, False]
    assert [exists(f"{SKOS}{x}") for x in ("prefLabel", "prefLable")] == [True, False]
