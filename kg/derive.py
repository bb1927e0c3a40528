"""What is derived, by the queries of ``queries/derive``: evidence of claims, edges, propositions. Never edited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import NamedNode, Quad, Store

from kg import resources
from kg.namespaces import HCKG, RDFS, SCHEMA
from kg.rdf.encode import node
from kg.rdf.names import PROPOSITIONS_GRAPH
from kg.vocabulary import fresh_store, rebased

Key = tuple[Any, Any]
"""Subject and object: what is said of one pair is weighed together, since relations can be contrary to each other."""
SUBJECT, OBJECT, LABEL = NamedNode(HCKG.subject), NamedNode(HCKG.object), NamedNode(RDFS.label)
SOURCED = tuple(NamedNode(p) for p in (HCKG.registration, HCKG.pmid, HCKG.possiblePrimarySource))
"""What tells that two sources are one."""
READ = (
    *(NamedNode(p) for p in (RDFS.label, HCKG.rank, HCKG.evidenceItem, HCKG.direction, HCKG.evidenceBasis)),
    *(NamedNode(p) for p in (SCHEMA.datePublished, HCKG.republishes, HCKG.constructedExample)),
    *SOURCED,
)


def derive_edges(store: Store) -> list[Quad]:
    """Add to a store what its claims yield, and return it: quads of the graphs ``edges``, one an article."""
    quads: list[Quad] = []
    for name in ("evidence", "edges", "sources"):
        rows = store.query(_text(name), use_default_graph_as_union=True)
        found = [Quad(s, p, o, node(f"{article.value}/graph/edges")) for article, s, p, o in rows]  # type: ignore[union-attr]
        store.bulk_extend(found)
        quads += found
    return quads


def derive_propositions(store: Store) -> None:
    """Add the propositions of all claims in a store, in their graph; :func:`derive_edges` comes first."""
    graph = NamedNode(PROPOSITIONS_GRAPH)
    for name in ("sides", "propositions"):
        triples: Any = store.query(_text(name), use_default_graph_as_union=True)
        store.bulk_extend([Quad(t.subject, t.predicate, t.object, graph) for t in triples])


def keys_of(quads: Iterable[Quad]) -> set[Key]:
    """Return what the claims among the quads speak of: subject and object of each."""
    subjects: dict[Any, Any] = {}
    objects: dict[Any, Any] = {}
    for quad in quads:
        if quad.predicate == SUBJECT:
            subjects[quad.subject] = quad.object
        elif quad.predicate == OBJECT:
            objects[quad.subject] = quad.object
    return {(subjects[s], objects[s]) for s in subjects.keys() & objects.keys()}


def sources_of(quads: Iterable[Quad]) -> set[Any]:
    """Return the sources and studies that the quads identify, so that others may turn out to be the same."""
    return {quad.subject for quad in quads if quad.predicate in SOURCED}


def renew_propositions(store: Store, keys: Iterable[Key], sources: Iterable[Any] = ()) -> None:
    """Derive the propositions of some keys anew, in a small store that holds what speaks of them and no more.

    :param sources: sources newly identified; what is said on their strength is renewed too.
    """
    graph, small = NamedNode(PROPOSITIONS_GRAPH), fresh_store()
    chosen = {*keys, *_resting_on(store, sources)}
    for key in chosen | {(o, s) for s, o in chosen}:  # a symmetric relation is told either way round
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
    derive_propositions(small)
    store.bulk_extend(list(small.quads_for_pattern(None, None, None, graph)))


def _resting_on(store: Store, sources: Iterable[Any]) -> Iterator[Key]:
    """Walk the keys of the claims that rest on some sources, surely or possibly."""
    rests, possible = NamedNode(HCKG.restsOn), NamedNode(HCKG.possiblePrimarySource)
    for source in sources:
        studies = {q.subject for q in store.quads_for_pattern(None, possible, source)}
        for claim in {q.subject for s in {source, *studies} for q in store.quads_for_pattern(None, rests, s)}:
            yield from keys_of(store.quads_for_pattern(claim, None, None))


def _statements(store: Store, key: Key) -> set[Any]:
    """Return the claims and propositions of a key."""
    about, of = (
        {q.subject for q in store.quads_for_pattern(None, p, o)} for p, o in zip((SUBJECT, OBJECT), key, strict=True)
    )
    return about & of


def _described(store: Store, term: Any) -> Iterator[Quad]:
    """Walk what the queries read of the things a claim points at, and of the source a study may have."""
    if isinstance(term, NamedNode):
        for predicate in READ:
            for quad in store.quads_for_pattern(term, predicate, None):
                yield quad
                if predicate == SOURCED[-1]:
                    yield from _described(store, quad.object)


def _text(name: str) -> str:
    return rebased(resources.QUERIES / "derive" / f"{name}.rq")
