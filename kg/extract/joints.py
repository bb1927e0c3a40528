"""The words between two things: what joins them in a list, leads from one to the other, or keeps them apart.

Words next to one name are read in ``beside``, words next to a verb in ``acts``; all words are cue data.
"""

from __future__ import annotations

import re
from functools import cache

from kg.extract.words import OF, any_of, load_phrase_words, word_of
from kg.model import Span

_LIST_GLUE = 40
"""Characters between two things of a list, at most."""
_BESIDE = 140
"""Characters of what is only said of the thing before, at most."""
_JOINT = 35
"""Characters before a verb in which a word stands that joins it to another, at most."""
_WORDS = r"(?:[\w'-]+\s)"


def joins(between: str) -> bool:
    """Say whether words join two things to a list: ``, the severe``, ``and/or``, ``as well as``."""
    return len(between) <= _LIST_GLUE and _joins().fullmatch(between) is not None


def goes_on(between: str) -> bool:
    """Say whether words begin with one that joins what follows to what stands before: " and high intakes of"."""
    return not load_phrase_words().join.isdisjoint(between.replace(",", " ").split()[:1])


def names_instrument(between: str) -> bool:
    """Say whether words before a means tell that it is what something is done with: ``of gout with``."""
    return _instrument().search(between) is not None


def is_given(before: str) -> bool:
    """Say whether words that lead up to a means say that it was taken, given or done."""
    return _given().search(before) is not None


def is_by_doing(between: str) -> bool:
    """Say whether words lead from what is done to what is done for it: " by eating more"."""
    return _by_doing().fullmatch(between) is not None


def where_done(text: str, sentence: Span) -> int:
    """Return where a sentence tells what people do for something: "ease gout by eating"; its beginning for nowhere."""
    found = _done_by().search(text, sentence.start, sentence.end)
    return found.start() if found else sentence.start


def is_given_to(text: str, start: int, end: int) -> bool:
    """Say whether the words between a means and a condition name those who are given it: ``in people with``."""
    return _given_to().fullmatch(text, start, end) is not None


def is_instance(between: str) -> bool:
    """Say whether words lead from a kind of thing to an instance of it: `` diseases such as ``."""
    return _instance().fullmatch(between) is not None


def meets(text: str, start: int, end: int) -> int:
    """Return where that begins which people met, if the words from a place on say so: "infection with"; else 0."""
    found = _meets().match(text, start, end)
    return found.end() if found else 0


def is_purpose(between: str) -> bool:
    """Say whether the verb after some words tells what something else is done for: "stay at home to"."""
    words, said = load_phrase_words(), between.lower().split()
    return bool(said) and said[-1] in words.purpose and words.skip.isdisjoint(said[-2:-1])


def is_its(between: str) -> bool:
    """Say whether what follows some words only tells whose the thing before them is: "inflammation of the joints"."""
    return _its().fullmatch(between) is not None


def has_actor(between: str) -> bool:
    """Say whether the words up to a verb hold its subject: ", they also"."""
    return any(f" {word} " in between for word in load_phrase_words().actor) and _actor().search(between) is not None


def joint_before(text: str, at: int) -> int | None:
    """Return where a word stands that joins the verb at a place to the one before: "and also", "without"."""
    if _along().match(text, at):
        return at - 1
    found = _joint().search(text, max(0, at - _JOINT), at)
    return found.start() if found else None


def holds(between: str) -> bool:
    """Say whether words lead from a means to what it only holds: `` high in ``."""
    return _holds().fullmatch(between) is not None


def last_relative(text: str, start: int, end: int) -> int:
    """Return where the last ", which" of a stretch stands that a verb follows at its end; else -1."""
    found = _relative_clause().search(text, start, end)
    return found.start() if found else -1


def is_linked(between: str) -> bool:
    """Say whether words lead from a risk to what it goes with: "linked to high"."""
    return _linked().fullmatch(between) is not None


def makes_a_sentence(between: str) -> bool:
    """Say whether words hold a verb in force: "can override"."""
    return not load_phrase_words().finite.isdisjoint(between.split())


def tells_an_act(between: str) -> bool:
    """Say whether words hold a verb that tells what a thing does, not what it is: "can block an", but not "are"."""
    return makes_a_sentence(between) and load_phrase_words().copula.isdisjoint(between.split())


