"""What the words around a name say of it: joined in a list, done by, given to, set aside. The words are cue data."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache
from typing import NamedTuple

from kg.extract.words import any_of, load_phrase_words

_LIST_GLUE = 40
"""Characters between two things of a list, at most."""
_NEXT = re.compile(r" ([a-z-]+)\b")
_PLACE = 35
"""Characters before a name in which a preposition or a unit stands, at most."""
OF = frozenset({"of"})
_WORDS = r"(?:[\w'-]+\s)"


class _Leading(NamedTuple):
    """Words that tell something of what follows them, looked for no further away than they can stand."""

    expression: re.Pattern[str]
    reach: int

    def stand_before(self, text: str, at: int, start: int = 0) -> bool:
        """Say whether they stand before a place, and not before ``start``."""
        return self.expression.search(text, max(start, at - self.reach), at) is not None


def _leading(words: Set[str], most: int, *, but: str) -> _Leading:
    """Return words after which come some characters at most, none of ``but`` among them."""
    return _Leading(re.compile(rf"\b{any_of(words)}\b[^{but}]{{0,{most}}}$"), max(map(len, words)) + most)


def joins(between: str) -> bool:
    """Say whether words join two things to a list: ``, the severe``, ``and/or``, ``as well as``."""
    return len(between) <= _LIST_GLUE and _joins().fullmatch(between) is not None


def names_instrument(between: str) -> bool:
    """Say whether words before a means tell that it is what something is done with: ``of gout with``."""
    return _instrument().search(between) is not None


def is_given(before: str) -> bool:
    """Say whether words that lead up to a means say that it was taken, given or done."""
    return _given().search(before) is not None


def is_given_to(text: str, start: int, end: int) -> bool:
    """Say whether the words between a means and a condition name those who are given it: ``in people with``."""
    return _given_to().fullmatch(text, start, end) is not None


def means_risk(text: str, at: int) -> bool:
    """Say whether the name that ends at a place is followed by the risk of what it names: ``stroke risk``."""
    return _risk().match(text, at) is not None


def is_set_aside(text: str, at: int, start: int) -> bool:
    """Say whether words before a place in its sentence set aside what stands there: "without", "instead of"."""
    return _asides().stand_before(text, at, start)


def tells_where(text: str, at: int) -> bool:
    """Say whether the part of the body at a place only tells where: "in the brain"."""
    return _place().search(text, max(0, at - _PLACE), at) is not None


def is_half(text: str, at: int) -> bool:
    """Say whether the name that ends at a place is but a part of a word: "cholesterol-lowering"."""
    return _compound().match(text, at) is not None


def is_arm(text: str, at: int) -> bool:
    """Say whether the word at a place makes of the means before it those who are given it: "the lithium group"."""
    found = _NEXT.match(text, at)
    return found is not None and found[1] in load_phrase_words().arm


def is_unit(text: str, at: int) -> bool:
    """Say whether the name at a place belongs to a unit: the mercury of "millimetres of mercury"."""
    return _unit().before(text, max(0, at - _PLACE), at) is not None


def is_talk(text: str, start: int, end: int) -> bool:
    """Say whether the words of a place claim nothing there: "dedicated to fighting", "raises new hope"."""
    return _vows().stand_before(text, start) or _idle().match(text, end) is not None


def opens_risk(trigger: str) -> bool:
    """Say whether a trigger ends where that of which there is a risk begins: "raises the odds of"."""
    return _chance().search(trigger) is not None


def names_other(between: str) -> bool:
    """Say whether words lead from the head of a name to something else: "by-product of"."""
    return _relative().search(between) is not None


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


@cache
def _joins() -> re.Pattern[str]:
    words = load_phrase_words()
    join, more = words.join, words.join | words.example
    return re.compile(
        rf"(?:,\s{_WORDS}{{0,2}}[\w'-]+(?=,\s|\s{any_of(join)}\s))?"
        rf"(?:\s*\([^()]{{1,24}}\))?(?:\s*[,/]\s*(?:{any_of(more)} )?|\s*(?:{any_of(join | words.against)}|-)\s+)"
        rf"(?:{any_of(words.filler)}\s+){{0,2}}(?:(?!{any_of(words.contrast)}\b)[\w'-]+\s+){{0,2}}"
    )


@cache
def _instrument() -> re.Pattern[str]:
    return re.compile(rf"[^.;:]{{0,60}}?\b{any_of(load_phrase_words().instrument)}\b[^.;:,]{{0,60}}$")


@cache
def _given() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(load_phrase_words().given)}\b[^.;:]{{0,40}}$")


@cache
def _given_to() -> re.Pattern[str]:
    words = load_phrase_words()
    return re.compile(
        rf"\s(?:[\w-]+\s){{0,3}}{any_of(words.among)}\s[^.;,]{{0,40}}\b{any_of(words.having)}\s(?:[\w-]+\s){{0,2}}$"
    )


@cache
def _risk() -> re.Pattern[str]:
    return re.compile(rf"\s(?:\w+\s)?{any_of(load_phrase_words().risk)}\b")


@cache
def _asides() -> _Leading:
    return _leading(load_phrase_words().aside, 60, but=".,;:()")


@cache
def _place() -> re.Pattern[str]:
    words = load_phrase_words()
    return re.compile(rf"\b{any_of(words.place)}\s{any_of(words.owner)}\s$")


@cache
def _compound() -> re.Pattern[str]:
    return re.compile(rf"-(?:\w+ing|{any_of(load_phrase_words().compound)})\b")


@cache
def _unit() -> Opening:
    return opening(load_phrase_words().unit, (OF, False))


@cache
def _vows() -> _Leading:
    return _leading(load_phrase_words().vow, 30, but=".,;:")


@cache
def _idle() -> re.Pattern[str]:
    return re.compile(rf"\s(?:[\w-]+\s){{0,2}}{any_of(load_phrase_words().idle)}\b")


@cache
def _chance() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(load_phrase_words().chance)} of$")


@cache
def _relative() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(load_phrase_words().relative)}\b")
