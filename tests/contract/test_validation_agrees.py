"""The set-wise way and pySHACL give the same results, on every fixture that breaks a shape or comes near."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SH

from kg import resources
from kg.validate import our_shapes, validate_store
from kg.validate.reference import store_graph, validate_reference

DATA = Path(__file__).parent.parent / "data" / "shapes"
SHAPES = URIRef("https://w3id.org/hckg/shapes")


@cache
def shapes() -> Graph:
    graph = Graph()
    for path in resources.shape_files():
        graph.parse(path)
    return graph


@cache
def shapes_of(rules: frozenset[str]) -> Graph:
    """The shapes of some rules, with the prefixes of their queries."""
    graph = shapes().cbd(SHAPES)
    for rule in rules:
        graph += shapes().cbd(URIRef(f"{SHAPES}#{rule}"))
    return graph


@cache
def base() -> bytes:
    store = Store()
    for name in ("kg.ttl", "evidence.ttl", "limitations.ttl"):
        store.load(path=resources.ontology_file(name))
    store.load(path=DATA / "base.ttl")
    return store.dump(format=RdfFormat.N_QUADS) or b""


def changed(*updates: Path) -> Store:
    store = Store()
    store.load(base(), format=RdfFormat.N_QUADS)
    for update in updates:
        store.update(update.read_text("utf-8"))
    return store


FIXTURES = sorted(DATA.glob("*/*.ru"))


@pytest.mark.parametrize("update", FIXTURES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_both_ways_agree_on_a_fixture(update: Path) -> None:
    store = changed(update)
    found = validate_store(store, our_shapes()).results
    rules = frozenset({update.parent.name} | {r.rule for r in found})
    assert validate_reference(store_graph(store), shapes_of(rules)).results == found


def test_both_ways_agree_where_everything_is_broken_at_once() -> None:
    store = changed(*FIXTURES)
    found = validate_store(store, our_shapes())
    assert len({r.rule for r in found.results}) > 50
    assert validate_reference(store_graph(store), shapes()).results == found.results


def test_every_shape_is_compiled() -> None:
    named = {
        str(s) for s in shapes().subjects(RDF.type) if (s, SH.severity, None) in shapes() and isinstance(s, URIRef)
    }
    assert named == {c.shape for c in our_shapes().constraints}
