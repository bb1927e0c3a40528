"""The words beside one name, that make of it something else or tell what becomes of it: set aside, taken, a place.

Words between two things are read in ``joints``, words next to a verb in ``acts``; all words are cue data.
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache
from typing import NamedTuple

from kg.extract.words import OF, any_of, load_phrase_words, word_of
from kg.model import Span

_COMPOUND = re.compile(r"-[a-z]")
_NEXT = re.compile(r" ([a-z-]+)\b")
_PREFIX = 5
"""Characters of "anti-", at most."""
_REACH = 80
"""Characters before a thing in which the words stand that put another one into it, at most."""
PLACE = 35
"""Characters before a name in which a preposition or a unit stands, at most."""


class Leading(NamedTuple):
    """Words that tell something of what follows them, looked for no further away than they can stand."""

    expression: re.Pattern[str]
    reach: int

    def stand_before(self, text: str, at: int, start: int = 0) -> bool:
        """Say whether they stand before a place, and not before ``start``."""
        return self.expression.search(text, max(start, at - self.reach), at) is not None


def leading(words: Set[str], most: int, *, but: str) -> Leading:
    """Return words after which come some characters at most, none of ``but`` among them."""
    return Leading(re.compile(rf"{word_of(words)}\b[^{but}]{{0,{most}}}$"), max(map(len, words)) + most)


class Opening(NamedTuple):
    """Words just before a name that make another of it: "lack of"."""

    expression: re.Pattern[str]
    closing: tuple[str, ...]
    """What they end in, as lower-case letters and a space: few names have it before them, so it is asked for first."""

    def before(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """Find them before the name that begins at ``end``, and not before ``start``."""
        return self.expression.search(text, start, end) if text[start:end].lower().endswith(self.closing) else None


def opening(words: Set[str], *links: tuple[Set[str], bool], after: Set[str] = frozenset()) -> Opening:
    """Return some words as the opening of a name, if none of ``after`` stands before them.

    :param links: what stands between them and the name, one after the other, each with whether it may be missing.
    """
    free = "".join(rf"(?<!\b{word} )" for word in sorted(after))
    joint, closing = "", words
    for link, may_miss in links:
        joint += rf"(?: {any_of(link)}){'?' if may_miss else ''}"
        closing = closing | link if may_miss else link
    expression = re.compile(rf"{free}\b{any_of(words)}{joint} $", re.IGNORECASE)
    return Opening(expression, tuple(sorted(f"{word.lower()} " for word in closing)))


def word_before(text: str, at: int) -> str:
    """Return the word just before a place, in lower case."""
    return text[max(0, at - PLACE) : at].rstrip().rpartition(" ")[2].lower()


def _next_is(text: str, at: int, words: Set[str]) -> bool:
    found = _NEXT.match(text, at)
    return found is not None and found[1] in words


def is_taken(text: str, at: int) -> bool:
    """Say whether the means at a place is one that people are on: "taking zinc"."""
    return word_before(text, at) in load_phrase_words().given


def is_for(text: str, at: int) -> bool:
    """Say whether the name at a place tells what something before it is for: "treatments for"."""
    return word_before(text, at) in load_phrase_words().aimed


def means_risk(text: str, at: int) -> bool:
    """Say whether the name that ends at a place is followed by the risk of what it names: ``stroke risk``."""
    return _risk().match(text, at) is not None


def is_set_aside(text: str, at: int, start: int) -> bool:
    """Say whether words before a place in its sentence set aside what stands there: "without", "instead of"."""
    return _asides().stand_before(text, at, start)


def is_absent(text: str, at: int) -> bool:
    """Say whether the illness at a place is one that people do not have: "adults without", "with no history of".

    Those who "live without" it had it.
    """
    return _absent().before(text, max(0, at - PLACE), at) is not None


def was_tried(text: str, at: int, start: int) -> bool:
    """Say whether words before a place in its sentence say that somebody took what stands there: "tried some"."""
    return _tried().stand_before(text, at, start)


def tells_where(text: str, at: int) -> bool:
    """Say whether the part of the body at a place only tells where: "in the brain"."""
    return _place().search(text, max(0, at - PLACE), at) is not None


def is_half(text: str, at: int) -> bool:
    """Say whether the name that ends at a place is but a part of a word: "cholesterol-lowering"."""
    return text.startswith("-", at) and _COMPOUND.match(text, at) is not None


def is_site(text: str, at: int) -> bool:
    """Say whether the word at a place makes of the name before it a place or people: "stroke doctors"."""
    return _next_is(text, at, load_phrase_words().site)


def is_borne(text: str, at: int) -> bool:
    """Say whether the word at a place makes of the illness before it those who have it: "cancer patients"."""
    return _next_is(text, at, load_phrase_words().bearing)


def is_gauge(text: str, at: int) -> bool:
    """Say whether the name that ends at a place belongs to what measures it: "the Gout Impact Scale"."""
    return _gauge().match(text, at) is not None


def is_treated(text: str, at: int) -> bool:
    """Say whether the word at a place makes of the illness before it what something is for: "cancer drugs"."""
    return _next_is(text, at, load_phrase_words().treated)


def is_prevented(text: str, at: Span) -> bool:
    """Say whether the prevention of the illness named at a place is spoken of: "for stroke prevention"."""
    if _next_is(text, at.end, load_phrase_words().prevention):
        return True
    return _prevention().before(text, max(0, at.start - PLACE), at.start) is not None


def is_undergone(text: str, at: Span) -> bool:
    """Say whether the treatment named after an illness is one that people have: "undergoing cancer treatment"."""
    return word_before(text, at.start) in load_phrase_words().undergoing


def is_title(text: str, start: int, end: int) -> bool:
    """Say whether a short form belongs to an address or a title: "Boston, MA"."""
    return text[max(0, start - 2) : start] == ", " and text[start:end] in load_phrase_words().title


def may_set_aside(sentence: str) -> bool:
    """Say whether a sentence in lower case has a word that may set something aside, or put it into something else."""
    return not _aside_words().isdisjoint(sentence.split())


def is_mixed_into(text: str, at: int, start: int) -> bool:
    """Say whether words before a place in its sentence put another thing into what stands there: "adding zinc to"."""
    return _mixed().stand_before(text, at, start)


def is_office(text: str, at: int) -> bool:
    """Say whether the name at a place is one of an office: "director of Vascular Surgery"."""
    return text[at].isupper() and _office().before(text, max(0, at - PLACE), at) is not None


def is_change(text: str, at: int) -> bool:
    """Say whether what is spoken of is how the thing at a place changed: "reductions in pain were greater"."""
    return _change().before(text, max(0, at - PLACE), at) is not None


def is_level(text: str, at: int) -> bool:
    """Say whether it is told how much there is of the thing at a place: "high levels of the hormone cortisol"."""
    return _level().search(text, max(0, at - PLACE), at) is not None


def is_arm(text: str, at: int) -> bool:
    """Say whether the word at a place makes of the means before it those who are given it: "the lithium group"."""
    return _next_is(text, at, load_phrase_words().arm)


def is_unit(text: str, at: int) -> bool:
    """Say whether the name at a place belongs to a unit: the mercury of "millimetres of mercury"."""
    return _unit().before(text, max(0, at - PLACE), at) is not None


def is_reversed(text: str, at: int) -> bool:
    """Say whether the word at a place is turned into what it is not: the response of "non-response to"."""
    beginnings, last = _unlike()
    return text[at - 1 : at] in last and text[max(0, at - _PREFIX) : at].lower().endswith(beginnings)


def is_owner(text: str, at: int) -> bool:
    """Say whether something of the thing that ends at a place is spoken of: "the cancer's sensitivity"."""
    return text[at : at + 3] in ("'s ", "\u2019s ")


@cache
def _gauge() -> re.Pattern[str]:
    return re.compile(rf"(?: [A-Z][a-z]+){{0,2}} {any_of(map(str.capitalize, load_phrase_words().gauge))}\b")


@cache
def _change() -> Opening:
    words = load_phrase_words()
    return opening(words.moved, (OF | {"in"}, False), (words.owner, True))


@cache
def _level() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(load_phrase_words().level)} of (?:[\w'-]+ ){{0,2}}$")


@cache
def _office() -> Opening:
    return opening(load_phrase_words().office, (OF, False))


@cache
def _risk() -> re.Pattern[str]:
    return re.compile(rf"\s(?:\w+\s)?{any_of(load_phrase_words().risk)}\b")


@cache
def _aside_words() -> frozenset[str]:
    words = load_phrase_words()
    return frozenset(word.partition(" ")[0] for word in words.aside | words.mixing | words.rich)


@cache
def _asides() -> Leading:
    words = load_phrase_words()
    free = rf"(?:(?!\b{any_of(words.skip)}\b)[^.,;:()])"
    return Leading(re.compile(rf"{word_of(words.aside)}\b{free}{{0,60}}$"), max(map(len, words.aside)) + 60)


@cache
def _absent() -> Opening:
    words = load_phrase_words()
    return opening(words.absent, (words.owner, True), after=words.living)


@cache
def _mixed() -> Leading:
    words = load_phrase_words()
    mixing = rf"\b{any_of(words.mixing)}\b(?! {any_of(words.into)}\b)[^.,;:()]{{1,30}}"
    into = rf"{any_of(words.into)} (?:{any_of(words.owner)} )?(?:[\w-]+ )?"
    return Leading(re.compile(f"{mixing} {into}$", re.IGNORECASE), _REACH)


@cache
def _place() -> re.Pattern[str]:
    words = load_phrase_words()
    return re.compile(rf"{word_of(words.place)}\s{any_of(words.owner)}\s(?:[a-z]+\s)?$")


@cache
def _unlike() -> tuple[tuple[str, ...], frozenset[str]]:
    """Beginnings that turn a word round, and what they end in, which is asked for first."""
    beginnings = tuple(sorted(load_phrase_words().unlike))
    return beginnings, frozenset(word[-1] for word in beginnings)


@cache
def _prevention() -> Opening:
    return opening(load_phrase_words().prevention, (OF, False), (load_phrase_words().owner, True))


@cache
def _unit() -> Opening:
    return opening(load_phrase_words().unit, (OF, False))


@cache
def _tried() -> Leading:
    return leading(load_phrase_words().tried, 20, but=".,;:")
