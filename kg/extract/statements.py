"""Where one statement of a sentence ends and another begins: what a verb is said of, how far a denial goes.

The words are cue data.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile

from kg.extract.words import any_of, load_phrase_words, word_of
from kg.model import Span

_CLOSING = " \"')\u2019\u201d"
_REACH = 80
"""Characters before a place in which a condition begins, at most."""


def has_own_subject(between: str, trigger: str) -> bool:
    """Say whether the words from a name up to a verb end in a subject of the verb's own.

    "found that the cells", before any verb; before a participle whatever is the object of another verb: "cut the costs
    associated with".
    """
    said = [word.strip("\"'()") for word in between.rpartition(",")[2].lower().split()]
    if "," in between and said and said[0].rstrip("%").isdigit() and not load_phrase_words().finite.isdisjoint(said):
        return True  # "of those on the drug, 32 percent were"
    if _ends_in_some(said):
        return True
    return _ends_in_object(said) if _is_participle(trigger) else _ends_in_subject(said)


def _ends_in_some(said: Sequence[str]) -> bool:
    """Say whether words end in one that stands for some of those told of, and is a subject: "and neither was"."""
    words = load_phrase_words()
    passed = list(takewhile(lambda word: word in words.skip or word in words.counted, reversed(said)))
    before = said[len(said) - len(passed) - 1 : len(said) - len(passed)]
    return not words.counted.isdisjoint(passed) and not words.join.isdisjoint(before)


def _is_participle(trigger: str) -> bool:
    first = trigger.partition(" ")[0].lower()
    return first.endswith("ing") or first in load_phrase_words().participle


def _ends_in_object(said: Sequence[str]) -> bool:
    """Say whether words end in what another verb acts on: "could lower the costs"."""
    words = load_phrase_words()
    own, before, is_determined = _last_name(said)
    if not own or not before:
        return False
    if any(word.endswith("ing") for word in before[-2:]) and before[-1] not in words.skip:
        return True  # "by turning on genes"
    governed = before[-1] in words.end - words.subordinate if is_determined else before[-1] not in words.skip
    return not governed and (is_determined or len(own) > 1)


def _ends_in_subject(said: Sequence[str]) -> bool:
    """Say whether words end in what the next verb is said of: "found that the cells", "overrides a fault that"."""
    words = load_phrase_words()
    if said and said[0] in words.relative:
        return False  # it tells which thing is meant: "diets that exclude meat lower"
    finite = [word for word in said if not word.endswith("ly")]
    passed = set()
    while finite and finite[-1] in words.skip:
        passed.add(finite.pop())
    own, before, is_determined = _last_name(finite)
    if own == ["it"] and before and before[-1] in words.subordinate:
        return True  # "suggesting that it may"
    if not own or not before or own[0] in words.standin | words.kind | words.others:
        return False
    if not words.relative.isdisjoint(passed):
        return before[-1] not in words.end | words.skip
    is_verb = len(finite) < len(said) or is_determined
    return before[-1] in words.subordinate and (is_verb or before[-1] not in words.relative)


def is_at_risk(between: str, trigger: str) -> bool:
    """Say whether words lead from a name to others who are at the risk that is told: "in children who are at"."""
    words, first = load_phrase_words(), trigger.partition(" ")[0]
    told = f"{between}{first} " if first in words.facing else between
    return _at_risk().search(told) is not None and between.split()[0] not in words.join


def tells_more(between: str) -> bool:
    """Say whether words go on to tell of the thing they name: "risk of gout, which raises that of"."""
    return _tells_more().search(between) is not None


def is_concluded(between: str) -> bool:
    """Say whether words after a thing tell what it shows: "the scan showed that the growth"."""
    return _concluded().search(between) is not None


def is_of_those(between: str) -> bool:
    """Say whether the verb after a thing is said of those who have it: "fewer strokes when treated with"."""
    said = between.lower().split()
    return bool(said) and said[-1] in load_phrase_words().subordinate


def is_over(between: str, trigger: str) -> bool:
    """Say whether what is denied before some words has ended where they lead up to a verb.

    Another statement has begun (", and they", ", the team found"), something was concluded ("suggests that"), or the
    verb only tells which thing is meant: "no drug for pain caused by". After "not prevent", "and raised" is not denied.
    """
    words = load_phrase_words()
    said = between.lower().split()
    first = trigger.partition(" ")[0].lower()
    passive = first in words.passive and (" " in trigger or between.endswith("-"))
    if said and (_is_participle(trigger) or passive):
        last = said[-1].strip(",")
        if last not in words.end and last not in words.skip and not last.endswith("ly"):
            return True
    if first.endswith("ed") and said[1:] and said[-1] in words.further and not said[0].endswith("ed"):
        return True
    adjective = tuple(words.adjective)
    if said[1:] and said[-1] in words.further and said[-2].endswith(adjective) and not first.endswith(adjective):
        return True  # "is not effective and causes"
    return begins_anew(between) or _and_then().search(between) is not None


def begins_anew(between: str) -> bool:
    """Say whether another statement begins within some words: ", because many"."""
    return _turn().search(between) is not None or is_concluded(between)


def is_supposed(text: str, at: int) -> bool:
    """Say whether a place stands in a condition: "if it had not"."""
    return _condition().search(text, max(0, at - _REACH), at) is not None


def is_question(text: str, sentence: Span) -> bool:
    """Say whether a sentence asks whether something is so; "why" and "how" take it for granted."""
    if not sentence.of(text).rstrip(_CLOSING).endswith("?"):
        return False
    return _asks_more().match(text, sentence.start, sentence.end) is None


def is_granted(text: str, at: int) -> bool:
    """Say whether a place stands in what a sentence only grants before it says something else: "Although no"."""
    return _concession().search(text, max(0, at - _REACH), at) is not None


def compares_nothing(text: str, at: int) -> bool:
    """Say whether what is denied at a place is a difference: "no significant difference"."""
    return _difference().match(text, at) is not None


def is_of_some(text: str, at: int) -> bool:
    """Say whether a place is in what is denied of some people alone: "patients who do not achieve"."""
    return _some().search(text, max(0, at - _REACH), at) is not None


def is_unstudied(text: str, at: int) -> bool:
    """Say whether a place is in what nobody has looked into: "no studies have analysed", "never been tested for"."""
    return _unstudied().search(text, max(0, at - _REACH), at) is not None


def is_untried(text: str, at: int) -> bool:
    """Say whether the word of use at a place only tells in whom a means was never used: "used in humans to treat"."""
    return _in_folk().match(text, at) is not None


def _last_name(said: Sequence[str]) -> tuple[Sequence[str], Sequence[str], bool]:
    """Cut words before the name they end in; say also whether a word like "the" opens it."""
    words = load_phrase_words()
    own = list(takewhile(lambda word: word not in words.end and word not in words.skip, reversed(said)))
    before = list(said[: len(said) - len(own)])
    opened = len(before)
    while before[1:] and before[-1] in words.determiner:
        before.pop()
    return own, before, len(before) < opened


@cache
def _turn() -> re.Pattern[str]:
    words = load_phrase_words()
    opens = any_of(words.turn | words.subordinate | words.actor | words.determiner)
    return re.compile(rf", {any_of(words.conclude)}\b|, {opens} (?:[^\s,]+ ){{2}}", re.IGNORECASE)


@cache
def _and_then() -> re.Pattern[str]:
    words = load_phrase_words()
    opens = any_of(words.actor | words.determiner)
    return re.compile(rf"\b{any_of(words.further)}\b[^a-z,]*{opens} (?:[^\s,]+ ){{3}}", re.IGNORECASE)


@cache
def _condition() -> re.Pattern[str]:
    words = load_phrase_words()
    more = rf"(?:, {any_of(words.join)} [^,;:.]*)*"
    return re.compile(rf"\b{any_of(words.condition)}\b[^,;:.]*{more}$", re.IGNORECASE)


@cache
def _asks_more() -> re.Pattern[str]:
    words = load_phrase_words()
    opens, supposes = rf"\W*(?:{any_of(words.conclude)},? )?", rf" {any_of(words.condition)} "
    return re.compile(rf"{opens}{any_of(words.asking)}\b(?!{supposes})", re.IGNORECASE)


@cache
def _concession() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(load_phrase_words().concession)}\b[^,;:.]*$", re.IGNORECASE)


@cache
def _difference() -> re.Pattern[str]:
    return re.compile(rf"\s(?:[\w-]+ ){{0,2}}{any_of(load_phrase_words().difference)}\b")


@cache
def _some() -> re.Pattern[str]:
    words = load_phrase_words()
    return re.compile(rf"\b{any_of(words.clause - {'which'})} (?:\w+ )?(?:not\b|\w+n['\u2019]t\b|never\b)[^,;:.]*$")


@cache
def _unstudied() -> re.Pattern[str]:
    words = load_phrase_words()
    nobody = rf"\bno (?:[\w-]+ ){{0,2}}{any_of(words.research)} (?:\w+ ){{0,4}}{any_of(words.studied)}\b"
    never = rf"\b(?:never|not|n['\u2019]t)(?: \w+)? been (?:\w+ )?{any_of(words.studied)}\b"
    return re.compile(rf"(?:{nobody}|{never})[^,;:.]*$", re.IGNORECASE)


@cache
def _in_folk() -> re.Pattern[str]:
    words = load_phrase_words()
    return re.compile(rf"\w+ {any_of(words.among)} {any_of(words.folk)}\b")


@cache
def supposing() -> re.Pattern[str]:
    """Return what matches the words before that which a reader is supposed to do or have: "if you are"."""
    words = load_phrase_words()
    return re.compile(rf"\b{any_of(words.supposing)} (?:{any_of(words.owning)} )?", re.IGNORECASE)


@cache
def _at_risk() -> re.Pattern[str]:
    words = load_phrase_words()
    said = rf"(?!{any_of(words.skip | words.clause | words.join)} )[\w-]+"
    facing = rf"{any_of(words.facing)}(?: {any_of(words.owner)})?"
    return re.compile(rf"\s[\w-]+ {said}(?: {any_of(words.clause)})?(?: {any_of(words.skip)})* {facing}\s$")


@cache
def _tells_more() -> re.Pattern[str]:
    return re.compile(rf", {any_of(load_phrase_words().clause)} ")


@cache
def _concluded() -> re.Pattern[str]:
    return re.compile(rf"{word_of(load_phrase_words().telling)}\b")
