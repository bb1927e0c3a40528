"""Cue lists: words that decide how a sentence is to be read, kept as data in ``ontology/cues``.

One pass over a text finds every cue of every list; the readers of strength, hedge, evidence and so on only look at what
was found. A cue belongs to a class, a class to a list (``hedge``, ``negation``, ...). Within one list the longer
cue wins: "not only" is a cue of its own and hides "not". In a list marked ``hckg:apart`` only cues that signal the
same hide one another: one clause can state two limits.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse

from kg import resources
from kg.errors import VocabularyError
from kg.extract.patterns import NUMBER, PREFIX, Pattern, Words, parse_pattern
from kg.model import Span

ONT = "https://w3id.org/hckg/ont#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
SKOS = "http://www.w3.org/2004/02/skos/core#"
_TOKEN = re.compile(r"(\d+(?:[.,]+\d+)*|[^\W\d_]\w*)")
_THOUSAND = 1_000
_DIGITS = r"\d+(?:[.,]\d+)*"
_STOP = re.compile(r"[.;:?!]")
"""What no pattern reaches across."""
_LIST = re.compile(r"@([\w-]+)")
_END = r"(?!\w|'t\b)"
_PLAIN = {"'": "\u2019\u2018\u02bc", "-": "\u2010\u2011\u2012\xad\u2013"}
"""Plain marks, and those that are read as one."""


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
    denies: bool = False
    """Whether it says no to what it signals: "is contraindicated in"."""
    rivals: str = ""
    """The cues among which the longest wins, where they are not the whole list: those that signal the same."""


class Hit(NamedTuple):
    """A cue found at ``start`` to ``end`` of a text."""

    start: int
    end: int
    cue: Cue

    @property
    def span(self) -> Span:
        """Return the characters that matched."""
        return Span(self.start, self.end)

    def of(self, text: str) -> str:
        """Return the words that matched."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Say whether a span lies inside what matched."""
        return self.start <= other.start and other.end <= self.end


class _Expression:
    """What decides whether a pattern matches; compiled when it is first tried, which most are not in a run."""

    def __init__(self, source: str) -> None:
        self.source = source

    @cached_property
    def match(self) -> Callable[[str, int], re.Match[str] | None]:
        return re.compile(self.source + _END).match


class _Entry(NamedTuple):
    needs: int
    """Bits that the words after it in the clause must set."""
    cue: Cue
    rivals: str
    expression: _Expression
    exact: bool


