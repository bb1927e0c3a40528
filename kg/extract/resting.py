"""On what evidence each claim rests: what the article reports, what its own sentence tells, or nothing stated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.evidence import EvidenceReading, read_evidence
from kg.extract.matter import matter_of
from kg.extract.phrases import is_control
from kg.extract.reading import OPENING, STUDY, Reading
from kg.extract.result import Trace
from kg.extract.seen import LEVELS, seen_in
from kg.identifiers import slugify
from kg.model import UNSTATED, EvidenceLine

_KNOWN = frozenset({"background", "practice"})
"""Kinds of claim that tell what is known or done, not what an article found."""


def line_of(reading: EvidenceReading) -> EvidenceLine:
    """Return an evidence reading as the line that claims carry."""
    if reading.level == UNSTATED.level:
        return UNSTATED
    return EvidenceLine(
        level=reading.level,
        design=reading.design,
        sample_size=reading.sample_size,
        subjects=reading.subjects if reading.subjects != "none" else "",
        at=tuple(sorted(reading.basis)),
    )


class Names:
    """Gives claims names, each its own and made of what the claim says."""

    def __init__(self) -> None:
        self._given = Counter[str]()

    def give(self, subject: str, predicate: str, object_: str, *, negated: bool = False) -> str:
        """Return a name that no other claim was given."""
        stem = slugify(" ".join((subject, *(["not"] if negated else []), predicate, object_)))
        self._given[stem] += 1
        return stem if self._given[stem] == 1 else f"{stem}--{self._given[stem]}"


def with_evidence(reading: Reading, traces: Sequence[Trace]) -> Iterator[Trace]:
    """Give every claim a name and its evidence: the article's if it rests on what that reports, its own if it tells it.

    The others state none.
    """
    line, names = line_of(reading.evidence), Names()
    matter, tested = matter_of(reading), _tested(reading)
    for trace in traces:
        rests = reading.evidence.said and _rests_on_study(reading, trace, matter, tested)
        own = _own_evidence(reading, trace)
        told = line if rests and (own is None or own.level == line.level) else own or UNSTATED
        study, c = STUDY if rests and told is line else "", trace.claim
        name = names.give(c.subject, c.predicate, c.object, negated=c.negated)
        yield replace(trace, claim=replace(c, name=name, evidence=(told,), study=study))


def _own_evidence(reading: Reading, trace: Trace) -> EvidenceLine | None:
    """Return what a claim itself says it was seen in, where that is not what the article studied; None for neither."""
    if not reading.vocabulary.predicates[trace.claim.predicate].asserts_effect:
        return None
    told = seen_in(reading.hits, trace.sentence, trace.trigger)
    if told is None:
        return None
    if told.cue.kind in LEVELS:
        level, subjects = LEVELS[told.cue.kind]
        return EvidenceLine(level=level, subjects=subjects, at=(told.span,))
    if reading.evidence.level not in {level for level, _ in LEVELS.values()}:
        return None
    sentence = read_evidence(reading.hits, reading.hits.cues, [trace.sentence])
    return line_of(sentence) if sentence.subjects == "human" and (sentence.said or sentence.sample_size) else UNSTATED


def _rests_on_study(reading: Reading, trace: Trace, matter: frozenset[str], tested: frozenset[str]) -> bool:
    """Say whether a claim is a finding of the article: of two things its opening names, or of one beside the study.

    Where all that is told of the study names means, it says nothing of others.
    """
    claim = trace.claim
    ends = len(matter & {claim.subject, claim.object})
    if tested and not tested & {claim.subject, claim.object}:
        return False
    if claim.kind in _KNOWN or ends != 1 or not reading.is_article:
        return ends > 0 and claim.kind not in _KNOWN
    opened = any(s.section in OPENING for s in reading.sentences if s.span == trace.sentence)
    return opened or any(reading.hits.of(family, trace.sentence) for family in ("design", "sample"))


def _tested(reading: Reading) -> frozenset[str]:
    """Return the means that are named where the study is told of, controls left out."""
    telling = [s.span for s in reading.sentences if any(s.span.holds(at) for at in reading.evidence.basis)]
    means = (
        m for m in reading.mentions if m.cls in reading.grammar.means and not is_control(m.span.of(reading.hits.text))
    )
    return frozenset(m.concept for m in means if any(span.holds(m.span) for span in telling))
