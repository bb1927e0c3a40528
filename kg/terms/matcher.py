"""Finds the names of all known terms in a text: longest first, whole words only, in time linear in the text."""

from __future__ import annotations

import csv
import dataclasses
import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from kg import resources
from kg.identifiers import slugify
from kg.model import Span
from kg.terms.abbreviations import Definition, find_definitions, find_uses
from kg.terms.classes import in_order
from kg.terms.compounds import Found, Match, with_compounds
from kg.terms.index import CAPITAL, EXACT_CASE, MAX_KEY, Index, Term
from kg.terms.words import Tokens, is_acronym, is_small_acronym, tokenise

APOSTROPHES = "'\u2019"
_DESCRIPTOR = "MESH:D"
LEAST_FORM = 8
"""Fewest letters of a word that is taken for a drug by its ending."""
PASSAGE = 1_000
"""Characters of a text that may be cut out of one which says what its short forms mean."""
MAX_REMEMBERED = 200_000
"""Words of which it is remembered what names begin with them."""
MAX_SECOND = 1_000
"""Names that begin with a word whose second words are remembered; where there are more, any word may follow."""


class Sense(NamedTuple):
    """What one index has for a key, by numbers: which index, which of its terms, which name of the term."""

    at: int
    term: int
    name: int
    capitals: int
    """Flags of the capitals that the name needs."""


class Beginning(NamedTuple):
    """The names that begin with a word."""

    lookups: tuple[Callable[[str], list[str]], ...]
    """What gives the keys that a text begins with, one for each index that has any."""
    second: frozenset[str] | None
    """The words that come second in them; None where there are too many."""
    alone: tuple[str, ...]
    """The key of the word alone, where that is a name."""
    formed: bool
    """Whether the word may be a drug by its look."""

    def keys(self, tokens: Tokens, position: int) -> Collection[str]:
        """Return the keys that the text at a word begins with."""
        offset = tokens.offsets[position]
        window = tokens.key[offset : offset + MAX_KEY + 1]
        return {key for prefixes in self.lookups for key in prefixes(window)}


NOTHING = Beginning((), frozenset(), (), formed=False)