def is_tool(between: str) -> bool:
    """Say whether words lead from an illness to what was used against it: "with a common"."""
    return _tool().fullmatch(between) is not None


def before_relative(between: str) -> str | None:
    """Return what stands before a closing "that", of whose own noun the next verb is said: "to a condition that can".

    None where nothing closes so.
    """
    closing = _ends_relative().search(between)
    return between[: closing.start() + 1] if closing else None


def says_kind(between: str) -> bool:
    """Say whether words only tell of what kind the means before them is: "are medicines"."""
    words, said = load_phrase_words(), between.lower().split()
    return bool(said) and said[0] in words.copula and not words.kind.isdisjoint((said[-1], said[-1].removesuffix("s")))


def said_between(text: str, within: Span) -> list[Span]:
    """Return what is only said of the thing before it, between commas or in brackets: ", which lower cholesterol,"."""
    return [Span(*m.span()) for m in _between().finditer(text, within.start, within.end)]


def in_front(text: str, within: Span) -> int:
    """Return where what a sentence opens with ends, if that tells in whom or what: "In gout, "; else its beginning."""
    found = _front().match(text, within.start, within.end)
    return found.end() if found else within.start


def is_aimed(between: str) -> bool:
    """Say whether words lead from a verb past what it brings about: "leads to hope for patients with"."""
    return _aimed().search(between) is not None


def is_opposed(between: str) -> bool:
    """Say whether words set what follows them against what stands before: ", whereas"."""
    return _opposed().search(between) is not None


def opens_risk(trigger: str) -> bool:
    """Say whether a trigger ends where that of which there is a risk begins: "raises the odds of"."""
    return _chance().search(trigger) is not None


def tells_of_kind(between: str) -> bool:
    """Say whether words tell of what kind a thing is, and so lead on to another: "cells that should slow"."""
    words = load_phrase_words()
    return any(w in words.relative and (w in words.clause or w in words.subordinate) for w in between.split())


def names_other(between: str) -> bool:
    """Say whether words lead from the head of a name to something else: "by-product of"."""
    return _relative().search(between) is not None


def names_other_than_risk(between: str) -> bool:
    """Say whether words lead from the head of a name, which is no risk or amount, to something else: " dose to the"."""
    return _relative().search(_amount().sub("", between, count=1)) is not None


@cache
def _amount() -> re.Pattern[str]:
    words = load_phrase_words()
    return re.compile(rf"\b{any_of(words.chance | words.level | words.moved | words.risk)} {any_of(words.relative)} ")


@cache
def _joins() -> re.Pattern[str]:
    words = load_phrase_words()
    join, more = words.join, words.join | words.example
    return re.compile(
        rf"(?:,\s{_WORDS}{{0,2}}[\w'-]+(?=,\s|\s{any_of(join)}\s))?"
        rf"(?:\s*\([^()]{{1,24}}\))?(?:\s*[,/]\s*(?:{any_of(more)} )?|\s*(?:{any_of(join | words.against)}|-)\s+)"
        rf"(?:{any_of(words.filler)}\s+){{0,2}}(?:(?!{any_of(words.contrast)}\b|\w+(?:ing|ifies|ises|izes)\b)[\w'-]+\s+){{0,2}}"
    )


@cache
def _instrument() -> re.Pattern[str]:
    return re.compile(rf"[^.;:]{{0,60}}?\b{any_of(load_phrase_words().instrument)}\b[^.;:,]{{0,60}}$")


@cache
def _by_doing() -> re.Pattern[str]:
    return re.compile(rf"[^.;:,]{{0,40}}{_done_by().pattern} (?:[\w-]+ ){{0,3}}")


@cache
def _done_by() -> re.Pattern[str]:
    words = load_phrase_words()
    return re.compile(rf" {any_of(words.instrument)} {any_of(words.taking)}")


@cache
def _relative_clause() -> re.Pattern[str]:
    return re.compile(rf", {any_of(load_phrase_words().clause)} (?:[\w'-]+ ){{0,6}}$")


@cache
def _linked() -> re.Pattern[str]:
    return re.compile(rf"(?: is| are| was| were)? {any_of(load_phrase_words().linked)} (?:[\w'-]+ ){{0,3}}")


