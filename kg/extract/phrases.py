"""Names of means that no vocabulary knows, cut out of the sentence beside a relation trigger.

News is full of them: a brand, a device, a dish. What is cut is a run of words before the trigger that holds no word of
``ontology/cues/phrases.ttl``; it becomes a thing of that article alone.
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache, lru_cache

from kg.extract.beside import is_unit
from kg.extract.words import PhraseWords, any_of, load_phrase_words
from kg.identifiers import slugify
from kg.model import Mention, Span
from kg.terms.abbreviations import written_out

LOCAL = "local"
"""What a mention of a thing of one article alone is matched by."""
_WORD = re.compile(r"[^\W_][\w'\u2019.+-]*[^\W_]|[^\W_]")
_ILLNESS = re.compile(r"\s*(?:(?:the|this|that|their|its)\s+)?([a-z]+)\b")
_OPENS = re.compile(r"(?:The|This) ([a-z]+)(?: ([a-z]+))?\b")
_THOSE_WHO = re.compile(r"\bwho\s+(?:\w+ly\s+|often\s+)?([a-z]+)\b(\s+(?:\w+ly|more|less|well|little|longer)\b)?")
_MOST_WORDS = 4
_STEM = 5
"""Letters in which a verb and its noun are alike: "removing", "removal"."""
_REMEMBERED = 10_000
"""Names of which it is remembered what their words say; an article says each many times."""
_REACH = 70
_GAP = re.compile(r"[ -]|, (?=\d)")


@lru_cache(maxsize=_REMEMBERED)
def is_form(surface: str) -> bool:
    """Say whether words only tell in what form a means is given: "jab", "the pill"."""
    words = load_phrase_words()
    said = set(surface.lower().split()) - words.end
    return bool(said) and said <= words.form


@lru_cache(maxsize=_REMEMBERED)
def is_kind(surface: str) -> bool:
    """Say whether words only tell of what kind one means is: "drug", "cancer drug"."""
    words = load_phrase_words()
    return surface.lower().rpartition(" ")[2] in words.kind | words.ware


def is_dose(phrase: str) -> bool:
    """Say whether words cut out of a sentence name a form or a kind of dose: "weekly injection"."""
    return is_form(phrase) or phrase.lower().split()[-1] in load_phrase_words().dose


def stand_in_before(text: str, at: int, start: int, words: PhraseWords, wanted: Set[str]) -> Span | None:
    """Return the word just before a place, past auxiliaries, if it is one of those that stand for another thing."""
    tokens = [m.span() for m in _WORD.finditer(text, max(start, at - _REACH), at)]
    while tokens and text[slice(*tokens[-1])].lower() in words.skip:
        tokens.pop()
    said = [text[slice(*token)].lower() for token in tokens[-_MOST_WORDS:]]
    if not said or said[-1] not in wanted or (said[-1] not in words.actor and not words.various.isdisjoint(said)):
        return None
    return Span(*tokens[-1])


def stand_in_after(text: str, at: int, end: int, words: PhraseWords) -> Span | None:
    """Return the word just after a place if it stands for the condition the article is about: "the disease"."""
    found = _ILLNESS.match(text, at, end)
    return Span(*found.span(1)) if found and found[1].lower() in words.illness else None


def opens_list(text: str, sentence: Span) -> bool:
    """Say whether a sentence lists what the one before speaks of: "These include"."""
    return _listing().match(text, sentence.start, sentence.end) is not None


def says_the_illness(text: str, sentence: Span) -> bool:
    """Say whether a sentence opens with words that stand for an illness: "The disease", "This rare disorder"."""
    found = _OPENS.match(text, sentence.start, sentence.end)
    return found is not None and not load_phrase_words().illness.isdisjoint(found.groups())


def opens_with_actor(text: str, sentence: Span) -> bool:
    """Say whether a sentence opens with a word that stands for something named elsewhere: "It", "If untreated, it"."""
    first, _, rest = sentence.of(text).partition(", ")
    return not load_phrase_words().actor.isdisjoint((first.partition(" ")[0].lower(), rest.partition(" ")[0]))


def is_kind_of_illness(text: str, name: Span) -> bool:
    """Say whether a name only tells of what kind an illness is: "a genetic disorder"."""
    words = load_phrase_words()
    before = text[max(0, name.start - _REACH) : name.start].lower().split()[-1:]
    return name.of(text).rpartition(" ")[2] in words.illness and not words.determiner.isdisjoint(before)


def behaviour_before(text: str, at: int, start: int, words: PhraseWords) -> Span | None:
    """Return what people are last said to do before a place, with how they do it: those who "slept badly"."""
    found = [m for m in _THOSE_WHO.finditer(text, start, at) if m[1] in words.behaviour]
    return Span(found[-1].start(1), found[-1].end(2 if found[-1][2] else 1)) if found else None


def neglect_before(text: str, at: int, start: int) -> Span | None:
    """Return what is said before a verb not to be done, past auxiliaries: "failure to treat gout"."""
    start = max(start, at - 2 * _REACH)
    said = text[start:at].lower()
    found = _neglect().search(text, start, at) if any(w in said for w in load_phrase_words().neglect) else None
    return Span(*found.span(1)) if found else None


def says_same(phrase: str, name: str) -> bool:
    """Say whether words are those of a name in another order: "removing clots", "manual clot removal"."""
    said, named = ({word[:_STEM].rstrip("s") for word in words.lower().split()} for words in (phrase, name))
    return len(said) > 1 and said <= named


@lru_cache(maxsize=_REMEMBERED)
def names_nothing(surface: str) -> bool:
    """Say whether words are too general to be an end of a claim: "the group", "treatments"."""
    return all(word in load_phrase_words().general for word in surface.lower().split())


@lru_cache(maxsize=_REMEMBERED)
def is_control(surface: str) -> bool:
    """Say whether words name what a means is compared with: "placebo", "sham treatment", "usual care"."""
    words = surface.lower()
    return not load_phrase_words().control.isdisjoint((words, *words.split()))


@lru_cache(maxsize=_REMEMBERED)
def is_test(surface: str) -> bool:
    """Say whether words name what finds an illness: "CT scan"."""
    return not load_phrase_words().test.isdisjoint(surface.lower().split())


@lru_cache(maxsize=_REMEMBERED)
def is_measured(surface: str) -> bool:
    """Say whether words name a substance that the body holds, and that is measured in it: "LDL cholesterol"."""
    return not load_phrase_words().measured.isdisjoint(surface.lower().split())


def is_lack(surface: str) -> bool:
    """Say whether words name the want of a thing: "absence of insulin"."""
    return surface.partition(" ")[0].lower() in load_phrase_words().lack and " of " in surface


def is_figure(surface: str) -> bool:
    """Say whether words call an ill what it is not, to say how bad it is: "plague"."""
    return surface.lower() in load_phrase_words().figure


def is_good(surface: str) -> bool:
    """Say whether words name what people wish for: "longer survival"."""
    words, said = load_phrase_words(), surface.lower().split()
    return " ".join(said) in words.good or said[-1] in words.good or said[0] in words.better | words.good


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
    if taken and f"{text[slice(*taken[-1])].lower()} to" in words.neglect:
        return None
    if _is_verb(text, tokens, taken, words) or (taken and is_unit(text, taken[0][0])):
        return None
    return _named(text, taken, words)


def _is_verb(text: str, tokens: list[tuple[int, int]], taken: list[tuple[int, int]], words: PhraseWords) -> bool:
    """Say whether what was cut is no name by what stands before: "is free", "could delay", "make precise"."""
    before = text[slice(*tokens[-1])].lower() if tokens else ""
    if before in words.adverb and len(tokens) > 1:
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


def name_ending_in(text: str, head: Span, start: int, *, alone: bool) -> Span | None:
    """Return the name that ends in a word for an ill or a test: with up to two words before it that say of what kind.

    :param start: where the name begins at the earliest.
    :param alone: whether the word says enough by itself.
    """
    words, first, told = load_phrase_words(), head.start, alone
    for at, end in reversed([m.span() for m in _WORD.finditer(text, max(start, head.start - _REACH), head.start)][-2:]):
        word = text[at:end].lower()
        ends = word in words.end | words.general | words.skip or word.endswith("ly") or word.isdigit()
        if ends or not _GAP.fullmatch(text[end:first]):
            break
        first, told = at, told or word not in words.degree
    return Span(first, head.end) if told else None


def _goes_on(text: str, token: tuple[int, int], taken: list[tuple[int, int]], words: PhraseWords) -> bool:
    word = text[slice(*token)].lower()
    return word not in words.end and (not taken or _GAP.fullmatch(text[token[1] : taken[0][0]]) is not None)


def _named(text: str, taken: list[tuple[int, int]], words: PhraseWords) -> Span | None:
    if len(taken) > 1 and text[slice(*taken[-1])].lower() in words.arm:
        taken = taken[:-1]
    spoken = [text[slice(*t)].lower() for t in taken]
    if (
        not taken
        or len(taken) > _MOST_WORDS
        or spoken[-1] in words.general
        or spoken[0] in words.person
        or spoken[-1].endswith(("'s", "\u2019s"))
        or spoken[-1].endswith(tuple(words.ending))
        or not any(c.isalpha() for w in spoken for c in w)
    ):
        return None
    if all(w in words.general | words.degree or len(w) < 3 or w.isdigit() for w in spoken):
        return None
    return Span(taken[0][0], taken[-1][1])


def local_mention(text: str, span: Span, cls: str) -> Mention:
    """Return the mention of a thing that this article alone names so."""
    label = written_out(span.of(text))
    return Mention(span=span, cls=cls, concept=slugify(label), label=label, matched=LOCAL)


@cache
def _neglect() -> re.Pattern[str]:
    words = load_phrase_words()
    free = rf"(?: (?!{any_of(words.finite)}\b)[\w'-]+)"
    return re.compile(rf"\b({any_of(words.neglect)}{free}{{1,8}}?)(?: {any_of(words.skip)})* $", re.IGNORECASE)


@cache
def _listing() -> re.Pattern[str]:
    return re.compile(rf"{any_of(load_phrase_words().listing)}\b", re.IGNORECASE)
