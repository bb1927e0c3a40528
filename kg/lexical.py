"""Digits as they were written. The store keeps the value of ``0.90`` and writes ``0.9``; exports undo that.

Only the quads that the store would rewrite are remembered, by article: the line it writes, the line that was meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, parse, serialize

from kg.namespaces import RDF, XSD

CANONICAL = {
    str(XSD.integer): re.compile(r"-?[1-9][0-9]*|0"),
    str(XSD.nonNegativeInteger): re.compile(r"[1-9][0-9]*|0"),
    str(XSD.decimal): re.compile(r"-?(?:[1-9][0-9]*|0)(?:\.[0-9]*[1-9])?"),
    str(XSD.boolean): re.compile(r"true|false"),
    str(XSD.date): re.compile(r"\d{4}-\d\d-\d\d"),
    str(XSD.gYear): re.compile(r"\d{4}"),
    str(XSD.gYearMonth): re.compile(r"\d{4}-\d\d"),
}
AS_IS = frozenset({str(XSD.string), str(XSD.anyURI), str(RDF.langString)})
Pairs = list[tuple[str, str]]


@lru_cache(maxsize=65536)
def _as_stored(value: str, datatype: str) -> Literal:
    pattern = CANONICAL.get(datatype)
    literal = Literal(value, datatype=NamedNode(datatype))
    if pattern is not None and pattern.fullmatch(value):
        return literal
    probe = NamedNode("urn:probe")
    store = Store()
    store.add(Quad(probe, probe, literal))
    stored = next(iter(store)).object
    return stored if isinstance(stored, Literal) else literal


def rewritten(quads: Iterable[Quad]) -> Pairs:
    """Return the N-Quads lines that the store changes: as it writes them, and as they were meant."""
    pairs = []
    for quad in quads:
        literal = quad.object
        if type(literal) is Literal and literal.datatype.value not in AS_IS:
            stored = _as_stored(literal.value, literal.datatype.value)
            if stored.value != literal.value:
                graph = quad.graph_name or DefaultGraph()
                pairs.append((line(Quad(quad.subject, quad.predicate, stored, graph)), line(quad)))
    return pairs


def line(quad: Quad) -> str:
    """Return a quad as one line of N-Quads."""
    return (serialize([quad], format=RdfFormat.N_QUADS) or b"").decode()


def quad_of(text: str) -> Quad:
    """Return the quad of one line of N-Quads."""
    quad: Quad = next(iter(parse(text, RdfFormat.N_QUADS)))
    return quad
