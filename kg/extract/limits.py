"""Cautions -> hasLimitation claims: what limits the claims of an article is a claim itself, and qualifies them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence

from kg.extract.reading import HEADED, STUDY, Reading
from kg.extract.resting import Names
from kg.extract.result import Caution, Trace
from kg.extract.voices import VoiceReader
from kg.model import Claim, Span

_RULE = "caution"
_CONFIDENCE = "0.75"
_QUALIFIED = 6


def find_limits(cautions: Sequence[Caution], traces: Sequence[Trace], reading: Reading) -> list[Trace]:
    """Return the cautions as claims about the study or about the means it tests; none where there is nothing to limit.

    :param traces: the named claims of the article.
    """
    limited, names = _limited(traces), Names()
    if not limited:
        return []
    first: dict[tuple[str, str, bool], tuple[Caution, Span]] = {}
    places: dict[tuple[str, str, bool], set[Span]] = defaultdict(set)
    means = _means(limited, reading)
    starts = [sentence.span.start for sentence in reading.sentences]
    for caution in cautions:
        sentence = reading.sentences[max(0, bisect_right(starts, caution.span.start) - 1)]
        if not sentence.span.holds(caution.span):
            continue
        subject = _subject(caution.kind, sentence.span, means, reading, limited[0].claim.subject)
        key = (subject, caution.kind, sentence.section in HEADED)
        places[key].add(caution.span)
        first.setdefault(key, (caution, sentence.span))
    return [
        _limit(caution, sentence, tuple(sorted(places[key])), key[0], _of(key[0], limited), reading.voices, names)
        for key, (caution, sentence) in first.items()
    ]


def _subject(kind: str, sentence: Span, means: Mapping[str, Sequence[int]], reading: Reading, first: str) -> str:
    """Return what is limited: the study, or the means that the sentence names, or else the one told of before others.

    Where nothing is claimed of a means and no study is told of, it is what the article speaks of ``first``.
    """
    has_study = reading.evidence.level != "unstated"
    if has_study and kind not in reading.grammar.limits_of_means:
        return STUDY
    here = (
        slug
        for slug, starts in means.items()
        if bisect_left(starts, sentence.start) < bisect_left(starts, sentence.end)
    )
    return next(here, next(iter(means), STUDY if has_study else first))


def _means(limited: Sequence[Trace], reading: Reading) -> dict[str, list[int]]:
    """Return the means among the subjects of claims, each with where its names begin."""
    allowed = reading.grammar.means
    slugs = dict.fromkeys(
        t.claim.subject for t in limited for m in t.things if m.concept == t.claim.subject and m.cls in allowed
    )
    return {slug: [m.span.start for m in reading.mentions if m.concept == slug] for slug in slugs}


def _limited(traces: Sequence[Trace]) -> list[Trace]:
    """Return the claims that limits bear on: those of an effect that is not denied, the first few."""
    effects = [t for t in traces if t.claim.scope and t.claim.kind in ("efficacy", "safety")]
    return (effects or [t for t in traces if not t.claim.negated])[:_QUALIFIED]


def _of(subject: str, limited: Sequence[Trace]) -> Sequence[Trace]:
    """Return those that a limit of the subject bears on: what limits a study limits all that it found."""
    return [t for t in limited if subject in (STUDY, t.claim.subject)]


def _limit(
    caution: Caution,
    sentence: Span,
    at: tuple[Span, ...],
    subject: str,
    limited: Sequence[Trace],
    voices: VoiceReader,
    names: Names,
) -> Trace:
    claim = Claim(
        subject=subject,
        predicate="hasLimitation",
        object=caution.kind,
        at=at,
        name=names.give(subject, "hasLimitation", caution.kind),
        kind="limitation",
        strength="no-effect-claimed",
        stance="cautions",
        voices=(voices.voice_of(sentence),),
        study=STUDY if subject == STUDY else "",
        qualifies=tuple(sorted({t.claim.name for t in limited})),
        confidence=_CONFIDENCE,
        object_at=caution.span,
    )
    return Trace(claim=claim, sentence=sentence, trigger=caution.span, rule=_RULE)
