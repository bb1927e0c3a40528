"""Whether a label names one thing or many, so that a verb can agree with it."""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from itertools import takewhile

from kg import resources

PARTS = re.compile(r"[^\s,;:()/-]+|[,;:(]")
MARKS = frozenset(",;:(")
SINGULAR = ("ss", "us", "is", "'s", "\u2019s")
"""Endings in s that are of no plural."""


@cache
def _listed() -> dict[str, str]:
    """Return which words are ``singular`` or ``plural`` whatever they end in, and which come behind a head."""
    with resources.ontology_file("lexicon/number.tsv").open(encoding="utf-8", newline="") as lines:
        return {row["word"]: row["number"] for row in csv.DictReader(lines, delimiter="\t")}


@lru_cache(maxsize=50_000)
def is_plural(label: str) -> bool:
    """Say whether a label names many things, by the last word of its head: that of "stem cells in mice" is "cells".

    >>> [is_plural(name) for name in ("Statins", "NSAIDs", "Antibodies, Monoclonal", "stem cells in mice", "mice")]
    [True, True, True, True, True]
    >>> [is_plural(name) for name in ("Type 2 Diabetes", "AIDS", "Loss of teeth", "Zika virus", "Arthritis", "IBS")]
    [False, False, False, False, False, False]
    """
    first, *others = PARTS.findall(label) or [""]
    word = [first, *takewhile(_is_of_head, others)][-1]
    number = _listed().get(word.casefold())
    return number == "plural" if number else len(word) > 2 and word.endswith("s") and not word.endswith(SINGULAR)


def _is_of_head(part: str) -> bool:
    return part not in MARKS and _listed().get(part.casefold()) != "follows"
