"""What the words around a name say of it: joined in a list, done by, given to, set aside. The words are cue data."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache
from typing import NamedTuple

from kg.extract.words import any_of, load_phrase_words, word_of
from kg.model import Span

_LIST_GLUE = 40
"""Characters between two things of a list, at most."""
_COMPOUND = re.compile(r"-[a-z]")
_NEXT = re.compile(r" ([a-z-]+)\b")
_BESIDE = 140
"""Characters of what is only said of the thing before, at most."""
_PREFIX = 5
"""Characters of "anti-", at most."""
_REACH = 80
"""Characters before a thing in which the words stand that put another one into it, at most."""
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
    return _Leading(re.compile(rf"{word_of(words)}\b[^{but}]{{0,{most}}}$"), max(map(len, words)) + most)


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


def is_taken(text: str, at: int) -> bool:
    """Say whether the means at a place is one that people are on: "taking zinc"."""
    return _word_before(text, at) in load_phrase_words().given


def is_by_doing(between: str) -> bool:
    """Say whether words lead from what is done to what is done for it: " by eating more"."""
    return _by_doing().fullmatch(between) is not None


def where_done(text: str, sentence: Span) -> int:
    """Return where a sentence tells what people do for something: "ease gout by eating"; its beginning for nowhere."""
    found = _done_by().search(text, sentence.start, sentence.end)
    return found.start() if found else sentence.start


def is_for(text: str, at: int) -> bool:
    """Say whether the name at a place tells what something before it is for: "treatments for"."""
    return _word_before(text, at) in load_phrase_words().aimed


def is_given_to(text: str, start: int, end: int) -> bool:
    """Say whether the words between a means and a condition name those who are given it: ``in people with``."""
    return _given_to().fullmatch(text, start, end) is not None


def is_instance(between: str) -> bool:
    """Say whether words lead from a kind of thing to an instance of it: `` diseases such as ``."""
    return _instance().fullmatch(between) is not None


def means_risk(text: str, at: int) -> bool:
    """Say whether the name that ends at a place is followed by the risk of what it names: ``stroke risk``."""
    return _risk().match(text, at) is not None


def meets(text: str, start: int, end: int) -> int:
    """Return where that begins which people met, if the words from a place on say so: "infection with"; else 0."""
    found = _meets().match(text, start, end)
    return found.end() if found else 0


def is_purpose(between: str) -> bool:
    """Say whether the verb after some words tells what something else is done for: "stay at home to"."""
    words, said = load_phrase_words(), between.lower().split()
    return bool(said) and said[-1] in words.purpose and words.skip.isdisjoint(said[-2:-1])


def is_set_aside(text: str, at: int, start: int) -> bool:
    """Say whether words before a place in its sentence set aside what stands there: "without", "instead of"."""
    return _asides().stand_before(text, at, start)


def was_tried(text: str, at: int, start: int) -> bool:
    """Say whether words before a place in its sentence say that somebody took what stands there: "tried some"."""
    return _tried().stand_before(text, at, start)


def tells_where(text: str, at: int) -> bool:
    """Say whether the part of the body at a place only tells where: "in the brain"."""
    return _place().search(text, max(0, at - _PLACE), at) is not None


def is_its(between: str) -> bool:
    """Say whether what follows some words only tells whose the thing before them is: "inflammation of the joints"."""
    return _its().fullmatch(between) is not None


def is_half(text: str, at: int) -> bool:
    """Say whether the name that ends at a place is but a part of a word: "cholesterol-lowering"."""
    return text.startswith("-", at) and _COMPOUND.match(text, at) is not None


def is_site(text: str, at: int) -> bool:
    """Say whether the word at a place makes of the name before it a place or people: "stroke doctors"."""
    return _next_is(text, at, load_phrase_words().site)


def is_gauge(text: str, at: int) -> bool:
    """Say whether the name that ends at a place belongs to what measures it: "the Gout Impact Scale"."""
    return _gauge().match(text, at) is not None


def is_treated(text: str, at: int) -> bool:
    """Say whether the word at a place makes of the illness before it what something is for: "cancer drugs"."""
    return _next_is(text, at, load_phrase_words().treated)


def is_undergone(text: str, at: Span) -> bool:
    """Say whether the treatment named after an illness is one that people have: "undergoing cancer treatment"."""
    return _word_before(text, at.start) in load_phrase_words().undergoing


def _word_before(text: str, at: int) -> str:
    return text[max(0, at - _PLACE) : at].rstrip().rpartition(" ")[2].lower()


def _next_is(text: str, at: int, words: Set[str]) -> bool:
    found = _NEXT.match(text, at)
    return found is not None and found[1] in words


def has_actor(between: str) -> bool:
    """Say whether the words up to a verb hold its subject: ", they also"."""
    return any(f" {word} " in between for word in load_phrase_words().actor) and _actor().search(between) is not None


def is_title(text: str, start: int, end: int) -> bool:
    """Say whether a short form belongs to an address or a title: "Boston, MA"."""
    return text[max(0, start - 2) : start] == ", " and text[start:end] in load_phrase_words().title


def joint_before(text: str, at: int) -> int | None:
    """Return where a word stands that joins the verb at a place to the one before: "and also", "without"."""
    if _along().match(text, at):
        return at - 1
    found = _joint().search(text, max(0, at - _PLACE), at)
    return found.start() if found else None


def may_set_aside(sentence: str) -> bool:
    """Say whether a sentence in lower case has a word that may set something aside, or put it into something else."""
    return not _aside_words().isdisjoint(sentence.split())


def is_mixed_into(text: str, at: int, start: int) -> bool:
    """Say whether words before a place in its sentence put another thing into what stands there: "adding zinc to"."""
    return _mixed().stand_before(text, at, start)


def holds(between: str) -> bool:
    """Say whether words lead from a means to what it only holds: `` high in ``."""
    return _holds().fullmatch(between) is not None


def is_office(text: str, at: int) -> bool:
    """Say whether the name at a place is one of an office: "director of Vascular Surgery"."""
    return text[at].isupper() and _office().before(text, max(0, at - _PLACE), at) is not None


def last_relative(text: str, start: int, end: int) -> int:
    """Return where the last ", which" of a stretch stands that a verb follows at its end; else -1."""
    found = _relative_clause().search(text, start, end)
    return found.start() if found else -1


def is_change(text: str, at: int) -> bool:
    """Say whether what is spoken of is how the thing at a place changed: "reductions in pain were greater"."""
    return _change().before(text, max(0, at - _PLACE), at) is not None


def is_linked(between: str) -> bool:
    """Say whether words lead from a risk to what it goes with: "linked to high"."""
    return _linked().fullmatch(between) is not None


def is_level(text: str, at: int) -> bool:
    """Say whether it is told how much there is of the thing at a place: "high levels of the hormone cortisol"."""
    return _level().search(text, max(0, at - _PLACE), at) is not None


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


def tells_trend(clause: str) -> bool:
    """Say whether words tell how a figure goes over the years: "has risen annually"."""
    return _trend().search(clause) is not None


def said_between(text: str, within: Span) -> list[Span]:
    """Return what is only said of the thing before it, between commas or in brackets: ", which lower cholesterol,"."""
    return [Span(*m.span()) for m in _between().finditer(text, within.start, within.end)]


def in_front(text: str, within: Span) -> int:
    """Return where what a sentence opens with ends, if that tells in whom or what: "In gout, "; else its beginning."""
    found = _front().match(text, within.start, within.end)
    return found.end() if found else within.start


def is_arm(text: str, at: int) -> bool:
    """Say whether the word at a place makes of the means before it those who are given it: "the lithium group"."""
    return _next_is(text, at, load_phrase_words().arm)


def is_unit(text: str, at: int) -> bool:
    """Say whether the name at a place belongs to a unit: the mercury of "millimetres of mercury"."""
    return _unit().before(text, max(0, at - _PLACE), at) is not None


def names_others(text: str, sentence: Span) -> bool:
    """Say whether a sentence speaks of means in the plural, and so of others than the one of the article."""
    return _others().search(text, sentence.start, sentence.end) is not None


def is_aimed(between: str) -> bool:
    """Say whether words lead from a verb past what it brings about: "leads to hope for patients with"."""
    return _aimed().search(between) is not None


def is_reversed(text: str, at: int) -> bool:
    """Say whether the word at a place is turned into what it is not: the response of "non-response to"."""
    beginnings, last = _unlike()
    return text[at - 1 : at] in last and text[max(0, at - _PREFIX) : at].lower().endswith(beginnings)


def is_noun(text: str, at: int, word: str) -> bool:
    """Say whether a word of action is none there, by what stands before: "any cause", "all-cause", "of raised"."""
    if " " in word:
        return False
    kinds = _attributive() if word.endswith("ed") else _nominal()
    return text[at - 1 : at] == "-" or kinds.before(text, max(0, at - _PLACE), at) is not None


def is_praised(text: str, at: int) -> bool:
    """Say whether the word of action at a place is a noun that blames nothing: "good results in"."""
    return _word_before(text, at) in load_phrase_words().praise


def is_talk(text: str, start: int, end: int) -> bool:
    """Say whether the words of a place claim nothing there: "dedicated to fighting", "raises new hope"."""
    return _vows().stand_before(text, start) or _idle().match(text, end) is not None


def is_opposed(between: str) -> bool:
    """Say whether words set what follows them against what stands before: ", whereas"."""
    return _opposed().search(between) is not None


def opens_risk(trigger: str) -> bool:
    """Say whether a trigger ends where that of which there is a risk begins: "raises the odds of"."""
    return _chance().search(trigger) is not None


def is_owner(text: str, at: int) -> bool:
    """Say whether something of the thing that ends at a place is spoken of: "the cancer's sensitivity"."""
    return text[at : at + 3] in ("'s ", "\u2019s ")


def tells_of_kind(between: str) -> bool:
    """Say whether words tell of what kind a thing is, and so lead on to another: "cells that should slow"."""
    words = load_phrase_words()
    return any(w in words.relative and (w in words.clause or w in words.subordinate) for w in between.split())


def is_listed(text: str, start: int, end: int) -> bool:
    """Say whether a word of change at a place may only tell of what kind a thing of a list is: "increased itching"."""
    first, before = text[start:end].partition(" ")[0], _word_before(text, start)
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


def is_undergoing(text: str, start: int, end: int) -> bool:
    """Say whether a verb of one word tells what happened to its subject somewhere: "is increased in"."""
    verb = text[start:end]
    if " " in verb or not verb.endswith("ed") or _word_before(text, start) not in load_phrase_words().copula:
        return False
    return _somewhere().match(text, end) is not None


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
def _gauge() -> re.Pattern[str]:
    return re.compile(rf"(?: [A-Z][a-z]+){{0,2}} {any_of(map(str.capitalize, load_phrase_words().gauge))}\b")


@cache
def _relative_clause() -> re.Pattern[str]:
    return re.compile(rf", {any_of(load_phrase_words().clause)} (?:[\w'-]+ ){{0,6}}$")


@cache
def _change() -> Opening:
    words = load_phrase_words()
    return opening(words.moved, (OF | {"in"}, False), (words.owner, True))


@cache
def _linked() -> re.Pattern[str]:
    return re.compile(rf"(?: is| are| was| were)? {any_of(load_phrase_words().linked)} (?:[\w'-]+ ){{0,3}}")


@cache
def _level() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(load_phrase_words().level)} of (?:[\w'-]+ ){{0,2}}$")


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
def _office() -> Opening:
    return opening(load_phrase_words().office, (OF, False))


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
def _risk() -> re.Pattern[str]:
    return re.compile(rf"\s(?:\w+\s)?{any_of(load_phrase_words().risk)}\b")


@cache
def _aside_words() -> frozenset[str]:
    words = load_phrase_words()
    return frozenset(word.partition(" ")[0] for word in words.aside | words.mixing | words.rich)


@cache
def _asides() -> _Leading:
    words = load_phrase_words()
    free = rf"(?:(?!\b{any_of(words.skip)}\b)[^.,;:()])"
    return _Leading(re.compile(rf"{word_of(words.aside)}\b{free}{{0,60}}$"), max(map(len, words.aside)) + 60)


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
def _mixed() -> _Leading:
    words = load_phrase_words()
    mixing = rf"\b{any_of(words.mixing)}\b(?! {any_of(words.into)}\b)[^.,;:()]{{1,30}}"
    into = rf"{any_of(words.into)} (?:{any_of(words.owner)} )?(?:[\w-]+ )?"
    return _Leading(re.compile(f"{mixing} {into}$", re.IGNORECASE), _REACH)


@cache
def _between() -> re.Pattern[str]:
    words, dash = load_phrase_words(), r"[\u2013\u2014]"
    commas = rf", {any_of(words.clause | words.together | words.studied)} [^,;:()]{{1,{_BESIDE}}},"
    plain = rf"(?:(?!{any_of(words.finite)}\b)[\w'-]+ )"
    apposition = rf", {any_of(words.determiner)} {plain}{{1,20}}[\w'-]+,(?! {any_of(words.join)} )"
    brackets = rf"\((?=[^()]{{1,{_BESIDE}}}\))(?:[^\s()]+ ){{3,}}[^()]*\)"
    return re.compile(rf"{commas}|{apposition}|{brackets}|\s{dash}\s[^\u2013\u2014]{{1,{_BESIDE}}}\s?(?:{dash}|-)\s")


@cache
def _others() -> re.Pattern[str]:
    return re.compile(rf"{word_of(load_phrase_words().others)}\b")


@cache
def _aimed() -> re.Pattern[str]:
    return re.compile(rf"{word_of(load_phrase_words().aimed)}\b")


@cache
def _meets() -> re.Pattern[str]:
    words = load_phrase_words()
    return re.compile(rf"\s(?:[\w-]+\s){{0,3}}?{any_of(words.meeting)}\s(?:{any_of(words.owner)}\s)?", re.IGNORECASE)


@cache
def _trend() -> re.Pattern[str]:
    return re.compile(rf"{word_of(load_phrase_words().trend)}\b")


@cache
def _place() -> re.Pattern[str]:
    words = load_phrase_words()
    return re.compile(rf"{word_of(words.place)}\s{any_of(words.owner)}\s(?:[a-z]+\s)?$")


@cache
def _its() -> re.Pattern[str]:
    return re.compile(rf"\s{any_of(OF)}\s(?:{any_of(load_phrase_words().owner)}\s)?(?:[a-z]+\s)?")


@cache
def _unlike() -> tuple[tuple[str, ...], frozenset[str]]:
    """Beginnings that turn a word round, and what they end in, which is asked for first."""
    beginnings = tuple(sorted(load_phrase_words().unlike))
    return beginnings, frozenset(word[-1] for word in beginnings)


@cache
def _nominal() -> Opening:
    return opening(load_phrase_words().nominal)


@cache
def _attributive() -> Opening:
    return opening(load_phrase_words().attributive)


@cache
def _unit() -> Opening:
    return opening(load_phrase_words().unit, (OF, False))


@cache
def _tried() -> _Leading:
    return _leading(load_phrase_words().tried, 20, but=".,;:")


@cache
def _vows() -> _Leading:
    return _leading(load_phrase_words().vow, 30, but=".,;:")


@cache
def _idle() -> re.Pattern[str]:
    return re.compile(rf"\s(?:[\w-]+\s){{0,2}}{any_of(load_phrase_words().idle)}\b")


@cache
def _chance() -> re.Pattern[str]:
    return re.compile(rf"{word_of(load_phrase_words().chance)} of$")


@cache
def _opposed() -> re.Pattern[str]:
    return re.compile(rf"{word_of(load_phrase_words().opposed)}\b")


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


@cache
def _relative() -> re.Pattern[str]:
    return re.compile(rf"{word_of(load_phrase_words().relative)}\b")
