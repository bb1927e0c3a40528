"""What is derived, by the queries of ``queries/derive``: evidence of claims, edges, propositions. Never edited.

The queries run on scratch stores, where the vocabulary and some articles are merged.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, islice
from typing import Any

from pyoxigraph import NamedNode, Quad, Store, Triple

from kg import resources
from kg.namespaces import HCKG, RDF, RDFS, SCHEMA
from kg.rdf.encode import node
from kg.rdf.names import PROPOSITIONS_GRAPH
from kg.vocabulary import merged, rebased, scratch_store

Key = tuple[Any, Any]
"""Subject and object: what is said of one pair is weighed together, since relations can be contrary to each other."""
SUBJECT, OBJECT, LABEL = NamedNode(HCKG.subject), NamedNode(HCKG.object), NamedNode(RDFS.label)
CLAIM_IN, CONTEXT, RESTS_ON = (NamedNode(p) for p in (HCKG.claimIn, HCKG.inContextOf, HCKG.restsOn))
SOURCED = tuple(NamedNode(p) for p in (HCKG.registration, HCKG.pmid, HCKG.possiblePrimarySource))
"""What tells that two sources are one."""
OF_ARTICLE = tuple(NamedNode(p) for p in (SCHEMA.datePublished, HCKG.republishes, HCKG.constructedExample))
"""What counts of the article that a claim stands in."""
TOGETHER = 5000
"""Pairs whose propositions are derived at once, so that memory stays bounded."""


def derive_edges(store: Store) -> list[Quad]:
    """Add to a scratch store what its claims yield, and return it: quads of the graphs ``edges``, one an article."""
    quads: list[Quad] = []
    for name in ("evidence", "edges", "sources", "matter"):
        rows: Any = store.query(_text(name))
        found = [Quad(s, p, o, node(f"{article.value}/graph/edges")) for article, s, p, o in rows]
        store.bulk_extend(merged(found))
        quads += found
    return quads


def derive_propositions(store: Store) -> list[Triple]:
    """Add to a scratch store the propositions of its claims, and return them; :func:`derive_edges` comes first."""
    triples: list[Triple] = []
    for name in ("sides", "propositions"):
        found: Any = list(store.query(_text(name)))  # type: ignore[arg-type]
        store.bulk_extend(Quad(t.subject, t.predicate, t.object) for t in found)
        triples += found
    return triples


def statements_of(quads: Iterable[Quad]) -> dict[Any, Key]:
    """Return the claims and propositions among the quads with what they speak of: subject and object of each."""
    subjects: dict[Any, Any] = {}
    objects: dict[Any, Any] = {}
    for quad in quads:
        if quad.predicate == SUBJECT:
            subjects[quad.subject] = quad.object
        elif quad.predicate == OBJECT:
            objects[quad.subject] = quad.object
    return {said: (subject, objects[said]) for said, subject in subjects.items() if said in objects}


def sources_of(quads: Iterable[Quad]) -> set[Any]:
    """Return the sources and studies that the quads identify, so that others may turn out to be the same."""
    return {quad.subject for quad in quads if quad.predicate in SOURCED}


def all_propositions(store: Store) -> None:
    """Derive every proposition of a store anew."""
    store.remove_graph(NamedNode(PROPOSITIONS_GRAPH))
    _derive(
        store, statements_of(chain.from_iterable(store.quads_for_pattern(None, p, None) for p in (SUBJECT, OBJECT)))
    )


def renew_propositions(store: Store, keys: Iterable[Key], sources: Iterable[Any] = ()) -> None:
    """Derive the propositions of some keys anew.

    :param sources: sources newly identified; what is said on their strength is renewed too.
    """
    chosen = {*keys, *_resting_on(store, sources)}
    said = _statements(store, chosen | {(object_, subject) for subject, object_ in chosen})
    old = [quad for name in said for quad in store.quads_for_pattern(name, None, None, NamedNode(PROPOSITIONS_GRAPH))]
    for quad in old:
        store.remove(quad)
    for name in {quad.subject for quad in old}:
        del said[name]
    _derive(store, said)


def _derive(store: Store, claims: dict[Any, Key]) -> None:
    """Add the propositions of claims, some keys at a time, each time in a scratch store of what speaks of them."""
    by_key: dict[Key, list[Any]] = defaultdict(list)
    for claim, (one, other) in claims.items():  # a symmetric relation is told either way round
        by_key[(one, other) if str(one) < str(other) else (other, one)].append(claim)
    waiting, graph = iter(by_key.items()), NamedNode(PROPOSITIONS_GRAPH)
    while together := list(islice(waiting, TOGETHER)):
        scratch = scratch_store()
        scratch.bulk_extend(merged(_spoken_of(store, together)))
        store.bulk_extend(Quad(t.subject, t.predicate, t.object, graph) for t in derive_propositions(scratch))


def _spoken_of(store: Store, claims: Sequence[tuple[Key, list[Any]]]) -> Iterator[Quad]:
    """Walk what the queries read of some claims, and of what these speak of and rest on."""
    read, described = _read(), {term for key, _ in claims for term in key}
    articles: set[Any] = set()
    for claim in (claim for _, some in claims for claim in some):
        for quad in store.quads_for_pattern(claim, None, None):
            if quad.predicate in read:
                yield quad
            if quad.predicate in (CONTEXT, RESTS_ON):
                described.add(quad.object)
            elif quad.predicate == CLAIM_IN:
                articles.add(quad.object)
    for term in described - articles:
        yield from _described(store, term)
    for article in articles:
        for predicate in OF_ARTICLE:
            yield from store.quads_for_pattern(article, predicate, None)


def _described(store: Store, term: Any) -> Iterator[Quad]:
    """Walk the label of a thing and what it is known by; of a study also what its possible source is known by."""
    for predicate in (LABEL, *SOURCED):
        for quad in store.quads_for_pattern(term, predicate, None):
            yield quad
            if predicate == SOURCED[-1]:
                yield from _described(store, quad.object)


def _resting_on(store: Store, sources: Iterable[Any]) -> Iterator[Key]:
    """Walk the keys of the claims that rest on some sources, surely or possibly."""
    for source in sources:
        studies = {q.subject for q in store.quads_for_pattern(None, SOURCED[-1], source)}
        for claim in {q.subject for s in {source, *studies} for q in store.quads_for_pattern(None, RESTS_ON, s)}:
            yield from statements_of(store.quads_for_pattern(claim, None, None)).values()


def _statements(store: Store, keys: Iterable[Key]) -> dict[Any, Key]:
    """Return the claims and propositions of some keys."""
    objects: dict[Any, set[Any]] = defaultdict(set)
    for subject, object_ in keys:
        objects[subject].add(object_)
    return {
        said.subject: (subject, found.object)
        for subject, wanted in objects.items()
        for said in store.quads_for_pattern(None, SUBJECT, subject)
        for found in store.quads_for_pattern(said.subject, OBJECT, None)
        if found.object in wanted
    }


@cache
def _read() -> frozenset[NamedNode]:
    """Return the predicates that the queries for propositions name."""
    names = re.findall(r"hckg:(\w+)", _text("sides") + _text("propositions"))
    return frozenset(NamedNode(iri) for iri in (RDF.type, RDFS.label, *(f"{HCKG}{name}" for name in names)))


def _text(name: str) -> str:
    return rebased(resources.QUERIES / "derive" / f"{name}.rq")
