"""Cue lists: words that decide how a sentence is to be read, kept as data in ``ontology/cues``.

One pass over a text finds every cue of every list; the readers of strength, hedge, evidence and so on only look at what
was found. A cue belongs to a class, a class to a list (``hedge``, ``negation``, ...). Within one list the longer
cue wins: "not only" is a cue of its own and hides "not".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse

from kg import resources
from kg.errors import VocabularyError
from kg.extract.patterns import NUMBER, PREFIX, Pattern, parse_pattern
from kg.model import Span

ONT = "https://w3id.org/hckg/ont#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
SKOS = "http://www.w3.org/2004/02/skos/core#"
_TOKEN = re.compile(r"\d[\d,.]*|[^\W\d_]\w*")
_DIGIT = frozenset("0123456789")
_DIGITS = r"\d+(?:[.,]\d+)*"
_LIST = re.compile(r"@([\w-]+)")
_END = r"(?!\w|'t\b)"
_FOLD = str.maketrans(
    {
        "\u2019": "'",
        "\u2018": "'",
        "\u02bc": "'",
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\xad": "-",
        "\u2013": "-",
    }
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase with what it tells; ``signals`` is the slug of a scheme member, ``""`` where it names none."""

    slug: str
    label: str
    kind: str
    """Slug of its cue class."""
    family: str
    """The list it belongs to: the topmost class."""
    patterns: tuple[str, ...]
    examples: tuple[str, ...]
    signals: str = ""
    within: str = ""
    """Slug of the scheme member under which alone the cue counts, ``""`` for any."""
    weight: float = 0.0
    direction: str = ""
    """Where its scope lies: ``forward``, ``backward`` or ``both``."""


class Hit(NamedTuple):
    """A cue found at ``start`` to ``end`` of a text."""

    start: int
    end: int
    cue: Cue

    @property
    def span(self) -> Span:
        """Return the characters that matched."""
        return Span(self.start, self.end)


class _Entry(NamedTuple):
    following: frozenset[str] | None
    """Words one of which must come next; None where any may."""
    cue: Cue
    expression: re.Pattern[str]
    exact: bool


@dataclass(frozen=True)
class Hits:
    """The cues of one text in order, ready to be asked for by span and list."""

    cues: Cues
    text: str
    folded: str
    """The text in lower case with plain quotes and hyphens, position by position."""
    all: tuple[Hit, ...]

    @cached_property
    def _by_family(self) -> dict[str, tuple[list[int], list[Hit]]]:
        groups: dict[str, tuple[list[int], list[Hit]]] = defaultdict(lambda: ([], []))
        for hit in self.all:
            starts, hits = groups[hit.cue.family]
            starts.append(hit.start)
            hits.append(hit)
        return dict(groups)

    def of(self, family: str, span: Span | None = None) -> list[Hit]:
        """Return the cues of one list, in order; only those that lie within the span if one is given."""
        starts, hits = self._by_family.get(family, ([], []))
        if span is None:
            return hits
        low, high = bisect_left(starts, span.start), bisect_left(starts, span.end)
        return [hit for hit in hits[low:high] if hit.end <= span.end]

    def kinds(self, family: str, span: Span | None = None) -> dict[str, list[Hit]]:
        """Return the cues of one list by their class."""
        groups: dict[str, list[Hit]] = {}
        for hit in self.of(family, span):
            groups.setdefault(hit.cue.kind, []).append(hit)
        return groups


