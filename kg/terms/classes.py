"""Which class of ours a term of another vocabulary has; the tables are ``ontology/lexicon/{trees,prefixes}.tsv``."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache

from kg import resources
from kg.identifiers import SLUG, sha256, slugify

ORDER = ("Condition", "Feature", "Exposure", "Therapy", "Chemical", "Mechanism", "BiologicalPart", "Outcome")
"""Where a heading stands in several trees, the class that comes first here."""

LONGEST_SLUG = 60


@cache
def _table(name: str) -> tuple[dict[str, str], ...]:
    with resources.ontology_file(f"lexicon/{name}.tsv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines, delimiter="\t"))


@cache
def _trees() -> dict[str, tuple[str, str]]:
    return {row["tree"]: (row["class"] or "", row["kind"] or "") for row in _table("trees")}


@cache
def _prefixes() -> dict[str, dict[str, str]]:
    return {row["prefix"]: row for row in _table("prefixes")}


def class_of_trees(numbers: Iterable[str]) -> tuple[str, str]:
    """Return class and kind of a MeSH heading by its tree numbers; nothing if none of them is wanted.

    >>> class_of_trees(["C23.888.592.612.441"]), class_of_trees(["Z01.107"])
    (('Feature', ''), ('', ''))
    """
    found = [pair for pair in map(_of_tree, numbers) if pair[0]]
    return min(found, key=lambda pair: ORDER.index(pair[0]), default=("", ""))


@cache
def _of_tree(number: str) -> tuple[str, str]:
    trees = _trees()
    while number:
        if number in trees:
            return trees[number]
        number = number.rpartition(".")[0] or (number[:1] if len(number) > 1 else "")
    return "", ""


def class_of_prefix(curie: str) -> str:
    """Return the class that terms of a vocabulary have unless told otherwise; ``Condition`` where it is unknown."""
    row = _prefixes().get(curie.partition(":")[0])
    return row["class"] if row else "Condition"


def rank_of(curie: str) -> int:
    """Return how far behind MeSH a vocabulary stands."""
    row = _prefixes().get(curie.partition(":")[0])
    return int(row["rank"]) if row else 20


def in_order(curies: Iterable[str]) -> tuple[str, ...]:
    """Sort identifiers as mentions list them: MeSH, then DOID, MONDO, HP, GO, CHEBI, others; each once."""
    return tuple(sorted(set(curies), key=lambda curie: (rank_of(curie), curie)))


def publisher_of(prefix: str) -> str:
    """Return who is to be named when terms of a vocabulary are used; the prefix itself where it is unknown."""
    row = _prefixes().get(prefix)
    return row["publisher"] if row else prefix


def slug_of(curie: str) -> str:
    """Return the slug of a pack's concept.

    >>> slug_of("MESH:D008687"), slug_of("https://example.org/teas#green")
    ('mesh-d008687', 'https-example-org-teas-green-975a465f')
    """
    plain = curie.replace(":", "-").replace("_", "-").lower()
    return plain if SLUG.fullmatch(plain) and len(plain) <= LONGEST_SLUG else f"{slugify(curie)}-{sha256(curie)[:8]}"