class _Beginning(NamedTuple):
    """The patterns that may begin with a word: by the word that comes next, and those for any other."""

    by_next: dict[str, tuple[_Entry, ...]]
    other: tuple[_Entry, ...]


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
        found = self._by_family.get(family)
        if found is None:
            return []
        starts, hits = found
        if span is None:
            return hits
        low, end = bisect_left(starts, span.start), span.end
        if low == len(starts) or starts[low] >= end:
            return []
        return [hit for hit in hits[low : bisect_left(starts, end, low)] if hit.end <= end]

    @cached_property
    def _by_families(self) -> dict[tuple[str, ...], tuple[list[int], list[Hit], dict[str, int]]]:
        return {}

    def among(self, families: tuple[str, ...], span: Span) -> list[Hit]:
        """Return the cues of several lists that lie within a span, list by list in the order given."""
        found = self._by_families.get(families)
        if found is None:
            order = {family: number for number, family in enumerate(families)}
            hits = [hit for hit in self.all if hit.cue.family in order]
            found = self._by_families[families] = [hit.start for hit in hits], hits, order
        starts, hits, order = found
        low = bisect_left(starts, span.start)
        inside = [hit for hit in hits[low : bisect_left(starts, span.end, low)] if hit.end <= span.end]
        return sorted(inside, key=lambda hit: order[hit.cue.family]) if len(inside) > 1 else inside

    def says_once(self, words: Span) -> bool:
        """Say whether the words of a place stand nowhere else in the text, some pages before or after."""
        said = words.of(self.folded)
        first = self.folded.find(said, max(0, words.start - _PAGES), words.end)
        return first == words.start and self.folded.find(said, words.end, words.end + _PAGES) < 0

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
    gap_stop: str = ""
    """Expression of the words that no gap of a pattern goes across: "but"."""

    @cached_property
    def number(self) -> str:
        """Expression of a number in digits or words."""
        words = sorted(self.numbers, key=len, reverse=True)
        if not words:
            return _DIGITS
        large = "|".join(word for word in words if self.numbers[word] >= _THOUSAND)
        either = "|".join(words)
        return rf"(?:{_DIGITS}(?:\s(?:{large}))?|(?:{either})(?:[-\s](?:{either}))?)"

    @cached_property
    def number_expression(self) -> re.Pattern[str]:
        """Matches a number in digits or words within folded text."""
        return re.compile(rf"(?<!\w){self.number}(?!\w)")

    @cached_property
    def _sources(self) -> tuple[dict[str, list[_Found]], dict[str, list[tuple[str, _Found]]]]:
        words: dict[str, list[_Found]] = defaultdict(list)
        prefixes: dict[str, list[tuple[str, _Found]]] = defaultdict(list)
        for cue in self.cues:
            for source in cue.patterns:
                pattern = self._parsed(cue, source)
                for word, following in pattern.starts.items():
                    words[word].append((following and self._kinds(following), cue, pattern))
                for prefix in pattern.prefixes:
                    prefixes[prefix[:PREFIX]].append((prefix, (None, cue, pattern)))
        return dict(words), dict(prefixes)

    @cached_property
    def _bits(self) -> dict[frozenset[str], int]:
        """A bit for each choice of words that patterns need."""
        words, prefixes = self._sources
        found = [entry for entries in words.values() for entry in entries]
        found += [entry for entries in prefixes.values() for _, entry in entries]
        choices = dict.fromkeys(self._kinds(words) for _, _, pattern in found for words in pattern.needs)
        return {choice: 1 << number for number, choice in enumerate(choices)}

    @cached_property
    def _sets(self) -> dict[str, int]:
        """The bits that each word sets."""
        bits: dict[str, int] = defaultdict(int)
        for choice, bit in self._bits.items():
            for word in choice:
                bits[word] |= bit
        return dict(bits)

    def _kinds(self, words: frozenset[str]) -> frozenset[str]:
        """Return words as a text shows them: every number word is a number."""
        return frozenset(NUMBER if word in self.numbers else word for word in words)

    def _parsed(self, cue: Cue, source: str) -> Pattern:
        try:
            return parse_pattern(source, Words(self.number, self.gap_stop))
        except VocabularyError as error:
            raise VocabularyError(error.message, where=cue.slug, remedy=error.remedy) from None

    @cached_property
    def _known(self) -> dict[str, _Beginning | None]:
        words, _ = self._sources
        return {NUMBER: self._beginning(words.get(NUMBER, []))}

    def find(self, text: str) -> Hits:
        """Find every cue of a text in one pass, in time linear in its length."""
        folded = fold(text)
        pieces = _TOKEN.split(folded)
        starts, words, gaps = list(accumulate(map(len, pieces)))[::2], pieces[1::2], pieces[2::2]
        words = [NUMBER if word[0].isdigit() else word for word in words]
        following, bits = self._after(words, gaps)
        covered: dict[str, int] = {}
        hits: list[Hit] = []
        known = self._known
        for word, after, ahead, start in zip(words, following, bits, starts, strict=False):
            beginning = known[word] if word in known else self._remember(word)
            if beginning is not None:
                entries = beginning.by_next.get(after, beginning.other)
                if entries:
                    hits += _longest(entries, ahead, (folded, text), start, covered)
        return Hits(self, text, folded, tuple(hits))

    def _after(self, words: list[str], gaps: list[str]) -> tuple[list[str], list[int]]:
        """Return what comes after each word within its clause: the next word, and the bits that all of them set."""
        following, bits = [""] * len(words), [0] * len(words)
        numbers, sets = self.numbers, self._sets
        after, ahead = "", 0
        for number in range(len(words) - 1, -1, -1):
            gap, word = gaps[number], words[number]
            if gap != " " and _STOP.search(gap):
                after, ahead = "", 0
            following[number], bits[number] = after, ahead
            after = NUMBER if word in numbers else word
            if after in sets:
                ahead |= sets[after]
        return following, bits

    def value(self, words: str) -> int | None:
        """Return the whole number that digits or number words say, "1.9 million" too; None where they say none."""
        digits, _, unit = words.replace(",", "").partition(" ")
        if digits.isdecimal() and not unit:
            return int(digits)
        if unit in self.numbers and digits.replace(".", "", 1).isdecimal():
            return round(float(digits) * self.numbers[unit])
        parts = [self.numbers.get(part) for part in re.split(r"[-\s]", words)]
        known = [part for part in parts if part is not None]
        return _spoken(known) if known and len(known) == len(parts) else None

    def _remember(self, token: str) -> _Beginning | None:
        """Look a new word up; what is found is kept for as many words as memory shall hold."""
        words, prefixes = self._sources
        found = list(words.get(token, ()))
        found += [entry for prefix, entry in prefixes.get(token[:PREFIX], ()) if token.startswith(prefix)]
        if token in self.numbers:
            found += words.get(NUMBER, ())
        beginning = self._beginning(found) if found else None
        if len(self._known) < _REMEMBERED:
            self._known[token] = beginning
        return beginning

    def _beginning(self, found: list[_Found]) -> _Beginning:
        entries = [(following, self._entry(cue, pattern)) for following, cue, pattern in found]
        words = frozenset[str]().union(*(following for following, _ in entries if following))
        return _Beginning(
            {word: tuple(e for following, e in entries if following is None or word in following) for word in words},
            tuple(e for following, e in entries if following is None),
        )

    def _entry(self, cue: Cue, pattern: Pattern) -> _Entry:
        needs = sum(self._bits[self._kinds(choice)] for choice in pattern.needs)
        return _Entry(needs, cue, cue.rivals or cue.family, _expression(pattern.expression), pattern.exact)


