"""What evidence an article says it rests on: level, design, subjects and sample, with the words that say it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.extract.cues import Cues, Hit, Hits
from kg.model import Span

UNSTATED = "unstated"
_AFTER = 16
"""Characters after a phrase in which its last number may turn out to be of years."""
_BESIDE = 120
"""Characters between words that tell the design and those that tell who took part."""
_SENTENCE_END = re.compile(r"[.!?]\s|\n")
_SUBJECTS_OF = {"animal": "animal", "in-vitro": "cells"}


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
    subjects: str = "none"
    stage: str = ""
    comparator: str = ""
    registrations: tuple[str, ...] = ()


def read_evidence(hits: Hits, cues: Cues, spans: Iterable[Span] | None = None) -> EvidenceReading:
    """Read the evidence that a text, or some stretches of it, rests on.

    :param spans: where to look, for example the sentences of one claim; the whole text if left out.
    """
    within = [Span(0, len(hits.text))] if spans is None and hits.text else list(spans or ())
    design_hits = [hit for span in within for hit in hits.of("design", span)]
    level, basis = _level(design_hits, hits.folded, cues)
    context = _by_kind(hit for span in within for hit in hits.of("context", span))
    design = _heaviest([hit for span in within for hit in hits.of("finer", span) if hit.cue.within == level])
    counted = [hit for span in within for hit in hits.of("sample", span) if _fits(level, hit, hits)]
    sample = _sample(counted, hits, cues)
    comparator = _heaviest(context.get("comparator", []))
    stage = _heaviest(context.get("stage", []))
    return EvidenceReading(
        level=level,
        design=design.cue.signals if design else "",
        basis=tuple(hit.span for hit in basis),
        said=any(hit.cue.weight >= cues.policy["design-said"] for hit in basis),
        sample_size=sample[0] if sample else None,
        sample_at=sample[1] if sample else None,
        subjects=_subjects(level, [hit for span in within for hit in hits.of("subjects", span)], basis, hits.text),
        stage=stage.cue.signals if stage else "",
        comparator=comparator.of(hits.text) if comparator else "",
        registrations=tuple(dict.fromkeys(hit.of(hits.text) for hit in context.get("register", []))),
    )


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
    if level in _SUBJECTS_OF:
        return _SUBJECTS_OF[level]
    whole = [hit for hit in found if hit.cue.signals != "cells"] or found
    beside = [hit for hit in whole if any(_is_beside(text, hit, told) for told in basis)]
    weights: dict[str, float] = defaultdict(float)
    for hit in beside or (whole if basis else found):
        weights[hit.cue.signals] += hit.cue.weight
    return max(weights, key=lambda name: (weights[name], name), default="none")


def _is_beside(text: str, one: Hit, other: Hit) -> bool:
    end, start = (one.end, other.start) if one[:2] <= other[:2] else (other.end, one.start)
    return start - end <= _BESIDE and _SENTENCE_END.search(text, end, start) is None


def _fits(level: str, sample: Hit, hits: Hits) -> bool:
    """Say whether those counted can be the sample: of a study in cells or animals, people are none."""
    return level not in _SUBJECTS_OF or not any(h.cue.signals == "human" for h in hits.of("subjects", sample.span))


def _sample(found: list[Hit], hits: Hits, cues: Cues) -> tuple[int, Span] | None:
    """Return how many were studied and where it is said: the first of the heaviest cues."""
    counted = [(value, hit) for hit in found if hit.cue.weight and (value := _count(hit, hits, cues)) is not None]
    if not counted:
        return None
    most = max(hit.cue.weight for _, hit in counted)
    value, hit = next((value, hit) for value, hit in counted if hit.cue.weight == most)
    return value, hit.span


def _count(hit: Hit, hits: Hits, cues: Cues) -> int | None:
    """Return the largest number of a phrase that is no age or share: in "14 of 17 patients" the 17."""
    others = hits.of("no-count", Span(hit.start, min(hit.end + _AFTER, len(hits.text))))
    numbers = cues.number_expression.finditer(hits.folded, hit.start, hit.end)
    counts = (found[0] for found in numbers if not any(o.start <= found.start() < o.end for o in others))
    return max((value for count in counts if (value := cues.value(count)) is not None), default=None)


def _by_kind(found: Iterable[Hit]) -> dict[str, list[Hit]]:
    groups: dict[str, list[Hit]] = defaultdict(list)
    for hit in found:
        groups[hit.cue.kind].append(hit)
    return groups


def _heaviest(found: list[Hit]) -> Hit | None:
    return max(found, key=lambda hit: hit.cue.weight, default=None)
