"""Names of means that the text itself brings in: "the acne product HSRx 2121", "a method called tapping".

What kinds of means there are is data (``ontology/cues/phrases.ttl``); a name is cut by its capitals and figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from kg.extract.cues import Hits
from kg.extract.ills import ILL_HEAD
from kg.extract.phrases import local_mention
from kg.extract.words import any_of, load_phrase_words, word_of
from kg.model import Mention, Span
from kg.terms.abbreviations import find_definitions

_CODE = r"[A-Z]{2,6}[ -]\d{1,4}\b|[A-Z]+[a-z]*-?\d[\w-]*|[A-Z]\w*[a-z]\w*[A-Z]\w*|[A-Z]{2,}[a-z]\w*"
"""A name with figures or with capitals inside: "FY26", "HSRx"."""
_NUMBER = r"(?:[ -]\d{1,4}\b)?"
_BRAND = r"[A-Z][\w-]{2,}(?: [A-Z][\w-]*){0,2}"
_WORDS = r"[A-Z][\w-]+(?: [A-Z][\w-]+){0,2}|[a-z][a-z-]{4,}"


@cache
def _introduced() -> re.Pattern[str]:
    words = load_phrase_words()
    code, name = rf"(?P<code>(?:{_CODE}){_NUMBER})", rf"(?P<words>{_WORDS})"
    called = rf"{any_of(words.called)} [\"'\u2018\u201c]?"
    return re.compile(rf"{word_of(words.kind)}s?\b,? (?:{code}\b|{called}{name}\b)")


@cache
def _apposed() -> re.Pattern[str]:
    """A name with a capital that the text says is a product: "Glucovine, a herbal supplement,"; no "a drug maker"."""
    words = load_phrase_words()
    kind = rf"{any_of(words.owner)} (?:[\w-]+ ){{0,4}}?{any_of(words.ware)}"
    return re.compile(rf"(?P<name>\b{_BRAND})\u00ae?\u2122?, {kind}(?=[,.;)]|\s(?:\w+ed\b|{any_of(words.relative)}\b))")


def names_introduced(text: str) -> Iterator[Mention]:
    """Walk what the text names as a means, each where it is brought in, in order."""
    words = load_phrase_words()
    for found in _introduced().finditer(text):
        name = "code" if found["code"] else "words"
        if found[name].lower() not in words.end | words.general:
            yield local_mention(text, Span(*found.span(name)), "Therapy")
    for found in _apposed().finditer(text):
        if found["name"].lower().split()[0] not in words.end | words.general:
            yield local_mention(text, Span(*found.span("name")), "Therapy")


def as_brought_in(mentions: Sequence[Mention], names: Iterable[Mention]) -> Sequence[Mention]:
    """Return mentions with processes taken for the means the text calls them: "a treatment called gene silencing"."""
    called = {name.span.start for name in names}
    meant = {m.concept for m in mentions if m.cls == "Mechanism" and m.span.start in called}
    return [replace(m, cls="Therapy") if m.concept in meant else m for m in mentions] if meant else mentions


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
