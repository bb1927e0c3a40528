"""The studies an article tells of: the one that it rests on, and those told of beside it, each with its places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.extract.cues import Hit, Hits
from kg.extract.evidence import SUBJECTS_OF, UNSTATED, EvidenceReading, counted_beside, read_evidence
from kg.model import Sentence, Span

_TITLE = "headline"
_REFERENCE, _AUTHORS = "reference", "reference-authors"
_TELLING = frozenset({"lead", "body", "list-item", "conclusion"})
"""Sections whose sentences tell of one study after another; headlines speak of the one an article rests on."""


@dataclass(frozen=True, slots=True)
class Told:
    """A study that an article tells of: what is said of it, and the sentences that say it."""

    evidence: EvidenceReading
    at: tuple[Span, ...] = ()


def read_studies(hits: Hits, sentences: Sequence[Sentence]) -> tuple[Told, ...]:
    """Return the study an article rests on, and others it tells of.

    How many took part in the others, and who, says nothing of the first.
    """
    title = next((s.span for s in sentences if s.section == _TITLE), None)
    silent = _silent(hits, sentences)
    main = read_evidence(hits, hits.cues, _left(silent, len(hits.text)), title)
    skipped = set(silent)
    telling = [s for s in sentences if s.span not in skipped]
    stretches = _stretches(hits, telling, main) if main.said else {}
    own = tuple(stretches.pop(main.level, ()))
    others = tuple(_others(hits, main, stretches))
    apart = [at for other in others for at in other.at]
    return Told(_without(hits, main, sorted(silent + apart)) if others else main, own), *others


def _silent(hits: Hits, sentences: Sequence[Sentence]) -> list[Span]:
    """Return the sentences that only name other works: from the authors on, to where the paragraph ends."""
    if not hits.of(_REFERENCE):
        return []
    found, listed, end = [], False, 0
    for sentence in sentences:
        span = sentence.span
        listed = (listed and "\n" not in hits.text[end : span.start]) or _AUTHORS in hits.kinds(_REFERENCE, span)
        if listed:
            found.append(span)
        end = span.end
    return found


def _others(hits: Hits, main: EvidenceReading, stretches: Mapping[str, Sequence[Span]]) -> Iterator[Told]:
    for spans in stretches.values():
        told = read_evidence(hits, hits.cues, spans)
        if told.said and told.level not in (main.level, UNSTATED):
            yield Told(told, tuple(spans))


def _without(hits: Hits, main: EvidenceReading, apart: Sequence[Span]) -> EvidenceReading:
    """Return what an article says of the study it rests on, but for some stretches in order."""
    rest = read_evidence(hits, hits.cues, _left(apart, len(hits.text)))
    if rest.level != main.level:
        rest = replace(rest, level=main.level, design=main.design, basis=main.basis)
    return replace(rest, said=main.said)


def _stretches(hits: Hits, sentences: Sequence[Sentence], main: EvidenceReading) -> dict[str, list[Span]]:
    """Return the sentences that tell of a study, by level: each that says so, and those of its paragraph that follow.

    One that says the design of the first study tells of that.
    """
    found: dict[str, list[Span]] = defaultdict(list)
    level, end = "", 0
    for sentence in sentences:
        span = sentence.span
        if sentence.section not in _TELLING or "\n" in hits.text[end : span.start]:
            level = ""
        if sentence.section in _TELLING:
            level = _told_in(hits, span, main) or level
        if level:
            found[level].append(span)
        end = span.end
    return found


def _told_in(hits: Hits, sentence: Span, main: EvidenceReading) -> str:
    """Return the level of the study that a sentence tells of; empty where it tells of none."""
    told = hits.of("design", sentence)
    least = hits.cues.policy["design-said"]
    if any(hit.cue.signals == main.level and hit.cue.weight >= least for hit in told):
        return main.level
    return next((hit.cue.signals for hit in told if _tells_of_another(hits, hit, main)), "")


def _tells_of_another(hits: Hits, hit: Hit, main: EvidenceReading) -> bool:
    """Say whether words tell of a study in other subjects, or of one in people and how many these were."""
    level, policy = hit.cue.signals, hits.cues.policy
    if level in SUBJECTS_OF:
        return hit.cue.weight >= policy["study-told"]
    least = policy["design-said" if main.level in SUBJECTS_OF else "study-named"]
    if not level or hit.cue.weight < least:
        return False
    return any(count != main.sample_size for count in counted_beside(hits, hit))


def _left(apart: Sequence[Span], length: int) -> Iterator[Span]:
    """Walk the stretches of a text that lie between the spans, which are in order."""
    start = 0
    for span in (*apart, Span(length, length + 1)):
        if span.start > start:
            yield Span(start, span.start)
        start = span.end