_GAP_STOP = "gap-stop"
_REMEMBERED = 50_000
_PAGES = 50_000
"""Characters before and after a place in which the same words are looked for."""


def fold(text: str) -> str:
    """Lower the case and make quotes and hyphens plain; every position stays where it was."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    for mark, others in _PLAIN.items():
        for other in others:
            lowered = lowered.replace(other, mark)
    return lowered


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
    apart = {_local(iri) for iri, found in properties.items() if ONT + "apart" in found}
    cues = tuple(
        _cue(iri, found, top, lists, apart) for iri, found in sorted(properties.items()) if ONT + "pattern" in found
    )
    return Cues(
        cues,
        numbers={label: int(found[ONT + "number"][0]) for label, found in _labelled("NumberWord", properties)},
        policy={_local(iri): float(found[ONT + "number"][0]) for iri, found in _typed("ReadingPolicy", properties)},
        abbreviations=frozenset(label for label, _ in _labelled("Abbreviation", properties)),
        openings=frozenset(label for label, _ in _labelled("OpeningWord", properties)),
        lettered=frozenset(label for label, _ in _labelled("LetteredThing", properties)),
        gap_stop=f"(?:{lists[_GAP_STOP]})" if _GAP_STOP in lists else "",
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


def _cue(
    iri: str, found: dict[str, list[str]], top: dict[str, str], lists: dict[str, str], apart: Container[str]
) -> Cue:
    kind = _only(iri, found, "cueClass")
    if kind not in top:
        raise VocabularyError(f"cue class {kind} is not declared", where=_local(iri))
    if not found.get(SKOS + "example"):
        raise VocabularyError("a cue needs an example", where=_local(iri), remedy="add skos:example")
    family, signals = _local(top[kind]), _local(next(iter(found.get(ONT + "signals", ())), ""))
    return Cue(
        slug=_local(iri),
        label=next(iter(found.get(SKOS + "prefLabel", ())), _local(iri)),
        kind=_local(kind),
        family=family,
        patterns=tuple(_written_out(pattern, lists) for pattern in sorted(found[ONT + "pattern"])),
        examples=tuple(sorted(found[SKOS + "example"])),
        signals=signals,
        within=_local(next(iter(found.get(ONT + "within", ())), "")),
        weight=float(next(iter(found.get(ONT + "weight", ())), "0")),
        direction=next(iter(found.get(ONT + "scopeDirection", ())), ""),
        denies=ONT + "denies" in found,
        rivals=f"{family}/{signals}" if family in apart else "",
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
def _expression(source: str) -> _Expression:
    return _Expression(source)


_Found = tuple[frozenset[str] | None, Cue, Pattern]


def _longest(
    entries: Sequence[_Entry], bits: int, texts: tuple[str, str], at: int, covered: dict[str, int]
) -> Iterable[Hit]:
    """Match the cues that may begin here; among rivals the longest stays, unless an earlier one reaches as far.

    :param bits: those that the words to come in the clause set; a pattern that needs others cannot match.
    """
    best: dict[str, Hit] = {}
    for needs, cue, rivals, expression, exact in entries:
        if needs & bits == needs and (found := expression.match(texts[exact], at)):
            end = found.end()
            if end > covered.get(rivals, 0) and (rivals not in best or _outdoes(end, cue, best[rivals])):
                best[rivals] = Hit(at, end, cue)
    for rivals, hit in best.items():
        covered[rivals] = hit.end
    return best.values()


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
