"""What a person types -> the thing it names: IRI, CURIE, slug or label."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches

from pyoxigraph import NamedNode, Store

from kg.errors import IdentifierError, VocabularyError
from kg.identifiers import article_of, check_iri, concept_iri, expand, scheme_iri
from kg.namespaces import BASE, HCKG, IDENTIFIERS, PREFIXES
from kg.query import select

Spoken = Callable[[str], list[str]]
"""Gives the things that articles call so."""


def find_thing(store: Store, name: str, *, is_article: bool = False, spoken: Spoken | None = None) -> str:
    """Return the IRI of a thing; a page on gout bears its name, too.

    :param name: an IRI, a CURIE of ours or of another vocabulary (``MONDO:0005148``), a slug or a label, in any case.
    :param spoken: asked last: what articles call things, "insomnia" for a subject heading of five words.
    :param is_article: whether an article is meant where one bears the name of something else.
    :raises VocabularyError: if nothing or several things bear the name, naming the near ones.
    """
    for candidate in _candidates(name):
        if next(iter(store.quads_for_pattern(NamedNode(candidate), None, None)), None):
            return candidate
    found = _by_identifier(store, name) or _by_label(store, name) or _by_term(store, name)
    found = found or (spoken(name) if spoken else [])
    found = [iri for iri in found if bool(article_of(iri)) == is_article] or found
    if len(found) == 1:
        return found[0]
    if found:
        raise VocabularyError(f"{len(found)} things are called {name!r}", remedy=f"name one of {', '.join(found[:5])}")
    raise VocabularyError(f"nothing is called {name[:80]!r}", remedy=_suggestion(store, name))


def _candidates(name: str) -> list[str]:
    prefix, colon, _ = name.partition(":")
    try:
        if prefix.lower() in ("http", "https"):
            return [check_iri(name)]
        if colon and prefix in PREFIXES:
            return [expand(name)]
        if colon or not name.replace("-", "").isalnum():
            return []
    except IdentifierError:
        return []
    return [
        concept_iri(name),
        *(f"{BASE}{kind}/{name}" for kind in ("article", "claim", "proposition")),
        scheme_iri("evidence-level", name),
    ]


def _by_identifier(store: Store, name: str) -> list[str]:
    prefix, _, local = name.partition(":")
    if prefix.upper() not in IDENTIFIERS or not local.replace("-", "").replace(".", "").isalnum():
        return []
    return _column(store, "thing-by-identifier", identifier=IDENTIFIERS[prefix.upper()] + local)


def _by_label(store: Store, name: str) -> list[str]:
    return _column(store, "thing-by-label", label=name.casefold())


def _by_term(store: Store, name: str) -> list[str]:
    """Find a class or property of our ontology by its bare name: ``Therapy``."""
    term = NamedNode(f"{HCKG}{name}") if name.isalnum() and name.isascii() else None
    return [term.value] if term and next(iter(store.quads_for_pattern(term, None, None)), None) else []


def _column(store: Store, query: str, **given: str) -> list[str]:
    rows = select(store, query, **given)
    return [row.text("thing") for row in rows]


def _suggestion(store: Store, name: str) -> str:
    rows = select(store, "labels")
    near = get_close_matches(name.casefold(), [row.text("label").casefold() for row in rows], n=3)
    return f"did you mean {', '.join(near)}?" if near else "kg query things lists what there is"
