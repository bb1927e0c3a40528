"""What an export holds: the whole graph, or what stands about one thing, closed under the terms it uses.

An export stands alone: labels, ranks and superclasses of every term it uses go with it, so that the newcomer's
queries run on that one file in plain rdflib.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.identifiers import article_iri, article_of
from kg.lexical import quad_of
from kg.namespaces import BASE, DCTERMS, HCKG, RDF, RDFS, SKOS
from kg.rdf import GRAPHS, SHARED_GRAPHS
from kg.rdf.names import PROPOSITIONS_GRAPH
from kg.vocabulary import CONCEPTS_GRAPH, VOCABULARY_GRAPH

KEPT_OF_TERMS = frozenset(
    str(p)
    for p in (
        RDF.type,
        RDFS.label,
        RDFS.subClassOf,
        RDFS.subPropertyOf,
        SKOS.prefLabel,
        SKOS.definition,
        SKOS.notation,
        SKOS.inScheme,
        SKOS.broader,
        HCKG.rank,
        HCKG.maxStrength,
        HCKG.maxScope,
        HCKG.sectionGroup,
        HCKG.inverseLabel,
        HCKG.assertsEffect,
        HCKG.subjectClass,
        HCKG.objectClass,
        HCKG.schemaType,
        HCKG.hasLevel,
    )
)


def all_quads(store: Store, meant: dict[str, list[tuple[str, str]]]) -> Iterator[Quad]:
    """Walk every quad, digits as they were written."""
    overlay = {quad_of(a): quad_of(b) for pairs in meant.values() for a, b in pairs}
    quads: Iterable[Quad] = store
    return (overlay.get(q, q) for q in quads) if overlay else iter(quads)


def quads_about(store: Store, iri: str, meant: dict[str, list[tuple[str, str]]]) -> list[Quad]:
    """Return what is said about an article, or about any other thing, with the terms used; sorted by nothing.

    Of an article: its four graphs, the shared ones they require, and the propositions of its claims. Of anything else:
    its own triples, those that point to it, and for each claim among those the claim whole.
    """
    articles = article_of(iri)
    quads = _of_article(store, articles, meant) if articles else _of_thing(store, iri, meant)
    return quads + _terms_used(store, quads)


def _of_article(store: Store, article: str, meant: dict[str, list[tuple[str, str]]]) -> list[Quad]:
    overlay = {quad_of(a): quad_of(b) for a, b in meant.get(article, ())}
    quads = [
        q
        for name in GRAPHS
        for q in store.quads_for_pattern(None, None, None, NamedNode(f"{article_iri(article)}/graph/{name}"))
    ]
    required = {q.object for q in quads if q.predicate == NamedNode(DCTERMS.requires)}
    quads += [q for graph in required for q in store.quads_for_pattern(None, None, None, graph)]  # type: ignore[arg-type]
    claims = {q.subject for q in quads if q.object == NamedNode(HCKG.Claim)}
    return [overlay.get(q, q) for q in quads] + _propositions(store, claims)


def _propositions(store: Store, claims: set[Any]) -> list[Quad]:
    graph = NamedNode(PROPOSITIONS_GRAPH)
    found = {
        q.subject
        for claim in claims
        for link in (HCKG.assertedBy, HCKG.deniedBy, HCKG.leftOpenBy)
        for q in store.quads_for_pattern(None, NamedNode(link), claim, graph)
    }
    return [q for p in found for q in store.quads_for_pattern(p, None, None, graph)]


def _of_thing(store: Store, iri: str, meant: dict[str, list[tuple[str, str]]]) -> list[Quad]:
    thing = NamedNode(iri)
    overlay = {quad_of(a): quad_of(b) for pairs in meant.values() for a, b in pairs}
    quads = set(store.quads_for_pattern(thing, None, None)) | set(store.quads_for_pattern(None, None, thing))
    statements = {
        q.subject for q in quads if q.predicate.value in (str(HCKG.subject), str(HCKG.object), str(HCKG.inContextOf))
    }
    parts = {
        q.object for q in quads if q.subject == thing and isinstance(q.object, NamedNode) and _is_part(q.object.value)
    }
    for node in statements:
        own = set(store.quads_for_pattern(node, None, None))
        quads |= own
        parts |= {q.object for q in own if isinstance(q.object, NamedNode) and _is_part(q.object.value)}
    for part in parts:
        quads |= set(store.quads_for_pattern(part, None, None))
    return [overlay.get(q, q) for q in quads]


def _is_part(iri: str) -> bool:
    """Say whether a node belongs to what points at it: a place, an evidence line, a voice."""
    return iri.startswith(BASE) and any(f"/{name}/" in iri for name in ("place", "evidence", "voice", "measurement"))


def _terms_used(store: Store, quads: Iterable[Quad]) -> list[Quad]:
    """Return labels, ranks and superclasses of every term used, transitively."""
    todo = {t for q in quads for t in (q.predicate, q.object) if isinstance(t, NamedNode)}
    todo |= {q.object.datatype for q in quads if isinstance(q.object, Literal)}
    described = {q.subject for q in quads}
    seen: set[NamedNode] = set()
    found: list[Quad] = []
    while todo:
        term = todo.pop()
        seen.add(term)
        for quad in store.quads_for_pattern(term, None, None):
            graph = quad.graph_name.value  # type: ignore[union-attr]
            whole = graph == CONCEPTS_GRAPH or graph.startswith(SHARED_GRAPHS)
            if whole or (graph == VOCABULARY_GRAPH and quad.predicate.value in KEPT_OF_TERMS):
                found.append(quad)
                todo |= {t for t in (quad.predicate, quad.object) if isinstance(t, NamedNode)} - seen
        if term not in described and term.value.startswith((f"{BASE}agent/", f"{BASE}article/", f"{BASE}claim/")):
            found += store.quads_for_pattern(term, NamedNode(RDFS.label), None)
    return found
