"""Names of means that the text itself brings in: "the acne product HSRx 2121", "a method called tapping".

What kinds of means there are is data (``ontology/cues/phrases.ttl``); a name is cut by its capitals and figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from kg.extract.cues import Hits
from kg.extract.ills import ILL_HEAD
from kg.extract.phrases import LOCAL, is_kind, local_mention
from kg.extract.scene import kind_of
from kg.extract.words import any_of, load_phrase_words, word_of
from kg.model import Mention, Span
from kg.terms.abbreviations import find_definitions

_CODE = r"[A-Z]{2,6}[ -]\d{1,4}\b|[A-Z]+[a-z]*-?\d[\w-]*|[A-Z]\w*[a-z]\w*[A-Z]\w*|[A-Z]{2,}[a-z]\w*"
"""A name with figures or with capitals inside: "FY26", "HSRx"."""
_NUMBER = r"(?:[ -]\d{1,4}\b)?"
_BRAND = r"[A-Z][\w-]{2,}(?: [A-Z][\w-]*){0,2}"
_BRACKET = re.compile(r"[\u00ae\u2122]?[),]")
_BESIDE = 40
"""Characters between a name and the kind it is said to be of, and before the two, at most."""
_WORDS = r"[A-Z][\w-]+(?: [A-Z][\w-]+){0,2}|[a-z][a-z-]{4,}"


@cache
def _introduced() -> re.Pattern[str]:
    words = load_phrase_words()
    head = rf"(?: {any_of(words.stopper)}\b)?"
    code, name = rf"(?P<code>(?:{_CODE}){_NUMBER}{head})", rf"(?P<words>(?:{_WORDS}){head})"
    called = rf"{any_of(words.called)} [\"'\u2018\u201c]?"
    return re.compile(rf"{word_of(words.kind | words.ware)}s?\b,? (?:{code}\b|{called}{name}\b)")


@cache
def _apposed() -> re.Pattern[str]:
    """A name with a capital that the text says is a product: "Glucovine, a herbal supplement,"; no "a drug maker".

    Or that follows what it is, "a herbal supplement, Glucovine,", bears a mark, or was let out: "approves Glucovine".
    """
    words, mark = load_phrase_words(), r"[\u00ae\u2122]"
    kind = rf"(?:[\w-]+ ){{0,4}}?{any_of(words.ware)}"
    over = rf"(?=[,.;)]|\s(?:\w+ed\b|{any_of(words.relative)}\b))"
    named = rf"(?P<name>\b{_BRAND})(?:{mark}|(?=, {any_of(words.owner)} {kind}{over}))"
    granted = rf"{word_of(words.approving)} (?P<granted>{_BRAND}){mark}?(?= \(| {any_of(words.purpose | words.aimed)} )"
    before = rf"(?:a|A)(?<!\w.)n? {kind}, (?P<after>{_BRAND}){mark}?,(?! {any_of(words.join)} )"
    return re.compile(f"{named}|{before}|{granted}")


def names_introduced(text: str) -> Iterator[Mention]:
    """Walk what the text names as a means, each where it is brought in, in order."""
    words = load_phrase_words()
    for found in (*_introduced().finditer(text), *_apposed().finditer(text)):
        name = found.lastgroup or ""
        if found[name].lower().split()[0] not in words.end | words.general:
            yield local_mention(text, Span(*found.span(name)), "Therapy")


def as_brought_in(mentions: Sequence[Mention], names: Iterable[Mention]) -> Sequence[Mention]:
    """Return mentions with processes taken for the means the text calls them: "a treatment called gene silencing"."""
    called = {name.span.start for name in names}
    meant = {m.concept for m in mentions if m.cls == "Mechanism" and m.span.start in called}
    return [replace(m, cls="Therapy") if m.concept in meant else m for m in mentions] if meant else mentions


def kinds_meant(mentions: Sequence[Mention], text: str, opening: int) -> dict[Span, Mention]:
    """Return where a kind of means is the one the text says is of that kind, with that one: "a cancer drug, FY26,".

    It stands for that one beside its name, after "the", and in the opening; nowhere if the text names several. Beside
    its name only the illness is left that it is for. A brand stands for its drug wherever it is named: "Zelo
    (metformin)".

    :param opening: where the opening ends.
    """
    named: dict[str, dict[str, Mention]] = {}
    beside = set()
    for kind, name in _kinds_named(mentions, text):
        named.setdefault(kind.concept, {})[name.concept] = name
        beside.add(kind.span)
    meant = {kind: names.popitem()[1] for kind, names in named.items() if len(names) == 1}
    brands = {brand.concept: drug for brand, drug in _brands(mentions, text)}

    def stands(m: Mention) -> bool:
        if m.concept in brands:
            return True
        told = m.span.end <= opening or m.span in beside or _the().search(text, max(0, m.span.start - 5), m.span.start)
        return m.concept in meant and bool(told) and is_kind(m.span.of(text))

    known = meant | brands
    if not known:
        return {}
    ills = {m.span.of(text).lower(): m for m in mentions if m.cls == "Condition"}
    told = {m.span: replace(known[m.concept], span=m.span) for m in mentions if stands(m)}
    return told | {span: ill for span in beside & told.keys() if (ill := _ill_in(span, text, ills))}


def _ill_in(kind: Span, text: str, ills: Mapping[str, Mention]) -> Mention | None:
    """Return the illness that the name of a kind of means begins with, if the text names it: "a cancer drug, FY26,"."""
    name, _, head = kind.of(text).rpartition(" ")
    ill = ills.get(name.lower()) if head.lower() not in load_phrase_words().jab else None
    return replace(ill, span=Span(kind.start, kind.start + len(name))) if ill else None


def _brands(mentions: Sequence[Mention], text: str) -> Iterator[tuple[Mention, Mention]]:
    """Walk each name that only this text knows with the drug in brackets after it, or before its own brackets."""
    for one, other in pairwise(mentions):
        if _opens_brackets().fullmatch(text, one.span.end, other.span.start) and _BRACKET.match(text, other.span.end):
            brand, drug = (one, other) if one.matched == LOCAL else (other, one)
            if brand.matched == LOCAL and brand.cls == "Therapy" and drug.cls == "Chemical":
                yield brand, drug


def _kinds_named(mentions: Sequence[Mention], text: str) -> Iterator[tuple[Mention, Mention]]:
    """Walk each kind of means with the name that stands beside it: "a cancer drug, FY26,", "Zelo, a balm"."""
    for one, other in pairwise(mentions):
        start, end = one.span.end, other.span.start
        near = end - start <= _BESIDE and {kind_of(one), kind_of(other)} == {"means"}
        if not near or is_kind(one.span.of(text)) == is_kind(other.span.of(text)):
            continue
        over = _is_over().match(text, other.span.end)
        if is_kind(other.span.of(text)):
            if over and _says_kind().fullmatch(text, start, end):
                yield other, one
        elif _calls().fullmatch(text, start, end) or (over and _opens_kind(text, one.span, start, end)):
            yield one, other


def _opens_kind(text: str, kind: Span, start: int, end: int) -> bool:
    """Say whether a name after a comma is the one of the kind before it: "a new cancer drug, "."""
    return text[start:end] == ", " and _one().search(text, max(0, kind.start - _BESIDE), kind.start) is not None


@cache
def _opens_brackets() -> re.Pattern[str]:
    called = any_of(load_phrase_words().called)
    return re.compile(rf"[\u00ae\u2122]? \((?:{called} )?")


@cache
def _the() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(load_phrase_words().article)} $", re.IGNORECASE)


@cache
def _one() -> re.Pattern[str]:
    """What leads up to one of a kind: "a new"."""
    return re.compile(rf"\b{any_of(load_phrase_words().owner)} (?:[\w-]+ ){{0,3}}$", re.IGNORECASE)


@cache
def _says_kind() -> re.Pattern[str]:
    return re.compile(rf"\u00ae?\u2122?(?:,| \() ?{any_of(load_phrase_words().owner)} (?:[\w-]+ ){{0,4}}")


@cache
def _calls() -> re.Pattern[str]:
    return re.compile(rf",? {any_of(load_phrase_words().called)} [\"'\u2018\u201c]?")


@cache
def _is_over() -> re.Pattern[str]:
    """What follows the two, which are no list."""
    words = load_phrase_words()
    return re.compile(
        rf"[\u00ae\u2122]?(?:[.;)]|,(?! {any_of(words.join)}\b)|\s(?:\w+ed\b|{any_of(words.relative)}\b))"
    )


def short_ills(hits: Hits) -> Iterator[Mention]:
    """Walk the short forms of ills that the text defines and no vocabulary need know: "dry eye symptoms (DES)"."""
    for known in find_definitions(hits.text) if hits.of(ILL_HEAD) else ():
        start = hits.text.rfind(known.long, 0, known.bracket[0])
        long = Span(start, start + len(known.long)) if start >= 0 else None
        if long and any(head.end == long.end for head in hits.of(ILL_HEAD, long)):
            short = Span(known.bracket[0] + 1, known.bracket[0] + 1 + len(known.short))
            yield replace(local_mention(hits.text, long, "Feature"), span=short)


def with_names(text: str, mentions: Sequence[Mention], names: Iterable[Mention]) -> Sequence[Mention]:
    """Return mentions with those of some names added, wherever no other stands; the same where there are no names.

    A name is looked for as it is written where it is brought in.
    """
    found: dict[str, Mention] = {}
    for name in names:
        found.setdefault(" ".join(name.span.of(text).split()).lower(), name)
    if not found:
        return mentions
    pattern = re.compile(rf"\b{any_of(found)}s?\b", re.IGNORECASE)
    taken = {at for m in mentions for at in (m.span.start, m.span.end - 1)}
    added = [
        replace(found[key], span=Span(*m.span()))
        for m in pattern.finditer(text)
        if (key := m[0].lower()) in found and not taken.intersection(range(*m.span()))
    ]
    return sorted((*mentions, *added), key=lambda m: m.span)
