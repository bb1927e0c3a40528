"""The words beside a verb, that tell whether it claims anything there: a noun, a vow, what only happened to something.

Words between two things are read in ``joints``, words next to a name in ``beside``; all words are cue data.
"""

from __future__ import annotations

import re
from functools import cache

from kg.extract.beside import PLACE, Leading, Opening, leading, opening, word_before
from kg.extract.words import any_of, load_phrase_words


def is_noun(text: str, at: int, word: str) -> bool:
    """Say whether a word of action is none there, by what stands before: "any cause", "all-cause", "of raised"."""
    if " " in word:
        return False
    kinds = _attributive() if word.endswith("ed") else _nominal()
    return text[at - 1 : at] == "-" or kinds.before(text, max(0, at - PLACE), at) is not None


def is_doing(words: str) -> bool:
    """Say whether words begin with a verb as it follows a preposition: in "preventing gout"."""
    return words.partition(" ")[0].endswith("ing")


def is_praised(text: str, at: int) -> bool:
    """Say whether the word of action at a place is a noun that blames nothing: "good results in"."""
    return word_before(text, at) in load_phrase_words().praise


def is_talk(text: str, start: int, end: int) -> bool:
    """Say whether the words of a place claim nothing there: "dedicated to fighting", "raises new hope"."""
    return _vows().stand_before(text, start) or _idle().match(text, end) is not None


def is_listed(text: str, start: int, end: int) -> bool:
    """Say whether a word of change at a place may only tell of what kind a thing of a list is: "increased itching"."""
    first, before = text[start:end].partition(" ")[0], word_before(text, start)
    return first.endswith("ed") and (before.endswith(",") or before in load_phrase_words().join)


def is_kept(text: str, at: int) -> bool:
    """Say whether what ends at a place is kept from doing something: "prevents cells from growing"."""
    return _kept().match(text, at) is not None


def is_made_to(text: str, at: int) -> bool:
    """Say whether what ends at a place is made to do something: "causes cells to die"."""
    return _made_to().match(text, at) is not None


def is_period(text: str, at: int) -> bool:
    """Say whether words that end in "for" tell how long: "took the drugs for more than 15 days"."""
    return _period().match(text, at) is not None


def tells_what_happened(text: str, start: int, end: int) -> bool:
    """Say whether a verb of one word tells what happened to its subject somewhere: "is increased in"."""
    verb = text[start:end]
    if " " in verb or not verb.endswith("ed") or word_before(text, start) not in load_phrase_words().copula:
        return False
    return _somewhere().match(text, end) is not None


@cache
def _nominal() -> Opening:
    return opening(load_phrase_words().nominal)


@cache
def _attributive() -> Opening:
    return opening(load_phrase_words().attributive)


@cache
def _vows() -> Leading:
    return leading(load_phrase_words().vow, 30, but=".,;:")


@cache
def _idle() -> re.Pattern[str]:
    return re.compile(rf"\s(?:[\w-]+\s){{0,2}}{any_of(load_phrase_words().idle)}\b")


@cache
def _kept() -> re.Pattern[str]:
    return re.compile(rf"\s{any_of(load_phrase_words().kept)} [a-z]+ing\b")


@cache
def _made_to() -> re.Pattern[str]:
    return re.compile(rf" {any_of(load_phrase_words().made)} [a-z]+")


@cache
def _period() -> re.Pattern[str]:
    return re.compile(rf" (?:[\w-]+ ){{1,3}}{any_of(load_phrase_words().period)}\b")


@cache
def _somewhere() -> re.Pattern[str]:
    return re.compile(rf" {any_of(load_phrase_words().among)} ")
