"""On what evidence each claim rests: what the article reports, what its own sentence tells, or nothing stated."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from kg.extract.evidence import SUBJECTS_OF, EvidenceReading, read_evidence
from kg.extract.matter import matter_of
from kg.extract.phrases import LOCAL, is_control, is_form
from kg.extract.reading import OPENING, STUDY, Reading
from kg.extract.result import Trace
from kg.extract.seen import LEVELS, nearest, seen_in
from kg.identifiers import slugify
from kg.model import UNSTATED, EvidenceLine, Span

_KNOWN = frozenset({"background", "practice"})
"""Kinds of claim that tell what is known or done, not what an article found."""


def lines_of(reading: Reading) -> dict[str, EvidenceLine]:
    """Return what each study that an article tells of gives as evidence, by slug; the one it rests on comes first."""
    return {
        f"{STUDY}-{number}" if number > 1 else STUDY: line_of(told.evidence)
        for number, told in enumerate(reading.studies, 1)
    }


def line_of(reading: EvidenceReading) -> EvidenceLine:
    """Return an evidence reading as the line that claims carry; how many took part is told whatever the design."""
    if reading.level == UNSTATED.level and not reading.counted:
        return UNSTATED
    return EvidenceLine(
        level=reading.level,
        design=reading.design,
        sample_size=reading.sample_size,
        subjects=reading.subjects if reading.subjects != "none" else "",
        at=tuple(sorted({*_level_words(reading), *((reading.sample_at,) if reading.sample_at else ())})),
    )


def _level_words(reading: EvidenceReading) -> tuple[Span, ...]:
    return () if reading.level == UNSTATED.level else reading.basis


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
    """Give every claim a name and its evidence: that of the study it stands with, its own if it tells it, or a body's.

    The others state none, nor does a list.
    """
    lines, names = lines_of(reading), Names()
    places = {at.start: slug for slug, told in zip(lines, reading.studies, strict=True) for at in told.at}
    matter, tested = matter_of(reading), _tested(reading)
    for trace in traces:
        if trace.listed:
            yield _named(names, trace, UNSTATED)
            continue
        place = places.get(trace.sentence.start, "")
        own = _advised(reading, trace, lines[STUDY]) or _own_evidence(reading, trace, lines[place or STUDY])
        study = _study_of(lines, place or STUDY, own) if _rests_on(reading, trace, place, matter, tested) else ""
        yield _named(names, trace, _graded(reading, trace, lines[study] if study else own or UNSTATED), study)


def _named(names: Names, trace: Trace, line: EvidenceLine, study: str = "") -> Trace:
    c = trace.claim
    name = names.give(c.subject, c.predicate, c.object, negated=c.negated)
    return replace(trace, claim=replace(c, name=name, evidence=(line,), study=study))


def _graded(reading: Reading, trace: Trace, line: EvidenceLine) -> EvidenceLine:
    """Return the evidence of a claim with how its clause, or what follows, grades it: "low-quality evidence that"."""
    later = (hit for hit in reading.hits.of("graded", trace.sentence) if hit.start >= trace.trigger.end)
    told = nearest(reading.hits, "graded", trace.sentence, trace.trigger) or next(later, None)
    return replace(line, grade=told.cue.signals, at=tuple(sorted({*line.at, told.span}))) if told else line


def _study_of(lines: Mapping[str, EvidenceLine], place: str, own: EvidenceLine | None) -> str:
    """Return the study that bears a claim out: the one it stands with, or that of the level it tells itself."""
    return place if own is None else next((slug for slug, line in lines.items() if line.level == own.level), "")


def _advised(reading: Reading, trace: Trace, main: EvidenceLine) -> EvidenceLine | None:
    """Return the evidence of what is advised, which no study of the article bears out: a body's word, or none stated.

    None where a claim is no advice, or where the advice is what the article is about.
    """
    told = nearest(reading.hits, "advice-given", trace.sentence, trace.trigger)
    if told is None or told.cue.signals == main.level:
        return None
    return EvidenceLine(level=told.cue.signals, at=(told.span,)) if told.cue.signals else UNSTATED


def _own_evidence(reading: Reading, trace: Trace, study: EvidenceLine) -> EvidenceLine | None:
    """Return what a claim itself says it was seen in, where that is not what the study was in; None for neither."""
    if not reading.vocabulary.predicates[trace.claim.predicate].asserts_effect:
        return None
    told = seen_in(reading.hits, trace.sentence, trace.trigger)
    if told is None:
        return _attributed(reading, trace, study)
    if told.cue.kind in LEVELS:
        level, subjects = LEVELS[told.cue.kind]
        return EvidenceLine(level=level, subjects=subjects, at=(told.span,))
    if study.level not in {level for level, _ in LEVELS.values()}:
        return None
    sentence = read_evidence(reading.hits, reading.hits.cues, [trace.sentence])
    return line_of(sentence) if sentence.subjects == "human" and (sentence.said or sentence.sample_size) else UNSTATED


def _attributed(reading: Reading, trace: Trace, study: EvidenceLine) -> EvidenceLine | None:
    """Return the studies that a claim is put down to, other than the article's: "cohort studies suggest that"."""
    before = Span(trace.sentence.start, max(trace.trigger.start, trace.sentence.start + 1))
    strong = reading.policy["study-named"]
    named = [hit for hit in reading.hits.of("design", before) if hit.cue.signals and hit.cue.weight >= strong]
    if not named or any(hit.cue.signals == study.level for hit in named):
        return None
    return line_of(read_evidence(reading.hits, reading.hits.cues, [before]))


