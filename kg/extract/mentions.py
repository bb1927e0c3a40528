"""Article -> mentions: which known things its text names, and where."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from kg.model import ArticleText, Mention, Span
from kg.terms import Match, Matcher

CLASSES = frozenset(
    {"Condition", "Feature", "Therapy", "Chemical", "Exposure", "Mechanism", "BiologicalPart", "Outcome"}
)


def find_mentions(article: ArticleText, matcher: Matcher) -> list[Mention]:
    """Return the mentions of an article in the order of its text, none overlapping another.

    For each, ``article.text[m.span.start:m.span.end]`` is the words found. Boilerplate is read like the rest, since an
    abbreviation may be defined anywhere; who builds claims passes over it by the section.
    """
    return [_mention(match) for match in _wanted(matcher.find(article.text))]


def outside(mentions: Iterable[Mention], spans: Iterable[Span]) -> Iterator[Mention]:
    """Leave out the mentions that lie within one of the spans: the heart in "Heart Foundation"."""
    places = sorted(spans)
    for mention in mentions:
        index = bisect_right(places, mention.span.start, key=lambda s: s.start) - 1
        if index < 0 or not places[index].holds(mention.span):
            yield mention


def _wanted(matches: list[Match]) -> Iterator[Match]:
    return (m for m in matches if m.term.cls in CLASSES)


def _mention(match: Match) -> Mention:
    term = match.term
    return Mention(span=match.span, cls=term.cls, concept=term.slug, label=term.label, ids=term.ids, matched=match.name)
