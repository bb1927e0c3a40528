"""What evidence an article says it rests on: level, design, subjects and sample, with the words that say it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.extract.cues import Cues, Hit, Hits
from kg.model import Span

UNSTATED = "unstated"
_AROUND = 16
"""Characters around a phrase in which a number of it may turn out to be of years."""
_BESIDE = 120
"""Characters between words that tell the design and those that tell who took part."""
_YEARS = range(1900, 2100)
_ROUND, _NEAR = 50, 0.1
"""Least number that is taken for a rounded one, and the part of it by which the exact one may differ."""
_SENTENCE_END = re.compile(r"[.!?]\s|\n")
_CONTROL = "names-control"
"""Kind of the words that only tell what something was set against."""
_ANIMAL = "animal"
SUBJECTS_OF = {_ANIMAL: "animal", "in-vitro": "cells"}
"""Levels that tell in what was studied, where that is not people."""
_RESEARCH = "research-told"
"""Class of the words that tell of research."""
_SUM = "sample-sum"
"""Class of the words that count those studied in parts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceReading:
    """What a text says of its evidence; ``unstated`` and None where it does not say."""

    level: str = UNSTATED
    design: str = ""
    basis: tuple[Span, ...] = ()
    """The words that decide the level: what says a design, or the strongest hints where nothing says one."""
    said: bool = False
    """Whether the words say a design; else they only hint at one, as a title does that speaks of a diet."""
    sample_size: int | None = None
    sample_at: Span | None = None
    counted: bool = False
    """Whether the words say that so many were studied; else they only count people."""
    subjects: str = "none"
    stage: str = ""
    comparator: str = ""
    registrations: tuple[str, ...] = ()


def read_evidence(
    hits: Hits, cues: Cues, spans: Iterable[Span] | None = None, title: Span | None = None
) -> EvidenceReading:
    """Read the evidence that a text, or some stretches of it, rests on.

    :param spans: where to look, for example the sentences of one claim; the whole text if left out.
    :param title: the headline; where it names no animals or cells, a study in people that is told of goes before one
        in these.
    """
    within = [Span(0, len(hits.text))] if spans is None and hits.text else list(spans or ())
    design_hits = [hit for span in within for hit in hits.of("design", span)]
    level, basis = _level(design_hits, hits.folded, cues)
    if title and level in SUBJECTS_OF and _people_first(hits, title, design_hits):
        people = [hit for hit in design_hits if hit.cue.signals not in SUBJECTS_OF]
        level, basis = _level(people, hits.folded, cues)
    context = _by_kind(hit for span in within for hit in hits.of("context", span))
    design = _heaviest([hit for span in within for hit in hits.of("finer", span) if hit.cue.within == level])
    named = [hit for span in within for hit in hits.of("subjects", span)]
    subjects = _subjects(level, named, basis, hits.text)
    if subjects == SUBJECTS_OF[_ANIMAL] and level != _ANIMAL:  # "the rats were assigned to placebo"
        told = [hit for hit in design_hits if hit.cue.signals == _ANIMAL]
        if any(hit.cue.weight >= cues.policy["study-told"] for hit in told):
            level, basis = _ANIMAL, _decisive(told, hits.folded, cues)
    counted = [hit for span in within for hit in hits.of("sample", span) if _fits(subjects, hit, hits)]
    sample = _sample(counted, hits, cues)
    comparator = _heaviest(context.get("comparator", []))
    stage = _heaviest(context.get("stage", []))
    return EvidenceReading(
        level=level,
        design=design.cue.signals if design else "",
        basis=tuple(hit.span for hit in basis),
        said=_is_said(basis, design_hits, counted, cues) and _is_research(hits, basis),
        sample_size=sample.size if sample else None,
        sample_at=sample.span if sample else None,
        counted=sample is not None and sample.said,
        subjects=subjects,
        stage=stage.cue.signals if stage else "",
        comparator=comparator.of(hits.text) if comparator else "",
        registrations=tuple(dict.fromkeys(hit.of(hits.text) for hit in context.get("register", []))),
    )


