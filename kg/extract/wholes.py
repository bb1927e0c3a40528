"""Names as claims see them: without what names nothing, and with the words beside them that make them another.

A vocabulary knows "insulin", "exercise" and "stroke"; an article speaks of insulin release, of a lack of exercise, of
deaths from stroke.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from functools import cache

from kg.extract.beside import Opening, is_gauge, is_half, is_office, is_reversed, is_site, is_title, is_unit, opening
from kg.extract.grammar import Grammar
from kg.extract.joints import joins
from kg.extract.phrases import is_form, is_kind, is_measured, local_mention, names_nothing
from kg.extract.words import OF, PhraseWords, any_of, load_phrase_words
from kg.model import Mention, Span

_HEAD = re.compile(r"[ -]([a-z]+)\b")
_PROCESS = ("process", "Mechanism")
_INSTEAD = ("instead", "Exposure")
_VALUE = ("value", "Feature")
_STOPPER = ("stopper", "Therapy")
_JAB = ("jab", "Therapy")
_TEST = ("test", "Therapy")
_HEADS = {
    "Condition": (("part", "BiologicalPart"), _PROCESS, _JAB, ("fate", "Outcome")),
    "Feature": (("part", "BiologicalPart"), _PROCESS),
    "BiologicalPart": (
        *(_PROCESS, ("change", "Mechanism"), _TEST, _VALUE, ("cure", "Therapy"), _STOPPER, ("part", "BiologicalPart")),
        *(("ill", "Feature"), ("ailing", "Feature"), ("failing", "Feature")),
    ),
    "Chemical": (_INSTEAD, ("change", "Mechanism"), _VALUE, _STOPPER, _TEST),
    "Exposure": (_INSTEAD, _JAB, _TEST),
}
"""What a word after a name makes of a thing of some class: the word list, and the class of the whole."""
_LACKING = frozenset({"Chemical", "Exposure", "Therapy", "Mechanism"})
"""Classes of things that can be too scarce."""
_CHANGING = frozenset({"Chemical", "BiologicalPart"})
"""Classes of things that are made, broken down or moved."""
_BLOCKED = frozenset({"Chemical", "BiologicalPart", "Mechanism"})
_WORKING = frozenset({"BiologicalPart", "Feature", "Mechanism"})
"""Classes of things that work or do not."""
_COURSES = frozenset({"Chemical", "Therapy"})
"""Classes of what is given for a while."""
_UNDONE = _LACKING | {"Condition"}
_GERUND = "ing"
_SUBSTANCE = "Chemical"
_FOOD = "Exposure"
_SOURCE = re.compile(r"(?<![\w'-])([A-Za-z]+) $")
"""The word before a name."""
_ILL = frozenset({"Condition"})
_PARTS = frozenset({"BiologicalPart"})
_OPENING = 20
"""Characters between "rich in" and the first thing, at most: "a wide range of "."""
_REACH = 35
"""Characters before a name in which the words that open it stand."""


def speaking(mentions: Sequence[Mention], text: str, grammar: Grammar) -> list[Mention]:
    """Leave out what names nothing or the same again, and name parts, processes and lacks as such."""
    words, mentions = load_phrase_words(), with_sources(with_contents(mentions, text), text)
    told = (
        m if m.concept in grammar.given else with_opening(_with_kind(before, m, with_head(m, text, words), text), text)
        for before, m, after in zip((None, *mentions), mentions, (*mentions[1:], None), strict=False)
        if not (_names_nothing(m, text) or _again(before, m, text) or _belongs(m, after, grammar.means))
        and not _is_form_of(before, m, text, grammar.means)
        and not _is_class_of(m, after, text, grammar.means)
    )
    return _outermost(told)


def _with_kind(before: Mention | None, mention: Mention, whole: Mention, text: str) -> Mention:
    """Return the cells or the growth of an illness with the name before it that says of which: "gout tumour cells"."""
    if before is None or whole is mention or not before.cls == mention.cls == "Condition":
        return whole
    beside = text[before.span.end : mention.span.start] == " "
    return local_mention(text, Span(before.span.start, whole.span.end), whole.cls) if beside else whole


def _belongs(mention: Mention, after: Mention | None, means: Set[str]) -> bool:
    """Say whether a part of the body only tells whose the next thing is: "brain blood flow"."""
    if after is None or after.span.start != mention.span.end + 1:
        return False
    return mention.cls in _PARTS and after.cls not in means


def _is_form_of(before: Mention | None, mention: Mention, text: str, means: Set[str]) -> bool:
    """Say whether a kind of means only tells in what form the one before it is had: "avocado diet"."""
    if before is None or before.span.end != mention.span.start - 1 or not {before.cls, mention.cls} <= means:
        return False
    return is_kind(mention.span.of(text)) and not names_nothing(before.span.of(text))


def _is_class_of(mention: Mention, after: Mention | None, text: str, means: Set[str]) -> bool:
    """Say whether a means only tells of what class the drug next to it is: "the statin atorvastatin"."""
    start, end = mention.span.start, mention.span.end
    if after is None or after.cls != _SUBSTANCE or after.span.start != end + 1 or mention.cls not in means:
        return False
    opened = set(text[max(0, start - _REACH) : start].lower().split()[-1:]) & load_phrase_words().determiner
    return bool(opened) and text[end] == " " and not is_form(after.span.of(text)) and not is_kind(after.span.of(text))


def _outermost(mentions: Iterable[Mention]) -> list[Mention]:
    """Leave out what a whole has taken in: the surgery of "brain surgery", the death of "death from stroke"."""
    kept: list[Mention] = []
    for mention in mentions:
        while kept and mention.span.holds(kept[-1].span):
            kept.pop()
        if not kept or mention.span.end > kept[-1].span.end:
            kept.append(mention)
    return kept


def _names_nothing(mention: Mention, text: str) -> bool:
    """Say whether a mention is too general, or but a part of something else: of a unit, a place, "non-surgical"."""
    start, end = mention.span.start, mention.span.end
    is_part = is_reversed(text, start) or is_unit(text, start) or is_title(text, start, end)
    is_part = is_part or is_site(text, end) or is_gauge(text, end) or is_office(text, start)
    return is_part or names_nothing(mention.span.of(text))


def _again(before: Mention | None, mention: Mention, text: str) -> bool:
    """Say whether a mention only repeats the one before: in brackets, and no short form, or telling what it is.

    "frovatriptan (Frova)"; "kidney cancer, the most common cancer".
    """
    if before is None:
        return False
    name, between = mention.span.of(text), text[before.span.end : mention.span.start]
    if before.concept == mention.concept and not name.isupper() and between == " (":
        return True
    whole = before.span.of(text).lower()
    return whole.endswith(f" {name.lower()}") and _restates().fullmatch(between) is not None


def with_contents(mentions: Sequence[Mention], text: str) -> Sequence[Mention]:
    """Name what is eaten by what it holds much or little of, if it is told so: "a diet high in fruit and fibre"."""
    words, holds, found = load_phrase_words(), _holding().match, list(mentions)
    for at, mention in enumerate(mentions):
        holding = holds(text, mention.span.end)
        if holding and mention.span.of(text).lower().rpartition(" ")[2] in words.fare:
            stuff = _stuff().match(text, holding.end())
            end = max(_end_of_list(mentions[at + 1 :], text, holding.end()), stuff.end() if stuff else 0)
            if end:
                found[at] = local_mention(text, Span(mention.span.start, end), mention.cls)
    return found


def with_sources(mentions: Sequence[Mention], text: str) -> Sequence[Mention]:
    """Name what is made of something with the word before it that says of what: "cherry juice", "nettle tea"."""
    words = load_phrase_words()
    made = [m for m in mentions if m.cls == _FOOD and m.span.of(text).lower() in words.made_of]
    wholes = {m.span: found for m in made if (found := _with_source(m, text))}
    return [wholes.get(m.span, m) for m in mentions] if wholes else mentions


def _with_source(mention: Mention, text: str) -> Mention | None:
    found = _SOURCE.search(text, max(0, mention.span.start - _REACH), mention.span.start)
    word, words = found[1].lower() if found else "", load_phrase_words()
    idle = words.end | words.skip | words.general | words.adverb | words.degree | words.lessening | words.adding
    if not found or word in idle or word.endswith(tuple(words.ending)):
        return None
    return local_mention(text, Span(found.start(), mention.span.end), mention.cls)


def _end_of_list(mentions: Sequence[Mention], text: str, at: int) -> int:
    """Return where a list ends that begins at a place; 0 where none does."""
    end = 0
    for mention in mentions:
        if not (joins(text[end : mention.span.start]) if end else mention.span.start - at <= _OPENING):
            break
        end = mention.span.end
    return end


def with_head(mention: Mention, text: str, words: PhraseWords) -> Mention:
    """Return what "tumour growth" or "salt substitute" names, where the vocabulary knows only the thing before it."""
    bound = _bound().match(text, mention.span.end) if mention.cls in _ILL else None
    if bound:
        return local_mention(text, Span(mention.span.start, bound.end()), "Condition")
    origin = _origin().match(text, mention.span.end) if mention.cls == "Outcome" else None
    if origin:
        return local_mention(text, Span(mention.span.start, origin.end()), "Outcome")
    heads = _HEADS.get(mention.cls)
    found = _HEAD.match(text, mention.span.end) if heads else None
    if not heads or not found:
        return mention
    head = found[1].lower()
    cls = next((cls for name, cls in heads if head in getattr(words, name)), "")
    return local_mention(text, Span(mention.span.start, found.end(1)), cls) if cls and found else mention


def with_opening(mention: Mention, text: str) -> Mention:
    """Return what "lack of exercise" or "build-up of amyloid" names, if a vocabulary knows but what comes last."""
    start, end = max(0, mention.span.start - _REACH), mention.span.start
    if is_half(text, mention.span.end):
        return mention
    taken = _taken(mention, text)
    less = _fall().before(text, start, end) if taken and mention.cls in _LACKING else None
    if less:
        return local_mention(text, Span(less.start(), taken), "Exposure")
    shrunk = _shrunk().before(text, start, end) if mention.cls in _LACKING else None
    if shrunk:
        return local_mention(text, Span(shrunk.start(1), mention.span.end), "Exposure")
    undone = _undone().before(text, start, end) if mention.cls in _UNDONE else None
    if undone and (undone["doing"] or mention.span.of(text).split()[0].endswith(_GERUND)):
        return local_mention(text, Span(undone.start("undone"), mention.span.end), "Exposure")
    if mention.cls == _SUBSTANCE and is_measured(mention.span.of(text)):
        scarce = _scarce().before(text, start, end)
        if scarce:
            return local_mention(text, Span(scarce.start(), mention.span.end), "Feature")
    for classes, leads_in, cls in _openings():
        found = leads_in.before(text, start, end) if mention.cls in classes else None
        if found:
            return local_mention(text, Span(found.start(), mention.span.end), cls)
    return mention


def _taken(mention: Mention, text: str) -> int:
    """Return where the intake of a thing ends that its name, or the word after it, tells of; 0 for none."""
    told = _intake().match(text, mention.span.end)
    if told:
        return told.end()
    return mention.span.end if mention.span.of(text).rpartition(" ")[2].lower() in load_phrase_words().intake else 0


@cache
def _holding() -> re.Pattern[str]:
    words = load_phrase_words()
    return re.compile(rf"(?: {any_of(words.relative)}(?: {any_of(words.copula)}))? {any_of(words.rich)} ")


@cache
def _stuff() -> re.Pattern[str]:
    return re.compile(rf"(?:[\w-]+ ){{0,2}}{any_of(load_phrase_words().stuff)}\b")


@cache
def _restates() -> re.Pattern[str]:
    return re.compile(rf", {any_of(load_phrase_words().determiner)} (?:[\w'-]+ ){{0,3}}")


@cache
def _bound() -> re.Pattern[str]:
    words = load_phrase_words()
    noun = "".join(f"(?<!{ending})" for ending in sorted(words.adjective))
    return re.compile(rf"-{any_of(words.bound)} [a-z]+\b{noun}")


@cache
def _origin() -> re.Pattern[str]:
    """What deaths are of, where no vocabulary names it: "from respiratory causes"; "from any cause" are all."""
    words = load_phrase_words()
    return re.compile(
        rf" {any_of(words.reason)} (?!{any_of(words.determiner)} )(?:[\w-]+ ){{1,2}}{any_of(words.origin)}\b"
    )


@cache
def _fall() -> Opening:
    return opening(load_phrase_words().fall)


@cache
def _shrunk() -> Opening:
    """Words that are no verb where they begin a sentence or follow an article: "Reduced intake", "a lower intake"."""
    words = load_phrase_words()
    capitals = any_of(word.capitalize() for word in words.shrunk)
    expression = re.compile(rf"(?<!\w)(?:{any_of(words.owner)} (?={any_of(words.shrunk)})|(?={capitals}))(\w+) $")
    return Opening(expression, tuple(sorted(f"{word} " for word in words.shrunk)))


@cache
def _undone() -> Opening:
    """Words that leave the next thing undone: "Not", "by not eating"; after a comma they only leave it out."""
    words = load_phrase_words()
    capitals = any_of(word.capitalize() for word in words.undone)
    undone = rf"\b({any_of(words.relative)} )?(?P<undone>(?(1){any_of(words.undone)}|{capitals}))"
    expression = re.compile(rf"{undone} (?P<doing>{any_of(words.undoing)} )?$")
    return Opening(expression, tuple(sorted(f"{word} " for word in words.undone | words.undoing)))


@cache
def _scarce() -> Opening:
    return opening(load_phrase_words().scarce, (OF, True))


@cache
def _intake() -> re.Pattern[str]:
    return re.compile(rf" {any_of(load_phrase_words().intake)}\b")


@cache
def _course() -> Opening:
    """What tells for how long a means is given, as no other arm of a trial was given it: "a 5-day course of"."""
    words = load_phrase_words()
    spell = rf"(?:{any_of(words.spell)}|\w+-{any_of(unit.removesuffix('s') for unit in words.period)})"
    of = tuple(sorted(f"{course} {link} " for course in words.course for link in OF))
    return Opening(re.compile(rf"\b(?:{spell} ){{1,2}}{any_of(words.course)} {any_of(OF)} $", re.IGNORECASE), of)


@cache
def _openings() -> tuple[tuple[frozenset[str], Opening, str], ...]:
    """What words before a name make of a thing of some classes."""
    words = load_phrase_words()
    own, of = (words.owner, True), (OF, True)
    return (
        (_BLOCKED, opening(words.block, of, own, after=words.doing), "Therapy"),
        (_LACKING, opening(words.lack, of), "Exposure"),
        (_COURSES, _course(), "Therapy"),
        (_CHANGING, opening(words.change, (OF, False), own), "Mechanism"),
        (_PARTS, opening(words.done, of, own), "Therapy"),
        (_PARTS, opening(words.hurt), "Feature"),
        (_WORKING, opening(words.trouble, (words.over, False)), "Feature"),
        (_ILL, opening(words.event, (words.reason, False), own, after=words.quicken), "Outcome"),
    )