@cache
def _tool() -> re.Pattern[str]:
    return re.compile(rf" {any_of(load_phrase_words().instrument)} (?:[\w'-]+ ){{0,3}}")


@cache
def _ends_relative() -> re.Pattern[str]:
    words = load_phrase_words()
    that = words.relative & (words.clause | words.subordinate)
    return re.compile(rf"[a-z] {any_of(that)} (?:{any_of(words.skip)} )*$")


@cache
def _holds() -> re.Pattern[str]:
    return re.compile(rf"\s(?:\w+\s){{0,2}}{any_of(load_phrase_words().rich)}\s(?:\w+\s){{0,4}}")


@cache
def _instance() -> re.Pattern[str]:
    return re.compile(rf"(?:\s[a-z]+)?,?\s{any_of(load_phrase_words().example)}\s")


@cache
def _given() -> re.Pattern[str]:
    return re.compile(rf"{word_of(load_phrase_words().given)}\b[^.;:]{{0,40}}$")


@cache
def _given_to() -> re.Pattern[str]:
    words = load_phrase_words()
    return re.compile(
        rf"\s(?:[\w-]+\s){{0,3}}{any_of(words.among)}\s[^.;,]{{0,40}}\b{any_of(words.having)}\s(?:[\w-]+\s){{0,4}}$"
        rf"|\s(?:[\w-]+\s)?{any_of(words.aimed)}\s(?:[\w'-]+\s){{0,6}}$"
    )


@cache
def _actor() -> re.Pattern[str]:
    words = load_phrase_words()
    opens = rf"(?:[,;] |\b{any_of(words.join | words.contrast | words.then)} )"
    return re.compile(rf"{opens}{any_of(words.actor)} [^,;:.]{{0,40}}$")


@cache
def _front() -> re.Pattern[str]:
    return re.compile(rf"{any_of(load_phrase_words().front)} [^,;:()]{{1,60}}, ")


@cache
def _along() -> re.Pattern[str]:
    return re.compile(rf"{any_of(load_phrase_words().along)} ")


@cache
def _joint() -> re.Pattern[str]:
    words = load_phrase_words()
    joint = any_of(words.join | words.contrast | words.along)
    return re.compile(rf"[ ,]{joint} (?:(?:{any_of(words.skip)}|[a-z]+ly) ){{0,3}}$")


@cache
def _between() -> re.Pattern[str]:
    words, dash = load_phrase_words(), r"[\u2013\u2014]"
    commas = rf", {any_of(words.clause | words.together | words.studied)} [^,;:()]{{1,{_BESIDE}}},"
    plain = rf"(?:(?!{any_of(words.finite)}\b)[\w'-]+ )"
    apposition = rf", {any_of(words.determiner)} {plain}{{1,20}}[\w'-]+,(?! {any_of(words.join)} )"
    brackets = rf"\((?=[^()]{{1,{_BESIDE}}}\))(?:[^\s()]+ ){{3,}}[^()]*\)"
    hyphens = rf"\s-\s{any_of(words.contrast | words.clause)} [^\n-]{{1,{_BESIDE}}} -\s"
    dashes = rf"\s{dash}\s[^\u2013\u2014]{{1,{_BESIDE}}}\s?(?:{dash}|-)\s"
    return re.compile(rf"{commas}|{apposition}|{brackets}|{hyphens}|{dashes}")


@cache
def _aimed() -> re.Pattern[str]:
    return re.compile(rf"{word_of(load_phrase_words().aimed)}\b")


@cache
def _meets() -> re.Pattern[str]:
    words = load_phrase_words()
    return re.compile(rf"\s(?:[\w-]+\s){{0,3}}?{any_of(words.meeting)}\s(?:{any_of(words.owner)}\s)?", re.IGNORECASE)


@cache
def _its() -> re.Pattern[str]:
    return re.compile(rf"\s{any_of(OF)}\s(?:{any_of(load_phrase_words().owner)}\s)?(?:[a-z]+\s)?")


@cache
def _chance() -> re.Pattern[str]:
    return re.compile(rf"{word_of(load_phrase_words().chance)} of$")


@cache
def _opposed() -> re.Pattern[str]:
    return re.compile(rf"{word_of(load_phrase_words().opposed)}\b")


@cache
def _relative() -> re.Pattern[str]:
    return re.compile(rf"{word_of(load_phrase_words().relative)}\b")