def _is_said(basis: Sequence[Hit], designs: Sequence[Hit], counted: Sequence[Hit], cues: Cues) -> bool:
    """Say whether words say a design, and more is told of a study than what something was set against."""
    if not any(hit.cue.weight >= cues.policy["design-said"] for hit in basis):
        return False
    return bool(counted) or any(hit.cue.signals and hit.cue.kind != _CONTROL for hit in designs)


def _is_research(hits: Hits, basis: Sequence[Hit]) -> bool:
    """Say whether words name a study, or some tell of research: a page of advice speaks of tablets and animals too."""
    named = hits.cues.policy["study-named"]
    if len(hits.text) <= hits.cues.policy["short-text"] or any(hit.cue.weight >= named for hit in basis):
        return True
    return any(hit.cue.kind == _RESEARCH for hit in hits.of("research"))


def _level(found: list[Hit], text: str, cues: Cues) -> tuple[str, list[Hit]]:
    """Return the level with the most weight behind it, and the cues that speak for it."""
    by_level: dict[str, list[Hit]] = defaultdict(list)
    for hit in found:
        if hit.cue.signals:
            by_level[hit.cue.signals].append(hit)
    if not by_level:
        return UNSTATED, []
    scores = {level: _score(hits, text, cues) for level, hits in by_level.items()}
    level = max(scores, key=lambda name: (scores[name], name))
    needed = cues.policy["least-design" if len(text) > cues.policy["short-text"] else "least-design-short"]
    if scores[level] < needed:
        return UNSTATED, []
    return level, _decisive(by_level[level], text, cues)


def _decisive(hits: list[Hit], text: str, cues: Cues) -> list[Hit]:
    """Return what says the design, each wording where it stands first; where nothing does, the strongest hints."""
    strongest = max(hit.cue.weight for hit in hits)
    least = min(strongest, cues.policy["design-said"])
    first = {text[hit.start : hit.end]: hit for hit in reversed(hits) if hit.cue.weight >= least}
    return sorted(first.values())


def _score(hits: list[Hit], text: str, cues: Cues) -> float:
    """Add up what different words say; those that only hint at a design count up to a cap, however many they are."""
    said = hinted = 0.0
    early = cues.policy["early-share"] * len(text)
    for hit in {text[hit.start : hit.end]: hit for hit in reversed(hits)}.values():
        weight = hit.cue.weight * (cues.policy["design-early"] if hit.start <= early else 1.0)
        if hit.cue.weight >= cues.policy["design-said"]:
            said += weight
        else:
            hinted += weight
    return said + min(hinted, cues.policy["hints-most"])


def _subjects(level: str, found: Sequence[Hit], basis: Sequence[Hit], text: str) -> str:
    """Return in whom or what was studied: as the level says, else by the words of the sentences that tell the design.

    Where no such words stand there, all of them decide. Cells are what somebody was given as soon as somebody is named.
    """
    if level in SUBJECTS_OF:
        return SUBJECTS_OF[level]
    found = [hit for hit in found if hit.cue.signals]
    whole = [hit for hit in found if hit.cue.signals != "cells"] or found
    beside = [hit for hit in whole if any(_is_beside(text, hit, told) for told in basis)]
    weights: dict[str, float] = defaultdict(float)
    for hit in beside or (whole if basis else found):
        weights[hit.cue.signals] += hit.cue.weight
    return max(weights, key=lambda name: (weights[name], name), default="none")


def _is_beside(text: str, one: Hit, other: Hit) -> bool:
    end, start = (one.end, other.start) if one[:2] <= other[:2] else (other.end, one.start)
    return start - end <= _BESIDE and _SENTENCE_END.search(text, end, start) is None


def _people_first(hits: Hits, title: Span, designs: Sequence[Hit]) -> bool:
    """Say whether a study in people is told of by number, by name or first, where the title names no model."""
    named = {hit.cue.signals for hit in hits.of("subjects", title)}
    if named & set(SUBJECTS_OF.values()) and "human" not in named:
        return False
    policy = hits.cues.policy
    said = [hit for hit in designs if hit.cue.weight >= policy["design-said"]]
    first = min((hit.start for hit in said if hit.cue.signals in SUBJECTS_OF), default=len(hits.text))
    strong = (
        hit
        for hit in said
        if hit.cue.signals not in SUBJECTS_OF and (hit.cue.weight >= policy["study-named"] or hit.start < first)
    )
    return any(any(counted_beside(hits, hit)) for hit in strong)