@dataclass(frozen=True)
class Cues:
    """Every cue list, indexed by the words that cues begin with."""

    cues: tuple[Cue, ...]
    numbers: dict[str, int] = field(default_factory=dict)
    """Number words and their values."""
    policy: dict[str, float] = field(default_factory=dict)
    """Weights and thresholds of the readers, by name."""
    abbreviations: frozenset[str] = frozenset()
    """Words whose full stop ends no sentence, in lower case and without it."""
    openings: frozenset[str] = frozenset()
    """Words that are written with a capital where they begin a sentence, and are no names."""
    lettered: frozenset[str] = frozenset()
    """Things that are told apart by a letter: after "vitamin", a letter is no initial of a name."""

    @cached_property
    def number(self) -> str:
        """Expression of a number in digits or words."""
        words = sorted(self.numbers, key=len, reverse=True)
        return rf"(?:{_DIGITS}|(?:{'|'.join(words)})(?:[-\s](?:{'|'.join(words)}))?)" if words else _DIGITS

    @cached_property
    def number_expression(self) -> re.Pattern[str]:
        """Matches a number in digits or words within folded text."""
        return re.compile(rf"(?<!\w){self.number}(?!\w)")

    @cached_property
    def _sources(self) -> tuple[dict[str, list[_Found]], dict[str, list[tuple[str, Cue, Pattern]]]]:
        words: dict[str, list[_Found]] = defaultdict(list)
        prefixes: dict[str, list[tuple[str, Cue, Pattern]]] = defaultdict(list)
        for cue in self.cues:
            for source in cue.patterns:
                pattern = self._parsed(cue, source)
                for word, following in pattern.starts.items():
                    spelt = following is not None and not following.isdisjoint(self.numbers)
                    words[word].append((None if spelt else following, cue, pattern))
                for prefix in pattern.prefixes:
                    prefixes[prefix[:PREFIX]].append((prefix, cue, pattern))
        return dict(words), dict(prefixes)

    def _parsed(self, cue: Cue, source: str) -> Pattern:
        try:
            return parse_pattern(source, self.number)
        except VocabularyError as error:
            raise VocabularyError(error.message, where=cue.slug, remedy=error.remedy) from None

    @cached_property
    def _known(self) -> dict[str, tuple[_Entry, ...]]:
        words, _ = self._sources
        return {NUMBER: tuple(map(_entry, words.get(NUMBER, ())))}

    def find(self, text: str) -> Hits:
        """Find every cue of a text in one pass, in time linear in its length."""
        folded = fold(text)
        covered: dict[str, int] = {}
        hits: list[Hit] = []
        tokens = list(_TOKEN.finditer(folded))
        words = [token[0] for token in tokens]
        numbers = self.numbers
        kinds = [NUMBER if word in numbers or word[0] in _DIGIT else word for word in words[1:]]
        for token, word, following in zip(tokens, words, [*kinds, ""], strict=False):
            entries = self._candidates(word)
            if entries:
                hits += _longest(entries, following, (folded, text), token.start(), covered)
        return Hits(self, text, folded, tuple(hits))

    def value(self, words: str) -> int | None:
        """Return the whole number that digits or number words say; None where they say none."""
        digits = words.replace(",", "")
        if digits.isdecimal():
            return int(digits)
        parts = [self.numbers.get(part) for part in re.split(r"[-\s]", words)]
        known = [part for part in parts if part is not None]
        return _spoken(known) if known and len(known) == len(parts) else None

    def _candidates(self, token: str) -> tuple[_Entry, ...]:
        if token[0].isdigit():
            return self._known[NUMBER]
        entries = self._known.get(token)
        return entries if entries is not None else self._remember(token)

    def _remember(self, token: str) -> tuple[_Entry, ...]:
        """Look a new word up; words that begin a cue are kept, others are forgotten so that memory stays bounded."""
        words, prefixes = self._sources
        found = list(words.get(token, ()))
        found += [
            (None, cue, pattern)
            for prefix, cue, pattern in prefixes.get(token[:PREFIX], ())
            if token.startswith(prefix)
        ]
        if token in self.numbers:
            found += words.get(NUMBER, ())
        entries = tuple(map(_entry, found))
        if len(self._known) < _REMEMBERED:
            self._known[token] = entries
        return entries


_REMEMBERED = 50_000


