"""What is derived, by the queries of ``queries/derive``: evidence of claims, edges, propositions. Never edited."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad, Store

from kg import resources
from kg.rdf.encode import node
from kg.rdf.names import PROPOSITIONS_GRAPH
from kg.vocabulary import rebased


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


def _text(name: str) -> str:
    return rebased(resources.QUERIES / "derive" / f"{name}.rq")