def _rests_on(reading: Reading, trace: Trace, place: str, matter: Set[str], tested: Set[str]) -> bool:
    """Say whether a claim is a finding of a study: of two things the opening names, or of one beside the study.

    Where all that is told of the study the article rests on names means, it says nothing of others, and of these it
    does, whether the opening names them or not.

    :param place: the study that its sentence tells of; empty for none.
    """
    claim, main = trace.claim, reading.evidence
    ends = {claim.subject, claim.object}
    known = len((matter | tested) & ends)
    if claim.kind in _KNOWN or not known:
        return False
    if place not in ("", STUDY):
        return True
    if (tested and not tested & ends) or not (main.said or main.counted):
        return False
    if known > 1 or place or not reading.is_article:
        return True
    opened = any(s.section in OPENING for s in reading.sentences if s.span == trace.sentence)
    return opened or _tells(reading, trace.sentence)


def _tells(reading: Reading, sentence: Span) -> bool:
    """Say whether a sentence speaks as one that tells of such a study: of its design, risks, or how many took part."""
    in_model = reading.evidence.level in SUBJECTS_OF
    designs = (hit.cue.signals for hit in reading.hits.of("design", sentence))
    counts = (hit for hit in reading.hits.of("sample", sentence) if hit.cue.weight)
    return any(level and (level in SUBJECTS_OF) == in_model for level in designs) or any(True for _ in counts)


def _tested(reading: Reading) -> frozenset[str]:
    """Return the means that are named where the study is told of, controls and forms ("the pill") left out.

    What the article is about is among them where it only has another name: a thing of the article alone ("an
    experimental pill"), or one that some sentence names beside what was tested, as a food beside what is in it.
    """
    telling = [s.span for s in reading.sentences if any(s.span.holds(at) for at in reading.evidence.basis)]
    text = reading.hits.text
    means = (m for m in reading.mentions if m.cls in reading.grammar.means and not _is_no_name(m.span.of(text)))
    tested = frozenset(m.concept for m in means if any(span.holds(m.span) for span in telling))
    topic = reading.topic.means
    if not tested or topic is None or topic.concept in tested:
        return tested
    renamed = topic.matched == LOCAL or _sentences_naming(reading, {topic.concept}) & _sentences_naming(reading, tested)
    return tested | {topic.concept} if renamed else tested


def _is_no_name(surface: str) -> bool:
    return is_control(surface) or is_form(surface)


def _sentences_naming(reading: Reading, concepts: Set[str]) -> set[int]:
    starts = [s.span.start for s in reading.sentences]
    return {bisect_right(starts, m.span.start) for m in reading.mentions if m.concept in concepts}
