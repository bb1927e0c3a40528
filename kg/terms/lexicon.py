"""Concepts of ours: those of ``ontology/concepts`` and the general lexicon of words that news uses and MeSH lacks."""

from __future__ import annotations

import csv

from kg import resources
from kg.identifiers import compress, identifier_of, slugify
from kg.model import Concept
from kg.terms.classes import in_order, slug_of
from kg.terms.index import Term
from kg.vocabulary import load

RANK = 1
"""Lexicon entries stand behind the concepts of ``ontology/concepts``, which have rank 0."""


def load_shared() -> list[Concept]:
    """Return the shipped concepts, by slug."""
    return sorted(load().concepts.values(), key=lambda c: c.slug)


def shared_terms() -> list[Term]:
    """Return the shipped concepts as terms; their identifiers are those they match exactly."""
    return [
        Term(
            slug=c.slug,
            cls=c.cls,
            kind=c.kind,
            names=tuple(dict.fromkeys((c.label, *c.alternatives))),
            ids=in_order(compress(identifier_of(target)) for relation, target in c.mappings if relation == "exact"),
            broader=c.broader,
        )
        for c in load_shared()
        if c.cls
    ]


def lexicon_terms() -> list[Term]:
    """Return the entries of ``ontology/lexicon/general.tsv``, in its order."""
    with resources.ontology_file("lexicon/general.tsv").open(encoding="utf-8", newline="") as lines:
        return [_term(row) for row in csv.DictReader(lines, delimiter="\t")]


def _term(row: dict[str, str]) -> Term:
    ids = tuple(filter(None, row["ids"].split("|")))
    names = (row["label"], *filter(None, (row["alternatives"] or "").split("|")))
    slug = slug_of(ids[0]) if ids else slugify(row["label"])
    return Term(slug=slug, cls=row["class"], kind=row["kind"], names=names, ids=in_order(ids), rank=RANK)
