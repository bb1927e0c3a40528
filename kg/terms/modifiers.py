"""Words that make another name of a name; the tables are ``ontology/lexicon/{modifiers,heads}.tsv``."""

from __future__ import annotations

import csv
from functools import cache

from kg import resources
from kg.terms.words import key_of


@cache
def modifiers(effect: str) -> frozenset[str]:
    """Return the keys of the modifiers of one effect.

    :param effect: ``dropped`` (says no more than the plain name), ``extends`` (belongs to the name of a condition), or
        ``body`` or ``substance`` (before a word of :func:`heads`), ``salt`` and ``cation`` (after and before a drug).
    """
    with resources.ontology_file("lexicon/modifiers.tsv").open(encoding="utf-8", newline="") as lines:
        return frozenset(
            key_of(row["word"]) for row in csv.DictReader(lines, delimiter="\t") if row["effect"] == effect
        )


@cache
def heads() -> dict[str, tuple[str, str]]:
    """Return the key of each word that makes a condition of a part or substance, with which of both, and its CURIE."""
    with resources.ontology_file("lexicon/heads.tsv").open(encoding="utf-8", newline="") as lines:
        return {key_of(row["head"]): (row["after"], row["ids"] or "") for row in csv.DictReader(lines, delimiter="\t")}