class Matcher:
    """Looks terms up in a text.

    :param indexes: in order of precedence; where two know a name, the first is meant and lends the ids of the others.
    :param shared: identifier to the term of ours that means exactly that.
    :param labels: what we call a thing, by slug, whatever an index calls it.
    :param packs: digests of the packs that the indexes were opened from.
    """

    def __init__(
        self,
        indexes: Sequence[Index],
        *,
        shared: dict[str, Term] | None = None,
        labels: Mapping[str, str] | None = None,
        packs: tuple[str, ...] = (),
    ) -> None:
        self.packs = packs
        self._begins: dict[str, Beginning] = {}
        self._indexes = indexes
        self._shared = shared or {}
        self._labels = labels or {}
        self._stems = tuple(_column("stems", "stem"))
        self._code = _codes()
        self._code_words = frozenset(p.lower() for p in _column("codes", "prefix"))
        self._term = lru_cache(maxsize=50_000)(self._load)
        self._senses = lru_cache(maxsize=50_000)(self._load_senses)
        self._joined = lru_cache(maxsize=50_000)(self._join)

    def find(self, text: str) -> list[Match]:
        """Return the names in a text, none overlapping another, in order."""
        definitions = find_definitions(text)
        tokens = tokenise(text, find_uses(text, definitions))
        found = list(self._walk(text, tokens))
        if len(text) > PASSAGE:
            found = _without_unsure(found)
        matches = with_compounds(text, tokens, found, self._condition)
        return _with_definitions(text, matches, definitions) if definitions else matches

    def _walk(self, text: str, tokens: Tokens) -> Iterator[Found]:
        resume, words, begins = 0, tokens.words, self._begins
        for position, (word, following) in enumerate(zip(words, [*words[1:], ""], strict=False)):
            beginning = begins.get(word) or self._beginning(word)
            _, second, alone, formed = beginning
            goes_on = second is None or following in second or " " in following
            if not (goes_on or alone or formed) or position < resume:
                continue
            if tokens.is_glued(position) or not tokens.is_word(position):
                continue
            keys = beginning.keys(tokens, position) if goes_on else alone
            found = self._longest(text, tokens, position, keys) if keys else None
            if found is None and formed:
                found = self._by_form(text, tokens, position)
            if found is not None:
                yield found
                resume = found.after

    def _longest(self, text: str, tokens: Tokens, position: int, keys: Collection[str]) -> Found | None:
        offset, offsets = tokens.offsets[position], tokens.offsets
        for key in sorted(keys, key=len, reverse=True) if len(keys) > 1 else keys:
            end = offset + len(key)
            after = bisect_left(offsets, end, position)
            if after < len(offsets):
                is_whole = offsets[after] == end and not tokens.is_glued(after)
            else:
                is_whole = end == len(tokens.key)
            match = self._meant(key, text, tokens.starts[position], tokens.ends[after - 1]) if is_whole else None
            if match:
                return Found(position, after, match)
        return None

    def _beginning(self, word: str) -> Beginning:
        """Return what names begin with a word; remembered, since most words begin none."""
        if len(self._begins) >= MAX_REMEMBERED:
            self._begins.clear()
        named = [(t, list(islice(t.iterkeys(f"{word} "), MAX_SECOND))) for t in (i.trie for i in self._indexes)]
        lookups = tuple(trie.prefixes for trie, keys in named if keys)
        full = any(len(keys) == MAX_SECOND for _, keys in named)
        second = {key[len(word) + 1 :].partition(" ")[0] for _, keys in named for key in keys}
        formed = word in self._code_words or word.endswith(self._stems)
        alone = (f"{word} ",) if "" in second else ()
        found = (
            Beginning(lookups, None if full else frozenset(second - {""}), alone, formed)
            if lookups or formed
            else NOTHING
        )
        self._begins[word] = found
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
        senses = tuple(s for s in self._senses(key) if not s.capitals or self._is_written(s, surface))
        if not senses:
            return None
        term, name = self._joined(senses)
        return Match(Span(start, end - _possessive(surface, name)), term, name)

    def _load_senses(self, key: str) -> tuple[Sense, ...]:
        """Return what each index has for a key, in order."""
        known = ((number, index) for number, index in enumerate(self._indexes) if key in index.trie)
        return tuple(Sense(number, term, name, flags) for number, i in known for _, term, name, flags in i.records(key))

    def _join(self, senses: tuple[Sense, ...]) -> tuple[Term, str]:
        """Return the term and name of the first sense, with the ids of the first of its class in each other index."""
        first, *others = senses
        term = self._term(first.at, first.term)
        done, name = {first.at}, term.names[first.name]
        for sense in others:
            other = self._term(sense.at, sense.term)
            if sense.at not in done and other.cls == term.cls:
                done.add(sense.at)
                term = _with_ids(term, other.ids)
        return term, name

    def _is_written(self, sense: Sense, surface: str) -> bool:
        """Say whether a name that depends on its capitals is written with them."""
        if sense.capitals & EXACT_CASE and is_acronym(surface.removesuffix("s").replace(" ", "")):
            return True
        if sense.capitals & EXACT_CASE and is_small_acronym(surface):
            return True
        name = self._term(sense.at, sense.term).names[sense.name]
        if sense.capitals & CAPITAL:
            return surface[0].isupper() and (surface[-2] in APOSTROPHES or name[-2] not in APOSTROPHES)
        return bool(sense.capitals & EXACT_CASE) and surface == name

    def _load(self, index: int, number: int) -> Term:
        term = self._indexes[index].term(number)
        ours = next((self._shared[i] for i in term.ids if i in self._shared), None)
        if ours is None or ours.slug == term.slug:
            label = self._labels.get(term.slug, term.label)
            return term if label == term.label else dataclasses.replace(term, preferred=label)
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


def _without_unsure(found: list[Found]) -> list[Found]:
    """Leave out short forms of rare things that a text names nowhere else: "NHS" is hardly Nance-Horan syndrome.

    What MeSH has no descriptor of counts as rare.
    """
    unsure = {f.match.term.slug for f in found if is_acronym(f.match.name) and _is_rare(f.match.term)}
    if not unsure:
        return found
    sure = {f.match.term.slug for f in found if not is_acronym(f.match.name)}
    return [f for f in found if f.match.term.slug not in unsure - sure]


def _is_rare(term: Term) -> bool:
    return bool(term.ids) and term.cls != "Chemical" and not any(i.startswith(_DESCRIPTOR) for i in term.ids)


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
