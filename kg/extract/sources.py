"""Journals, institutions, agencies, companies and people that a text names.

Anchor words are data (``ontology/cues/sources.ttl``); what is read here is only how far the capitals around them reach.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from kg.extract.cues import Hit, Hits
from kg.extract.result import SourceMention
from kg.model import Span

FAMILY = "source-word"
BODIES = frozenset({"journal", "institution", "agency", "company"})
"""Kinds of sources whose names hold names of other things: a journal of diabetes, an institute for cancer."""
_CAPITAL = r"[A-Z](?:[\w'\u2019&-]|\.(?=\w))*"
_LINK = r"(?:of|for|and|the|in|at|on|de|&)"
_RIGHT = re.compile(rf"(?:[ ]{_LINK}){{0,2}}[ ]{_CAPITAL}")
_LEFT = re.compile(rf"(?:{_CAPITAL}(?: &)? )+$")
_NAME = re.compile(
    r"[A-Z][a-z\u00c0-\u024f'\u2019-]+(?: (?:[A-Z]\.|[A-Z][\w\u00c0-\u024f'\u2019-]+|van|von|de|der|la)){1,3}"
)
_APPOSITION = re.compile(r", (?:[a-z]|\d)[^.;:?!\"\u201c\u201d]{2,80}, ")
"""Between a name and a verb: what its bearer is."""
_JOURNAL = re.compile(
    rf"[ ,:\"\u201c]*(?:the )?(?:journals? )?"
    rf"(?P<name>(?:npj |e(?=[A-Z]))?{_CAPITAL}(?:(?! and in )(?: {_LINK}){{0,2}} {_CAPITAL}){{0,6}})"
)
_LEADS_OVER = re.compile(rf"(?:\s{_LINK})*\s*$")
_DAUGHTER = re.compile(rf"(?: {_CAPITAL}(?: (?:&|and) {_CAPITAL})?){{0,3}}")
_REACH = 90
_KNOWN = "journal-title"
_TRIM = " .,'\u2019&-"


def find_sources(hits: Hits, spans: Iterable[Span]) -> tuple[SourceMention, ...]:
    """Return the sources named in the given stretches, each name once, in order of first place.

    A journal that is known by its name is called as it writes itself, however the text does: "in PLoS One and in Gut".
    """
    found: dict[tuple[str, str], SourceMention] = {}
    for span in spans:
        told = hits.of(FAMILY, span)
        if not told:
            continue
        titles = [s for hit in told if hit.cue.kind == _KNOWN for s in _title(hits, hit, span)]
        read = (s for hit in told if hit.cue.kind != _KNOWN for s in _READERS[hit.cue.kind](hits, hit, span))
        for source in (*titles, *(s for s in read if not _meets(s.span, titles))):
            found.setdefault((source.kind, source.label.casefold()), source)
    taken: list[SourceMention] = []
    for source in sorted(found.values(), key=lambda s: (s.span.start, -s.span.end)):
        if not taken or source.span.start >= taken[-1].span.end:
            taken.append(source)
    return tuple(taken)


def _meets(name: Span, titles: Sequence[SourceMention]) -> bool:
    """Say whether a name holds a part of a title; the titles are in order."""
    index = bisect_right(titles, name.start, key=lambda title: title.span.end)
    return index < len(titles) and titles[index].span.start < name.end


def _institution(hits: Hits, hit: Hit, within: Span) -> Iterator[SourceMention]:
    if hits.text[hit.start].isupper():
        yield from _made(
            hits.text, _leftmost(hits.text, hit, within), _rightmost(hits.text, hit, within), "institution"
        )


def _company(hits: Hits, hit: Hit, within: Span) -> Iterator[SourceMention]:
    start = _leftmost(hits.text, hit, within)
    if hits.text[hit.start].isupper() and start < hit.start:
        yield from _made(hits.text, start, hit.end, "company")


def _agency(hits: Hits, hit: Hit, _: Span) -> Iterator[SourceMention]:
    if hits.text[hit.start].isupper():
        yield from _made(hits.text, hit.start, hit.end, "agency")


def _journal(hits: Hits, hit: Hit, within: Span) -> Iterator[SourceMention]:
    found = _JOURNAL.match(hits.text, hit.end, min(within.end, hit.end + _REACH))
    if found:
        start = found.start("name")
        yield from _made(hits.text, start, _end_of(hits, Span(start, found.end("name"))), "journal")


def _published(hits: Hits, hit: Hit, within: Span) -> Iterator[SourceMention]:
    """Read the name after "published in", which may be that of a journal, a place or a language."""
    yield from (s for s in _journal(hits, hit, within) if hits.of("journal-sign", s.span))


def _title(hits: Hits, hit: Hit, within: Span) -> Iterator[SourceMention]:
    """Read a journal that is known by its name, with what its daughter journals add: "the Lancet Oncology"."""
    daughter = _DAUGHTER.match(hits.text, hit.end, min(within.end, hit.end + _REACH))
    span = Span(hit.start, _end_of(hits, Span(hit.start, daughter.end() if daughter else hit.end)))
    label = hit.cue.label + hits.text[hit.end : span.end]
    yield SourceMention(label=" ".join(label.split()), kind="journal", span=span)


def _end_of(hits: Hits, name: Span) -> int:
    """Return where a name ends before the day or month that follows it: "Lancet on Tuesday"."""
    dates = hits.of("calendar", name)
    return name.start + len(_LEADS_OVER.sub("", hits.text[name.start : dates[0].start])) if dates else name.end


def _titled(hits: Hits, hit: Hit, within: Span) -> Iterator[SourceMention]:
    """Read the name after "Dr"."""
    at = hit.end + len(re.match(r"[. ]*", hits.text[hit.end : hit.end + 3])[0])  # type: ignore[index]
    found = _NAME.match(hits.text, at, min(within.end, hit.end + _REACH)) or re.compile(_CAPITAL).match(
        hits.text, at, within.end
    )
    if found:
        yield from _made(hits.text, found.start(), found.end(), "person")


def _graded(hits: Hits, hit: Hit, within: Span) -> Iterator[SourceMention]:
    """Read the name before "PhD"."""
    if hits.text[hit.start].isupper():
        yield from _nearest_name(hits, max(within.start, hit.start - _REACH), hit.start, 4)


def _speaking(hits: Hits, hit: Hit, within: Span) -> Iterator[SourceMention]:
    """Read the name on either side of "said"."""
    found = _NAME.match(hits.text, hit.end + 1, min(within.end, hit.end + _REACH))
    if (
        found
        and _is_name(hits, found)
        and not any(h.start == found.start() and h.cue.kind == "person-title" for h in hits.of(FAMILY, within))
    ):
        yield from _made(hits.text, found.start(), found.end(), "person")
    yield from _nearest_name(hits, max(within.start, hit.start - _REACH), hit.start, 2)


_READERS = {
    "institution-word": _institution,
    "company-word": _company,
    "agency-name": _agency,
    "journal-lead": _journal,
    "published-in": _published,
    _KNOWN: _title,
    "person-title": _titled,
    "person-degree": _graded,
    "person-speaking": _speaking,
}


def _nearest_name(hits: Hits, start: int, end: int, gap: int) -> Iterator[SourceMention]:
    """Walk the name that stands just before a place, or before what is told of its bearer between commas."""
    names = [name for name in _NAME.finditer(hits.text, start, end) if _is_name(hits, name)]
    near = names[-1:] if names and end - names[-1].end() <= gap else []
    for name in near or [name for name in names if _APPOSITION.fullmatch(hits.text, name.end(), end)]:
        yield from _made(hits.text, name.start(), name.end(), "person")


def _is_name(hits: Hits, name: re.Match[str]) -> bool:
    """Say whether a name does not merely begin a sentence: "The FDA"."""
    return name[0].split()[0].lower() not in hits.cues.openings


def _leftmost(text: str, hit: Hit, within: Span) -> int:
    start = max(within.start, hit.start - _REACH)
    found = _LEFT.search(text[start : hit.start])
    return start + found.start() if found else hit.start


def _rightmost(text: str, hit: Hit, within: Span) -> int:
    end, limit = hit.end, min(within.end, hit.end + _REACH)
    while found := _RIGHT.match(text, end, limit):
        end = found.end()
    return end


def _made(text: str, start: int, end: int, kind: str) -> Iterator[SourceMention]:
    piece = text[start:end]
    label = piece.strip(_TRIM)
    if len(label) > 2:
        begin = start + piece.index(label)
        yield SourceMention(label=" ".join(label.split()), kind=kind, span=Span(begin, begin + len(label)))
