"""Names of broad vocabularies that would mislead are left out before they are indexed.

Vocabularies list names for look-up, not for reading: "Common" as an attribute, "acute hepatitis" beside "hepatitis",
"nausea and vomiting" as one thing. The rules need all names at once, so they run when a pack is made.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator

from kg.terms.index import Term
from kg.terms.modifiers import modifiers
from kg.terms.words import is_acronym, key_of

_EPONYM = re.compile(
    r"((?:von |van |de )?[A-Z][a-z]+(?:-[A-Z][a-z]+)+|[A-Z][a-z]+['\u2019]s) (?:[Ss]yndrome|[Dd]isease|[Cc]horea)"
)
_BINOMIAL = re.compile(r"([A-Z])[a-z]{4,} ([a-z]{4,})")


def sift(terms: list[Term]) -> Iterator[Term]:
    """Walk the terms without their misleading names; a term with no name left is dropped."""
    headings = {name.lower() for term in terms if _is_heading(term) for name in term.names}
    for term in terms:
        names = tuple(n for n in term.names if _is_wanted(n, term, headings))
        if names:
            yield dataclasses.replace(
                term, names=(*names, *_eponyms(names), *_bases(term, headings), *_germs(term, names))
            )


def _is_heading(term: Term) -> bool:
    return term.ids[0].startswith("MESH:D")


def _is_wanted(name: str, term: Term, headings: set[str]) -> bool:
    lower = name.lower()
    if len(lower) > 120 or lower.count(" ") > 9 or " induced " in f" {lower.replace('-', ' ')} ":
        return False
    if " and " in lower and all(part.strip() in headings for part in lower.split(" and ", 1)):
        return False
    if _is_heading(term):
        return True
    first, _, rest = lower.partition(" ")
    if first in modifiers("dropped") and rest in headings:
        return False
    return not (is_acronym(name) and len(name) <= 4 and name != term.names[0] and term.cls == "Chemical")


def _bases(term: Term, headings: set[str]) -> list[str]:
    """Return ``Raloxifene`` for the heading ``Raloxifene Hydrochloride``, where no other heading is called so."""
    base, _, last = term.names[0].rpartition(" ")
    salt = term.cls == "Chemical" and key_of(last) in modifiers("salt") and key_of(base) not in modifiers("cation")
    return [base] if salt and " " not in base and base.lower() not in headings else []


def _germs(term: Term, names: Iterable[str]) -> list[str]:
    """Return ``H. pylori`` for ``Helicobacter pylori``."""
    found = map(_BINOMIAL.fullmatch, names) if term.cls == "Exposure" else ()
    return sorted({f"{m[1]}. {m[2]}" for m in found if m})


def _eponyms(names: Iterable[str]) -> list[str]:
    """Return ``Lesch-Nyhan`` for ``Lesch-Nyhan syndrome``, ``Crohn's`` for ``Crohn's disease``."""
    return sorted({m[1] for m in map(_EPONYM.fullmatch, names) if m})
