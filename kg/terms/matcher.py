"""Finds the names of all known terms in a text: longest first, whole words only, in time linear in the text."""

from __future__ import annotations

import csv
import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg import resources
from kg.model import Span
from kg.terms.abbreviations import find_definitions, find_uses
from kg.terms.classes import in_order
from kg.terms.index import EXACT_CASE, MAX_KEY, Index, Term
from kg.terms.words import Tokens, is_acronym, tokenise


@dataclass(frozen=True, slots=True)
class Match:
    """A name in a text; ``name`` is the one of the term's names that it is."""

    span: Span
    term: Term
    name: str


class Matcher:
    """Looks terms up in a text.

    :param indexes: in order of precedence; where two know a name, the first is meant and lends the ids of the others.
    :param shared: identifier to the term of ours that means exactly that.
    """

    def __init__(self, indexes: Sequence[Index], *, shared: dict[str, Term] | None = None) -> None:
        self._tries = [index.trie for index in indexes]
        self._indexes = indexes
        self._shared = shared or {}
        self._stems = _stems()
        self._term = lru_cache(maxsize=50_000)(self._load)

    def find(self, text: str) -> list[Match]:
        """Return the names in a text, none overlapping another, in order."""
        tokens = tokenise(text, find_uses(text, find_definitions(text)))
        return list(self._walk(text, tokens))

    def _walk(self, text: str, tokens: Tokens) -> Iterator[Match]:
        position, count = 0, len(tokens.starts)
        ends = {offset: number for number, offset in enumerate((*tokens.offsets, len(tokens.key)))}
        while position < count:
            found = None
            if tokens.plain[position] and not tokens.glued[position]:
                found = self._longest(text, tokens, position, ends) or self._by_stem(text, tokens, position)
            if found is None:
                position += 1
            else:
                position, match = found
                yield match

    def _longest(self, text: str, tokens: Tokens, position: int, ends: dict[int, int]) -> tuple[int, Match] | None:
        offset = tokens.offsets[position]
        window = tokens.key[offset : offset + MAX_KEY + 1]
        keys = {key for trie in self._tries for key in trie.prefixes(window)}
        for key in sorted(keys, key=len, reverse=True):
            after = ends.get(offset + len(key))
            if after is None or (after < len(tokens.glued) and tokens.glued[after]):
                continue
            start, end = tokens.starts[position], tokens.ends[after - 1]
            match = self._meant(key, text, start, end)
            if match:
                return after, match
        return None

    def _meant(self, key: str, text: str, start: int, end: int) -> Match | None:
        """Return what a name means here: the first index that knows it decides, others lend identifiers."""
        surface = text[start:end]
        found: list[tuple[Term, str]] = []
        for number, index in enumerate(self._indexes):
            if key not in index.trie:
                continue
            records = (r for r in index.records(key) if not r[3] & EXACT_CASE or is_acronym(surface.removesuffix("s")))
            for _, term_number, position, _ in records:
                term = self._term(number, term_number)
                if not found or term.cls == found[0][0].cls:
                    found.append((term, term.names[position]))
                    break
        if not found:
            return None
        term, name = found[0]
        for other, _ in found[1:]:
            term = _with_ids(term, other.ids)
        return Match(Span(start, end - _possessive(surface, name)), term, name)

    def _load(self, index: int, number: int) -> Term:
        term = self._indexes[index].term(number)
        ours = next((self._shared[i] for i in term.ids if i in self._shared), None)
        if ours is None or ours.slug == term.slug:
            return term
        as_ours = dataclasses.replace(
            term, slug=ours.slug, cls=ours.cls, kind=ours.kind, preferred=ours.label, ids=ours.ids
        )
        return _with_ids(as_ours, term.ids)

    def _by_stem(self, text: str, tokens: Tokens, position: int) -> tuple[int, Match] | None:
        """Take a word with the ending of a drug's generic name for that drug."""
        start, end = tokens.starts[position], tokens.ends[position]
        word = text[start:end]
        if len(word) < 8 or not word.isascii() or not word[1:].islower():
            return None
        cls = next((c for stem, c in self._stems.items() if word.endswith(stem)), None)
        if cls is None:
            return None
        term = Term(slug=word.lower(), cls=cls, names=(word.lower(),))
        return position + 1, Match(Span(start, end), term, word.lower())


def _with_ids(term: Term, ids: Sequence[str]) -> Term:
    """Add identifiers of vocabularies that the term has none of yet."""
    known = {i.partition(":")[0] for i in term.ids}
    new = [i for i in ids if i.partition(":")[0] not in known]
    return dataclasses.replace(term, ids=in_order((*term.ids, *new))) if new else term


def _possessive(surface: str, name: str) -> int:
    return 2 if surface[-2:] in ("'s", "\u2019s") and "'" not in name else 0


def _stems() -> dict[str, str]:
    with resources.ontology_file("lexicon/stems.tsv").open(encoding="utf-8", newline="") as lines:
        return {row["stem"]: row["class"] for row in csv.DictReader(lines, delimiter="\t")}