def counted_beside(hits: Hits, told: Hit) -> Iterator[int]:
    """Walk the numbers of people that are counted in the clause that tells a design."""
    around = Span(max(0, told.start - _BESIDE), min(len(hits.text), told.end + _BESIDE))
    for hit in hits.of("sample", around):
        if hit.cue.weight and _is_beside(hits.text, hit, told) and _counts(hits, hit, "human"):
            count = _count(hit, hits, hits.cues)
            if count is not None and count[0] > 1:
                yield count[0]


def _fits(subjects: str, sample: Hit, hits: Hits) -> bool:
    """Say whether those counted can be the sample: people are none of work in animals or cells, animals of no other."""
    others = {"animal": ("human",), "cells": ("human",), "human": ("animal",)}.get(subjects, ())
    return not any(_counts(hits, sample, other) for other in others)


def _counts(hits: Hits, sample: Hit, subjects: str) -> bool:
    return any(hit.cue.signals == subjects for hit in hits.of("subjects", sample.span))


class _Sample(NamedTuple):
    size: int
    span: Span
    said: bool


def _sample(found: list[Hit], hits: Hits, cues: Cues) -> _Sample | None:
    """Return how many were studied and where it is said: the first of the heaviest cues that tells of more than one."""
    counted = [(hit, count) for hit in found if hit.cue.weight and (count := _count(hit, hits, cues)) is not None]
    if not counted:
        return None
    counted = [(hit, (value, at)) for hit, (value, at) in counted if not _may_be_year(hits, value, at)] or counted
    most = max(hit.cue.weight for hit, _ in counted)
    heaviest = [found for found in counted if found[0].cue.weight == most]
    surest = next((found for found in heaviest if found[1][0] > 1), heaviest[0])
    hit, (value, at) = next((found for found in counted if _rounds(surest[1][0], found[1][0])), surest)
    return _Sample(value, Span(at, hit.end), said=most >= cues.policy["sample-said"])


def _is_mark(text: str, at: int) -> bool:
    """Say whether a number is the mark of a note, or a part of a name: "every year.4 Half of them", "HIF-2"."""
    return text[at - 1 : at] == "." or (text[at - 1 : at] == "-" and text[at - 2 : at - 1].isalpha())


def _may_be_year(hits: Hits, value: int, at: int) -> bool:
    """Say whether a number stands for a year as well: the 1998 of "a trial of 1998"."""
    return value in _YEARS and hits.text.startswith(str(value), at)


def _rounds(number: int, other: int) -> bool:
    """Say whether a number is another one rounded: 10,000 is 10,732, but 400 is not 250."""
    digits, exact = str(number).rstrip("0"), str(other).rstrip("0")
    return len(digits) == 1 < len(exact) and number >= _ROUND and abs(other - number) <= number * _NEAR


def _count(hit: Hit, hits: Hits, cues: Cues) -> tuple[int, int] | None:
    """Return the largest number of a phrase that is no age or share, and its place: in "14 of 17 patients" the 17.

    Of "three men and eleven women" it is the sum, from the first on.
    """
    around = Span(max(0, hit.start - _AROUND), min(hit.end + _AROUND, len(hits.text)))
    others = hits.of("no-count", around)
    numbers = cues.number_expression.finditer(hits.folded, hit.start, hit.end)
    counts = (n for n in numbers if not any(o.start <= n.start() < o.end for o in others))
    valued = ((cues.value(n[0]), -n.start()) for n in counts if not _is_mark(hits.text, n.start()))
    told = [(value, at) for value, at in valued if value is not None]
    told = [(value, at) for value, at in told if not _may_be_year(hits, value, -at)] or told
    if hit.cue.kind == _SUM and told:
        return sum(value for value, _ in told), -told[0][1]
    most = max(told, default=None)
    return (most[0], -most[1]) if most else None


def _by_kind(found: Iterable[Hit]) -> dict[str, list[Hit]]:
    groups: dict[str, list[Hit]] = defaultdict(list)
    for hit in found:
        groups[hit.cue.kind].append(hit)
    return groups


def _heaviest(found: list[Hit]) -> Hit | None:
    return max(found, key=lambda hit: hit.cue.weight, default=None)
