"""Finds the names of all known terms in a text: longest first, whole words only, in time linear in the text."""

from __future__ import annotations

import csv
import dataclasses
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from kg import resources
from kg.identifiers import slugify
from kg.model import Span
from kg.terms.abbreviations import Definition, find_definitions, find_uses
from kg.terms.classes import in_order
from kg.terms.compounds import Found, Match, with_compounds
from kg.terms.index import CAPITAL, EXACT_CASE, MAX_KEY, Index, Term
from kg.terms.words import Tokens, is_acronym, tokenise

Lookups = tuple[Callable[[str], list[str]], ...]
"""What gives the keys that a text begins with, one for each index that has any."""
APOSTROPHES = "'\u2019"
LEAST_FORM = 8
"""Fewest letters of a word that is taken for a drug by its ending."""
MAX_REMEMBERED = 200_000
"""Words of which it is remembered whether a name begins with them."""


class Matcher:
    """Looks terms up in a text.

    :param indexes: in order of precedence; where two know a name, the first is meant and lends the ids of the others.
    :param shared: identifier to the term of ours that means exactly that.
    """

    def __init__(self, indexes: Sequence[Index], *, shared: dict[str, Term] | None = None) -> None:
        self._begins: dict[str, Lookups] = {}
        self._indexes = indexes
        self._shared = shared or {}
        self._stems = tuple(_column("stems", "stem"))
        self._code = _codes()
        self._code_words = frozenset(p.lower() for p in _column("codes", "prefix"))
        self._term = lru_cache(maxsize=50_000)(self._load)

    def find(self, text: str) -> list[Match]:
        """Return the names in a text, none overlapping another, in order."""
        definitions = find_definitions(text)
        tokens = tokenise(text, find_uses(text, definitions))
        matches = with_compounds(text, tokens, list(self._walk(text, tokens)), self._condition)
        return _with_definitions(text, matches, definitions) if definitions else matches

    def _walk(self, text: str, tokens: Tokens) -> Iterator[Found]:
        position, words, begins = 0, tokens.words, self._begins
        ends = {offset: number for number, offset in enumerate((*tokens.offsets, len(tokens.key)))}
        while position < len(words):
            word, found = words[position], None
            if tokens.plain[position] and not tokens.glued[position]:
                lookups = begins.get(word)
                if lookups is None:
                    lookups = self._lookups(word)
                if lookups:
                    found = self._longest(text, tokens, position, ends, lookups)
                if found is None and (word in self._code_words or word.endswith(self._stems)):
                    found = self._by_form(text, tokens, position)
            if found is None:
                position += 1
            else:
                yield found
                position = found.after

    def _longest(
        self, text: str, tokens: Tokens, position: int, ends: dict[int, int], lookups: Lookups
    ) -> Found | None:
        offset = tokens.offsets[position]
        window = tokens.key[offset : offset + MAX_KEY + 1]
        keys = {key for prefixes in lookups for key in prefixes(window)}
        for key in sorted(keys, key=len, reverse=True) if len(keys) > 1 else keys:
            after = ends.get(offset + len(key))
            if after is None or (after < len(tokens.glued) and tokens.glued[after]):
                continue
            match = self._meant(key, text, tokens.starts[position], tokens.ends[after - 1])
            if match:
                return Found(position, after, match)
        return None

    def _lookups(self, word: str) -> Lookups:
        """Return what finds names that begin with a word; remembered, since most words begin none."""
        if len(self._begins) >= MAX_REMEMBERED:
            self._begins.clear()
        tries = (index.trie for index in self._indexes)
        found = self._begins[word] = tuple(t.prefixes for t in tries if next(t.iterkeys(f"{word} "), None) is not None)
        return found

    def _condition(self, key: str) -> Term | None:
        """Return the condition of a key, if that is what it means."""
        for number, index in enumerate(self._indexes):
            if key in index.trie:
                term = self._term(number, next(index.records(key))[1])
                return term if term.cls in ("Condition", "Feature") else None
        return None

    def _meant(self, key: str, text: str, start: int, end: int) -> Match | None:
        """Return what a name means here: the first index that knows it decides, others lend identifiers."""
        surface = text[start:end]
        found: list[tuple[Term, str]] = []
        for number, index in enumerate(self._indexes):
            if key not in index.trie:
                continue
            records = (r for r in index.records(key) if not r[3] or self._is_written(number, r, surface))
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

    def _is_written(self, number: int, record: tuple[int, int, int, int], surface: str) -> bool:
        """Say whether a name that depends on its capitals is written with them."""
        if record[3] & EXACT_CASE and is_acronym(surface.removesuffix("s").replace(" ", "")):
            return True
        name = self._term(number, record[1]).names[record[2]]
        if record[3] & CAPITAL:
            return surface[0].isupper() and (surface[-2] in APOSTROPHES or name[-2] not in APOSTROPHES)
        return bool(record[3] & EXACT_CASE) and surface == name

    def _load(self, index: int, number: int) -> Term:
        term = self._indexes[index].term(number)
        ours = next((self._shared[i] for i in term.ids if i in self._shared), None)
        if ours is None or ours.slug == term.slug:
            return term
        as_ours = dataclasses.replace(
            term, slug=ours.slug, cls=ours.cls, kind=ours.kind, preferred=ours.label, ids=ours.ids
        )
        return _with_ids(as_ours, term.ids)

    def _by_form(self, text: str, tokens: Tokens, position: int) -> Found | None:
        """Take a word for a drug by its look: the ending of a generic name, or a maker's code such as ``LY274614``."""
        start, end = tokens.starts[position], tokens.ends[position]
        word = text[start:end]
        code = self._code.match(text, start)
        if code:
            end = code.end()
        elif len(word) < LEAST_FORM or not word[1:].islower() or not word.endswith(self._stems):
            return None
        after = position + 1
        while after < len(tokens.starts) and tokens.starts[after] < end:
            after += 1
        name = text[start:end] if code else word.lower()
        return Found(
            position, after, Match(Span(start, end), Term(slug=slugify(name), cls="Chemical", names=(name,)), name)
        )


def _with_definitions(text: str, matches: list[Match], definitions: list[Definition]) -> list[Match]:
    """Add the short form in its brackets, where the long form before them is a match."""
    by_end = {m.span.end: m for m in matches}
    added = []
    for definition in definitions:
        start = definition.bracket[0]
        before = by_end.get(len(text[:start].rstrip()))
        if before:
            span = Span(start + 1, start + 1 + len(definition.short))
            added.append(Match(span, before.term, before.name))
    return sorted([*matches, *added], key=lambda m: m.span)


def _with_ids(term: Term, ids: Sequence[str]) -> Term:
    """Add identifiers of vocabularies that the term has none of yet."""
    known = {i.partition(":")[0] for i in term.ids}
    new = [i for i in ids if i.partition(":")[0] not in known]
    return dataclasses.replace(term, ids=in_order((*term.ids, *new))) if new else term


def _possessive(surface: str, name: str) -> int:
    return 2 if surface[-2:] in ("'s", "\u2019s") and "'" not in name else 0


def _column(table: str, column: str) -> list[str]:
    with resources.ontology_file(f"lexicon/{table}.tsv").open(encoding="utf-8", newline="") as lines:
        return [row[column] for row in csv.DictReader(lines, delimiter="\t")]


def _codes() -> re.Pattern[str]:
    prefixes = "|".join(map(re.escape, _column("codes", "prefix")))
    return re.compile(rf"(?:{prefixes})[ -]?\d{{2,3}}[ -]?\d{{2,5}}[A-Za-z]?\b")
