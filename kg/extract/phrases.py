"""Names of means that no vocabulary knows, cut out of the sentence beside a relation trigger.

News is full of them: a brand, a device, a dish. What is cut is a run of words before the trigger that holds no word of
``ontology/cues/phrases.ttl``; it becomes a thing of that article alone.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, fields
from functools import cache

from pyoxigraph import RdfFormat, parse

from kg import resources
from kg.identifiers import slugify
from kg.model import Mention, Span

LOCAL = "local"
"""What a mention of a thing of one article alone is matched by."""
_WORD = re.compile(r"[^\W_][\w'\u2019.+-]*[^\W_]|[^\W_]")
_ILLNESS = re.compile(r"\s*(?:(?:the|this|that|their|its)\s+)?([a-z]+)\b")
_THOSE_WHO = re.compile(r"\bwho\s+(?:\w+ly\s+|often\s+)?([a-z]+)\b(\s+(?:\w+ly|more|less|well|little|longer)\b)?")
_HEAD = re.compile(r" ([a-z-]+)\b")
_PROCESS = ("process", "Mechanism")
_INSTEAD = ("instead", "Exposure")
_VALUE = ("value", "Feature")
_JAB = ("jab", "Therapy")
_HEADS = {
    "Condition": (("part", "BiologicalPart"), _PROCESS, _JAB),
    "Feature": (("part", "BiologicalPart"), _PROCESS),
    "BiologicalPart": (_PROCESS, ("change", "Mechanism"), _VALUE),
    "Chemical": (_INSTEAD, ("change", "Mechanism"), _VALUE),
    "Exposure": (_INSTEAD, _JAB),
}
"""What a word after a name makes of a thing of some class: the word list, and the class of the whole."""
_LACKING = frozenset({"Chemical", "Exposure", "Therapy", "Mechanism"})
"""Classes of things that can be too scarce."""
_CHANGING = frozenset({"Chemical", "BiologicalPart"})
"""Classes of things that are made, broken down or moved."""
_BLOCKED = frozenset({"Chemical", "BiologicalPart", "Mechanism"})
_BY = "".join(rf"(?<!\b{word} )" for word in ("and", "at", "by", "for", "in", "is", "of", "to", "via", "was"))
"""What keeps a word of action from being the first of a name: "works by blocking"."""
_ILL = frozenset({"Condition"})
_PARTS = frozenset({"BiologicalPart"})
_MOST_WORDS = 4
_REACH = 70
_NO_NOUN = ("ly", "ing", "ed")
_GAP = re.compile(r"[ -]|, (?=\d)")


@dataclass(frozen=True, slots=True)
class PhraseWords:
    """Words that end a name, that may stand between a name and a trigger, and that name nothing."""

    end: frozenset[str]
    skip: frozenset[str]
    general: frozenset[str]
    standin: frozenset[str]
    """Words that stand for the means an article is about: "the drug"."""
    form: frozenset[str]
    """Forms in which a means is given, which may stand for it: "the jab"."""
    dose: frozenset[str]
    """Those of the forms that are a dose each."""
    illness: frozenset[str]
    """Words that stand for the condition the article is about: "the disease"."""
    part: frozenset[str]
    process: frozenset[str]
    """Words after the name of a condition that make it something else: "cancer cells", "tumour growth"."""
    control: frozenset[str]
    """Words in the name of what a means is compared with: "sham treatment"."""
    change: frozenset[str]
    """Words beside the name of a substance or part for what becomes of it: "insulin release", "build-up of plaque"."""
    measured: frozenset[str]
    """Words in the name of a substance that the body holds: "cholesterol"."""
    instead: frozenset[str]
    """Words after the name of a means that turn it round: "salt substitute", "sugar restriction"."""
    kind: frozenset[str]
    """Words for a kind of means, after which its name may stand: "the drug"."""
    aside: frozenset[str]
    """Words before a thing that does nothing itself: "without", "instead of"."""
    block: frozenset[str]
    """Words before a substance or a process that is kept down: "blocking leukotrienes"."""
    done: frozenset[str]
    """Words before a part of the body for what is done to it: "removing the tonsils"."""
    event: frozenset[str]
    """Words before a condition for what comes of it: "deaths from stroke"."""
    value: frozenset[str]
    """Words after the name of a substance or a part for a value that is read of it: "calcium score"."""
    test: frozenset[str]
    """Words in the name of what finds an illness: "scan"."""
    unit: frozenset[str]
    """Words before "of" and a substance that only measures something else: "millimetres of mercury"."""
    idle: frozenset[str]
    """Words after a verb that make it say nothing of an illness: "raises hope"."""
    vow: frozenset[str]
    """Words before what somebody has made their business: "dedicated to"."""
    jab: frozenset[str]
    """Words after the name of an illness or its cause for what is given against it: "HPV vaccine"."""
    lack: frozenset[str]
    """Words before a name that turn it round: "lack of exercise", "low testosterone"."""
    article: frozenset[str]
    """Words after which a single word may be a name: "the"."""
    verbal: frozenset[str]
    """Words after which no name of a thing begins: "is free", "who wants", "it describes"."""
    given: frozenset[str]
    """Words before a means that say it was taken or done: "after", "taking"."""
    arm: frozenset[str]
    """Words after a means that make it those who are given it: "group"."""
    behaviour: frozenset[str]
    """What people do that bears on health: "walk", "slept"."""
    join: frozenset[str]
    """Words that join the things of a list: "and"."""
    example: frozenset[str]
    """Words after a comma that go on with a list: "such as"."""
    against: frozenset[str]
    """Words that set two things side by side: "versus"."""
    contrast: frozenset[str]
    """Words that end a list: "but"."""
    filler: frozenset[str]
    """Words before a thing of a list that change nothing: "the", "other"."""
    instrument: frozenset[str]
    """Words before the means by which something is done: "using"."""
    among: frozenset[str]
    """Words before those to whom a means is given: "among"."""
    having: frozenset[str]
    """Words between people and the condition they have: "with"."""
    risk: frozenset[str]
    """Words after the name of a condition that mean its risk."""


@cache
def load_phrase_words() -> PhraseWords:
    """Read the shipped lists."""
    found: dict[str, set[str]] = {}
    for row in parse(path=str(resources.ontology_file("cues/phrases.ttl")), format=RdfFormat.TURTLE):
        if row.predicate.value.endswith("#word"):
            found.setdefault(row.subject.value.rpartition("-")[2], set()).add(row.object.value)
    return PhraseWords(**{field.name: frozenset(found[field.name]) for field in fields(PhraseWords)})


def is_arm(text: str, at: int) -> bool:
    """Say whether the word at a place makes of the means before it those who are given it: "the lithium group"."""
    found = _HEAD.match(text, at)
    return found is not None and found[1] in load_phrase_words().arm


def is_form(surface: str) -> bool:
    """Say whether words only tell in what form a means is given: "jab", "the pill"."""
    words = load_phrase_words()
    said = set(surface.lower().split()) - words.end
    return bool(said) and said <= words.form


def is_dose(phrase: str) -> bool:
    """Say whether words cut out of a sentence name a form or a kind of dose: "weekly injection"."""
    return is_form(phrase) or phrase.lower().split()[-1] in load_phrase_words().dose


def stand_in_before(text: str, at: int, start: int, words: PhraseWords, wanted: Set[str]) -> Span | None:
    """Return the word just before a place, past auxiliaries, if it is one of those that stand for another thing."""
    tokens = [m.span() for m in _WORD.finditer(text, max(start, at - _REACH), at)]
    while tokens and text[slice(*tokens[-1])].lower() in words.skip:
        tokens.pop()
    return Span(*tokens[-1]) if tokens and text[slice(*tokens[-1])].lower() in wanted else None


def stand_in_after(text: str, at: int, end: int, words: PhraseWords) -> Span | None:
    """Return the word just after a place if it stands for the condition the article is about: "the disease"."""
    found = _ILLNESS.match(text, at, end)
    return Span(*found.span(1)) if found and found[1].lower() in words.illness else None


def behaviour_before(text: str, at: int, start: int, words: PhraseWords) -> Span | None:
    """Return what people are last said to do before a place, with how they do it: those who "slept badly"."""
    found = [m for m in _THOSE_WHO.finditer(text, start, at) if m[1] in words.behaviour]
    return Span(found[-1].start(1), found[-1].end(2 if found[-1][2] else 1)) if found else None


def with_head(mention: Mention, text: str, words: PhraseWords) -> Mention:
    """Return what "tumour growth" or "salt substitute" names, where the vocabulary knows only the thing before it."""
    heads = _HEADS.get(mention.cls)
    found = _HEAD.match(text, mention.span.end) if heads else None
    if not heads or not found:
        return mention
    head = found[1].lower()
    cls = next((cls for name, cls in heads if head in getattr(words, name)), "")
    return local_mention(text, Span(mention.span.start, found.end(1)), cls) if cls and found else mention


def with_opening(mention: Mention, text: str) -> Mention:
    """Return what "lack of exercise" or "build-up of amyloid" names, if a vocabulary knows but what comes last."""
    start, end = max(0, mention.span.start - _REACH // 2), mention.span.start
    for classes, opening, cls in _openings():
        found = opening.search(text, start, end) if mention.cls in classes else None
        if found:
            return local_mention(text, Span(found.start(), mention.span.end), cls)
    return mention


@cache
def _openings() -> tuple[tuple[frozenset[str], re.Pattern[str], str], ...]:
    """What words before a name make of a thing of some classes."""
    words = load_phrase_words()
    return (
        (_BLOCKED, _ending(words.block, "(?: of)? (?:the )?", before=_BY), "Therapy"),
        (_LACKING, _ending(words.lack, "(?: of)? "), "Exposure"),
        (_CHANGING, _ending(words.change, " of (?:the |an? )?"), "Mechanism"),
        (_PARTS, _ending(words.done, "(?: of)? (?:the |an? |their |his |her )?"), "Therapy"),
        (_ILL, _ending(words.event, " (?:from|of|due to|caused by|for|by) (?:the )?"), "Outcome"),
    )


def _ending(words: frozenset[str], joint: str, before: str = "") -> re.Pattern[str]:
    return re.compile(rf"{before}\b(?:" + "|".join(map(re.escape, sorted(words))) + rf"){joint}$", re.IGNORECASE)


def names_nothing(surface: str) -> bool:
    """Say whether words are too general to be an end of a claim: "the group", "treatments"."""
    return all(word in load_phrase_words().general for word in surface.lower().split())


def is_control(surface: str) -> bool:
    """Say whether words name what a means is compared with: "placebo", "sham treatment", "usual care"."""
    words = surface.lower()
    return not load_phrase_words().control.isdisjoint((words, *words.split()))


@cache
def _sets_aside() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(sorted(load_phrase_words().aside)) + r")\b[^.,;:()]{0,60}$")


def is_set_aside(before: str) -> bool:
    """Say whether words that lead up to a thing set it aside: "without", "instead of"."""
    return _sets_aside().search(before[-2 * _REACH :]) is not None


def is_test(surface: str) -> bool:
    """Say whether words name what finds an illness: "CT scan"."""
    return not load_phrase_words().test.isdisjoint(surface.lower().split())


@cache
def _measures() -> re.Pattern[str]:
    return _ending(load_phrase_words().unit, " of ")


def is_unit(text: str, at: int) -> bool:
    """Say whether the name at a place belongs to a unit: the mercury of "millimetres of mercury"."""
    return _measures().search(text, max(0, at - _REACH // 2), at) is not None


@cache
def _vows() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(sorted(load_phrase_words().vow)) + r")\b[^.,;:]{0,30}$")


@cache
def _idle() -> re.Pattern[str]:
    return re.compile(r"\s(?:[\w-]+\s){0,2}(?:" + "|".join(sorted(load_phrase_words().idle)) + r")\b")


def is_talk(text: str, at: Span) -> bool:
    """Say whether words claim nothing where they stand: "dedicated to fighting", "raises new hope"."""
    return bool(_vows().search(text, max(0, at.start - _REACH), at.start) or _idle().match(text, at.end))


def is_measured(surface: str) -> bool:
    """Say whether words name a substance that the body holds, and that is measured in it: "LDL cholesterol"."""
    return not load_phrase_words().measured.isdisjoint(surface.lower().split())


def phrase_before(text: str, at: int, start: int, words: PhraseWords) -> Span | None:
    """Return the run of words that ends just before a place, past auxiliaries; None where they name nothing.

    :param start: where the clause begins.
    """
    tokens = [m.span() for m in _WORD.finditer(text, max(start, at - _REACH), at)]
    while tokens and text[slice(*tokens[-1])].lower() in words.skip:
        tokens.pop()
    if tokens and at - tokens[-1][1] > _REACH // 2:
        return None
    taken: list[tuple[int, int]] = []
    while tokens and len(taken) <= _MOST_WORDS and _goes_on(text, tokens[-1], taken, words):
        taken.insert(0, tokens.pop())
    if _is_verb(text, tokens, taken, words) or (taken and is_unit(text, taken[0][0])):
        return None
    return _named(text, taken, words)


def _is_verb(text: str, tokens: list[tuple[int, int]], taken: list[tuple[int, int]], words: PhraseWords) -> bool:
    """Say whether what was cut is no name by what stands before: "is free", "could delay", "make precise"."""
    before = text[slice(*tokens[-1])].lower() if tokens else ""
    if before in ("also", "often") and len(tokens) > 1:
        before = text[slice(*tokens[-2])].lower()
    alone = len(taken) == 1 and text[taken[0][0]].islower() and bool(before)
    return before in words.verbal or (alone and before in words.end and before not in words.article)


def phrase_after(text: str, at: int, end: int, words: PhraseWords) -> Span | None:
    """Return the run of words that begins just after a place, past articles; None where they name nothing."""
    taken: list[tuple[int, int]] = []
    for found in _WORD.finditer(text, at, min(end, at + _REACH)):
        word = found[0].lower()
        if word in words.end:
            if taken or word not in ("a", "an", "the", "your", "their", "of"):
                break
        elif taken and not _GAP.fullmatch(text[taken[-1][1] : found.start()]):
            break
        else:
            taken.append(found.span())
    return _named(text, taken, words)


def _goes_on(text: str, token: tuple[int, int], taken: list[tuple[int, int]], words: PhraseWords) -> bool:
    word = text[slice(*token)].lower()
    return word not in words.end and (not taken or _GAP.fullmatch(text[token[1] : taken[0][0]]) is not None)


def _named(text: str, taken: list[tuple[int, int]], words: PhraseWords) -> Span | None:
    spoken = [text[slice(*t)].lower() for t in taken]
    if (
        not taken
        or len(taken) > _MOST_WORDS
        or spoken[-1] in words.general
        or spoken[-1].endswith(_NO_NOUN)
        or not any(c.isalpha() for w in spoken for c in w)
    ):
        return None
    if all(w in words.general or len(w) < 3 for w in spoken):
        return None
    return Span(taken[0][0], taken[-1][1])


def local_mention(text: str, span: Span, cls: str) -> Mention:
    """Return the mention of a thing that this article alone names so."""
    label = " ".join(span.of(text).split())
    return Mention(span=span, cls=cls, concept=slugify(label), label=label, matched=LOCAL)
