"""Cautions -> hasLimitation claims: what limits the claims of an article is a claim itself, and qualifies them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from kg.extract.reading import HEADED, STUDY, Reading
from kg.extract.resting import Names
from kg.extract.result import Caution, Trace
from kg.extract.voices import VoiceReader
from kg.extract.words import any_of, load_phrase_words, word_of
from kg.model import Claim, Span

_RULE = "caution"
_CONFIDENCE = "0.75"
_QUALIFIED = 6
_FAR = 300
"""Characters before a limit in which the study that has it may be named."""

_Key = tuple[str, str, bool, tuple[str, ...]]
"""What is limited and how, whether in a headed section, and the names of the claims that it bears on."""
Means = Mapping[str, list[Span]]
"""Each means that something is claimed of, with where it is named, in order."""


class _Place(NamedTuple):
    """Where a limit is stated: what states it, the sentence, and what names there the thing that is limited."""

    caution: Caution
    sentence: Span
    subject_at: Span | None

    @property
    def span(self) -> Span:
        """The words from the one to the other."""
        named = self.subject_at or self.caution.span
        return Span(min(named.start, self.caution.span.start), max(named.end, self.caution.span.end))


def find_limits(cautions: Sequence[Caution], traces: Sequence[Trace], reading: Reading) -> list[Trace]:
    """Return the cautions as claims about the study or about the means it tests; none where there is nothing to limit.

    :param traces: the named claims of the article.
    """
    limited, names = _limited(traces), Names()
    if not limited:
        return []
    first: dict[_Key, _Place] = {}
    places: dict[_Key, set[Span]] = defaultdict(set)
    means = _means(limited, reading)
    starts = [sentence.span.start for sentence in reading.sentences]
    for caution in cautions:
        number = max(0, bisect_right(starts, caution.span.start) - 1)
        sentence = reading.sentences[number]
        if not sentence.span.holds(caution.span):
            continue
        subject, called = _subject(caution, sentence.span, means, reading, limited[0].claim.subject)
        before = reading.sentences[max(0, number - 1)].span
        meant = [t for t in traces if t.sentence == before] if _points_back(caution, sentence.span, reading) else []
        bears = tuple(t.claim.name for t in meant or _of(subject, limited))
        key = (subject, caution.kind, sentence.section in HEADED, bears)
        place = _Place(caution, sentence.span, _nearest(called, caution.span))
        places[key].add(place.span)
        first.setdefault(key, place)
    return [
        _limit(place, tuple(sorted(places[key])), key[0], key[3], reading.voices, names) for key, place in first.items()
    ]


def _subject(caution: Caution, sentence: Span, means: Means, reading: Reading, first: str) -> tuple[str, list[Span]]:
    """Return what is limited and what the sentence calls it: the study, or the means it names, or that told of first.

    Where nothing is claimed of a means and no study is told of, it is what the article speaks of ``first``.
    """
    has_study = reading.evidence.level != "unstated"
    if has_study and caution.kind not in reading.grammar.limits_of_means:
        start = max(sentence.start, caution.span.start - _FAR)
        told = _account().finditer(reading.hits.folded, start, caution.span.end)
        return STUDY, [Span(*account.span()) for account in told]
    named = ((slug, _beside(places, caution.span, sentence)) for slug, places in means.items())
    return next(((slug, at) for slug, at in named if at), (next(iter(means), STUDY if has_study else first), []))


def _beside(places: list[Span], at: Span, sentence: Span) -> list[Span]:
    """Return the places in a sentence that stand next to another: the one before it, and the one after."""
    after = bisect_left(places, at)
    return [place for place in places[max(0, after - 1) : after + 1] if sentence.holds(place)]


def _means(limited: Sequence[Trace], reading: Reading) -> Means:
    """Return the means among the subjects of claims."""
    allowed = reading.grammar.means
    slugs = dict.fromkeys(
        t.claim.subject for t in limited for m in t.things if m.concept == t.claim.subject and m.cls in allowed
    )
    return {slug: [m.span for m in reading.mentions if m.concept == slug] for slug in slugs}


def _nearest(places: Sequence[Span], to: Span) -> Span | None:
    """Return the place with the fewest characters between it and another, or None."""
    return min(places, key=lambda at: max(to.start - at.end, at.start - to.end), default=None)


@cache
def _account() -> re.Pattern[str]:
    """Return the expression for what a text calls the study or case it tells of: "the small trial"."""
    words = load_phrase_words()
    return re.compile(rf"{word_of(words.determiner)} (?:[\w-]+ )?{any_of(words.account)}\b")


def _points_back(caution: Caution, sentence: Span, reading: Reading) -> bool:
    """Say whether a limit is one of what the sentence before tells: "this result needs to be confirmed"."""
    return _pointed().search(reading.hits.folded, sentence.start, caution.span.end) is not None


@cache
def _pointed() -> re.Pattern[str]:
    return re.compile(rf"\b{any_of(load_phrase_words().pointed)}\b")


def _limited(traces: Sequence[Trace]) -> list[Trace]:
    """Return the claims that limits bear on: those of an effect that is not denied, the first few."""
    effects = [t for t in traces if t.claim.scope and t.claim.kind in ("efficacy", "safety")]
    return (effects or [t for t in traces if not t.claim.negated])[:_QUALIFIED]


def _of(subject: str, limited: Sequence[Trace]) -> Sequence[Trace]:
    """Return those that a limit of the subject bears on: what limits a study limits all that it found."""
    return [t for t in limited if subject in (STUDY, t.claim.subject)]


def _limit(
    place: _Place,
    at: tuple[Span, ...],
    subject: str,
    limited: Sequence[str],
    voices: VoiceReader,
    names: Names,
) -> Trace:
    claim = Claim(
        subject=subject,
        predicate="hasLimitation",
        object=place.caution.kind,
        at=at,
        name=names.give(subject, "hasLimitation", place.caution.kind),
        kind="limitation",
        strength="no-effect-claimed",
        stance="cautions",
        voices=(voices.voice_of(place.sentence),),
        study=STUDY if subject == STUDY else "",
        qualifies=tuple(sorted(set(limited))),
        confidence=_CONFIDENCE,
        subject_at=place.subject_at,
        object_at=place.caution.span,
    )
    return Trace(claim=claim, sentence=place.sentence, trigger=place.caution.span, rule=_RULE)