def fold(text: str) -> str:
    """Lower the case and make quotes and hyphens plain; every position stays where it was."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    return lowered.translate(_FOLD)


@cache
def load_cues() -> Cues:
    """Return the shipped cue lists.

    :raise VocabularyError: if a list is not Turtle, or a cue lacks its class, pattern or example.
    """
    return read_cues(resources.cue_files())


def read_cues(files: Iterable[Path]) -> Cues:
    """Read cue lists from Turtle files."""
    properties: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for path in files:
        for quad in _quads(path):
            if isinstance(quad.subject, NamedNode) and not isinstance(quad.object, Triple):
                properties[quad.subject.value][quad.predicate.value].append(quad.object.value)
    lists = {
        _local(iri): "|".join(sorted(found[ONT + "word"])) for iri, found in properties.items() if ONT + "word" in found
    }
    top = {
        iri: _top(iri, properties)
        for iri, found in properties.items()
        if SKOS + "broader" in found or SKOS + "topConceptOf" in found
    }
    cues = tuple(_cue(iri, found, top, lists) for iri, found in sorted(properties.items()) if ONT + "pattern" in found)
    return Cues(
        cues,
        numbers={label: int(found[ONT + "number"][0]) for label, found in _labelled("NumberWord", properties)},
        policy={_local(iri): float(found[ONT + "number"][0]) for iri, found in _typed("ReadingPolicy", properties)},
        abbreviations=frozenset(label for label, _ in _labelled("Abbreviation", properties)),
        openings=frozenset(label for label, _ in _labelled("OpeningWord", properties)),
        lettered=frozenset(label for label, _ in _labelled("LetteredThing", properties)),
    )


_Properties = dict[str, dict[str, list[str]]]


def _typed(cls: str, properties: _Properties) -> Iterator[tuple[str, dict[str, list[str]]]]:
    return ((iri, found) for iri, found in properties.items() if ONT + cls in found.get(RDF_TYPE, ()))


def _labelled(cls: str, properties: _Properties) -> Iterator[tuple[str, dict[str, list[str]]]]:
    return ((label, found) for _, found in _typed(cls, properties) for label in found.get(SKOS + "prefLabel", ()))


def _quads(path: Path) -> Iterator[Quad]:
    try:
        yield from parse(path=str(path), format=RdfFormat.TURTLE)
    except (SyntaxError, OSError) as error:
        raise VocabularyError(str(error), where=str(path), remedy="cue lists are Turtle") from error


def _cue(iri: str, found: dict[str, list[str]], top: dict[str, str], lists: dict[str, str]) -> Cue:
    kind = _only(iri, found, "cueClass")
    if kind not in top:
        raise VocabularyError(f"cue class {kind} is not declared", where=_local(iri))
    if not found.get(SKOS + "example"):
        raise VocabularyError("a cue needs an example", where=_local(iri), remedy="add skos:example")
    return Cue(
        slug=_local(iri),
        label=next(iter(found.get(SKOS + "prefLabel", ())), _local(iri)),
        kind=_local(kind),
        family=_local(top[kind]),
        patterns=tuple(_written_out(pattern, lists) for pattern in sorted(found[ONT + "pattern"])),
        examples=tuple(sorted(found[SKOS + "example"])),
        signals=_local(next(iter(found.get(ONT + "signals", ())), "")),
        within=_local(next(iter(found.get(ONT + "within", ())), "")),
        weight=float(next(iter(found.get(ONT + "weight", ())), "0")),
        direction=next(iter(found.get(ONT + "scopeDirection", ())), ""),
    )


def _written_out(pattern: str, lists: dict[str, str]) -> str:
    """Put the words of a list in the place of its name, ``@name``."""
    try:
        return _LIST.sub(lambda found: f"({lists[found[1]]})", pattern)
    except KeyError as unknown:
        raise VocabularyError(f"no word list is called {unknown}", where=f"cue pattern {pattern!r}") from unknown


def _only(iri: str, found: dict[str, list[str]], name: str) -> str:
    values = found.get(ONT + name, [])
    if len(values) != 1:
        raise VocabularyError(f"a cue needs one hckg:{name}, found {len(values)}", where=_local(iri))
    return values[0]


def _top(iri: str, properties: dict[str, dict[str, list[str]]]) -> str:
    if SKOS + "topConceptOf" in properties[iri] and SKOS + "broader" in properties[iri]:
        raise VocabularyError("a cue list may not lie under another class; is its name taken?", where=_local(iri))
    seen = {iri}
    while broader := properties[iri].get(SKOS + "broader"):
        iri = broader[0]
        if iri in seen or iri not in properties:
            raise VocabularyError("cue classes must lead up to a declared list", where=_local(iri))
        seen.add(iri)
    return iri


def _local(iri: str) -> str:
    return re.split(r"[/#]", iri)[-1]


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression + _END)


_Found = tuple[frozenset[str] | None, Cue, Pattern]


def _entry(found: _Found) -> _Entry:
    following, cue, pattern = found
    return _Entry(following, cue, _compiled(pattern.expression), pattern.exact)


def _longest(
    entries: Sequence[_Entry], next_word: str, texts: tuple[str, str], at: int, covered: dict[str, int]
) -> list[Hit]:
    """Match the cues that may begin here; of one list the longest stays, unless an earlier one reaches as far."""
    best: dict[str, Hit] = {}
    for following, cue, expression, exact in entries:
        if following is not None and next_word not in following:
            continue
        found = expression.match(texts[exact], at)
        if found is None:
            continue
        end, family = found.end(), cue.family
        if end > covered.get(family, 0) and (family not in best or _outdoes(end, cue, best[family])):
            best[family] = Hit(at, end, cue)
    for family, hit in best.items():
        covered[family] = hit.end
    return list(best.values())


def _outdoes(end: int, cue: Cue, other: Hit) -> bool:
    """Say whether a match beats another one from the same place: the longer, the hiding, the heavier."""
    if end != other.end:
        return end > other.end
    return other.cue.weight != 0 and (cue.weight == 0 or abs(cue.weight) > abs(other.cue.weight))


def _spoken(parts: list[int]) -> int:
    total = 0
    for part in parts:
        total = (total or 1) * part if part >= 100 else total + part
    return total
