"""Cautions -> hasLimitation claims: what limits the claims of an article is a claim itself, and qualifies them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.extract.claims import HEADED, STUDY
from kg.extract.result import Caution, Trace
from kg.extract.voices import VoiceReader
from kg.identifiers import slugify
from kg.model import Claim, Sentence, Span

_RULE = "caution"
_CONFIDENCE = "0.75"
_QUALIFIED = 6


def named(traces: Iterable[Trace]) -> list[Trace]:
    """Give every claim a name of its own, made of what it says."""
    used: dict[str, int] = {}
    result = []
    for trace in traces:
        c = trace.claim
        stem = slugify(" ".join((c.subject, *(["not"] if c.negated else []), c.predicate, c.object)))
        used[stem] = used.get(stem, 0) + 1
        name = stem if used[stem] == 1 else f"{stem}--{used[stem]}"
        result.append(replace(trace, claim=replace(c, name=name)))
    return result


def find_limits(
    cautions: Sequence[Caution],
    traces: Sequence[Trace],
    sentences: Sequence[Sentence],
    voices: VoiceReader,
    *,
    about_means: frozenset[str],
    has_study: bool,
) -> list[Trace]:
    """Return the cautions as claims about the study or about the means it tests; none where there is nothing to limit.

    :param traces: the named claims of the article.
    :param about_means: limitations that are said of a means rather than of a study.
    :param has_study: whether the article says what kind of study or case it reports.
    """
    limited = _limited(traces)
    if not limited:
        return []
    found: dict[tuple[str, str, bool], Trace] = {}
    places: dict[tuple[str, str, bool], set[Span]] = defaultdict(set)
    for caution in cautions:
        sentence = sentences[max(0, bisect_right(sentences, caution.span.start, key=lambda s: s.span.start) - 1)]
        if not sentence.span.holds(caution.span):
            continue
        subject = STUDY if has_study and caution.kind not in about_means else limited[0].claim.subject
        key = (subject, caution.kind, sentence.section in HEADED)
        places[key].add(caution.span)
        if key not in found:
            found[key] = _limit(caution, subject, _of(subject, limited), sentence.span, voices)
    return [replace(t, claim=replace(t.claim, at=tuple(sorted(places[key])))) for key, t in found.items()]


def _limited(traces: Sequence[Trace]) -> list[Trace]:
    """Return the claims that limits bear on: those of an effect that is not denied, the first few."""
    effects = [t for t in traces if t.claim.scope and t.claim.kind in ("efficacy", "safety")]
    return (effects or [t for t in traces if not t.claim.negated])[:_QUALIFIED]


def _of(subject: str, limited: Sequence[Trace]) -> Sequence[Trace]:
    """Return those that a limit of the subject bears on: what limits a study limits all that it found."""
    return [t for t in limited if subject in (STUDY, t.claim.subject)]


def _limit(caution: Caution, subject: str, limited: Sequence[Trace], sentence: Span, voices: VoiceReader) -> Trace:
    claim = Claim(
        subject=subject,
        predicate="hasLimitation",
        object=caution.kind,
        at=(caution.span,),
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
