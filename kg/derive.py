"""What is derived, by the queries of ``queries/derive``: evidence of claims, edges, propositions. Never edited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import NamedNode, Quad, Store

from kg import resources
from kg.namespaces import HCKG, RDFS
from kg.rdf.encode import node
from kg.rdf.names import PROPOSITIONS_GRAPH
from kg.vocabulary import fresh_store, rebased

KEY = (str(HCKG.subject), str(HCKG.predicate), str(HCKG.object))
Key = tuple[NamedNode, NamedNode, NamedNode]
LABEL = NamedNode(RDFS.label)
READ = tuple(NamedNode(p) for p in (RDFS.label, HCKG.rank, HCKG.evidenceItem, HCKG.direction, HCKG.evidenceBasis))


def derive_edges(store: Store) -> list[Quad]:
    """Add to a store what its claims yield, and return it: quads of the graphs ``edges``, one an article."""
    quads: list[Quad] = []
    for name in ("evidence", "edges"):
        rows = store.query(_text(name), use_default_graph_as_union=True)
        found = [Quad(s, p, o, node(f"{article.value}/graph/edges")) for article, s, p, o in rows]  # type: ignore[union-attr]
        store.bulk_extend(found)
        quads += found
    return quads


def propositions(store: Store) -> Iterator[Quad]:
    """Walk the propositions of everything in the store, as quads of their graph."""
    graph = NamedNode(PROPOSITIONS_GRAPH)
    for triple in store.query(_text("propositions"), use_default_graph_as_union=True):  # type: ignore[union-attr]
        yield Quad(triple.subject, triple.predicate, triple.object, graph)


def keys_of(quads: Iterable[Quad]) -> set[Key]:
    """Return what the claims among the quads speak of: subject, predicate and object of each."""
    parts: dict[Any, dict[str, Any]] = defaultdict(dict)
    for quad in quads:
        if quad.predicate.value in KEY:
            parts[quad.subject][quad.predicate.value] = quad.object
    return {tuple(p[name] for name in KEY) for p in parts.values() if len(p) == len(KEY)}


def renew_propositions(store: Store, keys: Iterable[Key]) -> None:
    """Derive the propositions of some keys anew, in a small store that holds what speaks of them and no more."""
    graph, small = NamedNode(PROPOSITIONS_GRAPH), fresh_store()
    for key in keys:
        for statement in _statements(store, key):
            own = list(store.quads_for_pattern(statement, None, None))
            if own and own[0].graph_name == graph:
                for quad in own:
                    store.remove(quad)
            else:
                small.extend(own)
                small.extend(q for o in own for q in _described(store, o.object))
        for term in key:
            small.extend(store.quads_for_pattern(term, LABEL, None))
    store.bulk_extend(list(propositions(small)))


def _statements(store: Store, key: Key) -> set[Any]:
    """Return the claims and propositions of a key."""
    found = [{q.subject for q in store.quads_for_pattern(None, NamedNode(p), o)} for p, o in zip(KEY, key, strict=True)]
    return set.intersection(*found)


def _described(store: Store, term: Any) -> Iterator[Quad]:
    """Walk what the query reads of the things a claim points at."""
    if isinstance(term, NamedNode):
        for predicate in READ:
            yield from store.quads_for_pattern(term, predicate, None)


def _text(name: str) -> str:
    return rebased(resources.QUERIES / "derive" / f"{name}.rq")
