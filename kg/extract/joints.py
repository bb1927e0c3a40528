"""What the words between two names say of them: joined in a list, done by, given to. The words are cue data."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from kg.extract.phrases import load_phrase_words

_LIST_GLUE = 40
"""Characters between two things of a list, at most."""
_WORDS = r"(?:[\w'-]+\s)"


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


@cache
def _joins() -> re.Pattern[str]:
    words = load_phrase_words()
    join, more = words.join, words.join | words.example
    return re.compile(
        rf"(?:,\s{_WORDS}{{0,2}}[\w'-]+(?=,\s|\s{_any(join)}\s))?"
        rf"(?:\s*\([^()]{{1,24}}\))?(?:\s*[,/]\s*(?:{_any(more)} )?|\s*(?:{_any(join | words.against)}|-)\s+)"
        rf"(?:{_any(words.filler)}\s+){{0,2}}(?:(?!{_any(words.contrast)}\b)[\w'-]+\s+){{0,2}}"
    )


@cache
def _instrument() -> re.Pattern[str]:
    return re.compile(rf"[^.;:]{{0,60}}?\b{_any(load_phrase_words().instrument)}\b[^.;:,]{{0,60}}$")


@cache
def _given() -> re.Pattern[str]:
    return re.compile(rf"\b{_any(load_phrase_words().given)}\b[^.;:]{{0,40}}$")


@cache
def _given_to() -> re.Pattern[str]:
    words = load_phrase_words()
    return re.compile(
        rf"\s(?:[\w-]+\s){{0,3}}{_any(words.among)}\s[^.;,]{{0,40}}\b{_any(words.having)}\s(?:[\w-]+\s){{0,2}}$"
    )


@cache
def _risk() -> re.Pattern[str]:
    return re.compile(rf"\s(?:\w+\s)?{_any(load_phrase_words().risk)}\b")


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w)))) + ")"
