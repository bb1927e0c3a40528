"""How strong a relation the wording of a sentence makes a reader infer."""

from __future__ import annotations

from typing import NamedTuple

from kg.extract.cues import Cues, Hit, Hits
from kg.extract.hedge import acting, governing
from kg.extract.statements import is_question
from kg.model import Span

NONE, CORRELATIONAL, CONDITIONAL, CAUSAL = GROUPS = ("none", "correlational", "conditional", "causal")
_PERSON = "individual"


class StrengthReading(NamedTuple):
    """A step of the strength scheme, the four-way group, and the cues that decided."""

    strength: str
    group: str
    decided_by: tuple[Hit, ...]


def read_strength(hits: Hits, span: Span, cues: Cues, *, inherited: str = "") -> StrengthReading:
    """Read how strongly a stretch of text puts a relation forward.

    :param inherited: the group of the lead-in of a list; an item can be no stronger than ``conditional`` where it is.
    """
    main = _main_relation(hits.of("strength", span), cues)
    calls = hits.of("setting", span)
    if main is None or _silenced(main, calls, cues):
        return StrengthReading(*_without_relation(hits, span), tuple(calls))
    if is_question(hits.text, span):
        return StrengthReading("possibility", CONDITIONAL, (main,))
    if main.cue.kind == "association":
        return StrengthReading(_for_one(hits, span, main.cue.signals), CORRELATIONAL, (main,))
    doubt = governing(hits, span, main)
    if doubt or inherited == CONDITIONAL:
        return StrengthReading("moderate", CONDITIONAL, (main, *doubt))
    power = [hit for hit in hits.of("ability", span) if hit.start < main.end]
    if power:
        return StrengthReading("can-cause", CONDITIONAL, (main, *power))
    return StrengthReading(_for_one(hits, span, main.cue.signals), CAUSAL, (main,))


def _main_relation(relations: list[Hit], cues: Cues) -> Hit | None:
    """Return the weightiest relation; the first of a sentence counts a little more."""
    least, bonus = cues.policy["least-relation"], cues.policy["first-relation"]
    strong = [hit for hit in relations if hit.cue.weight >= least]
    return max(strong, key=lambda hit: hit.cue.weight + (bonus if hit is strong[0] else 0.0), default=None)


def _silenced(main: Hit, calls: list[Hit], cues: Cues) -> bool:
    total = sum({hit.cue.slug: hit.cue.weight for hit in calls}.values())
    return total >= cues.policy["least-call"] and total >= main.cue.weight - cues.policy["call-margin"]


def _without_relation(hits: Hits, span: Span) -> tuple[str, str]:
    hoped = acting(hits.of("aim", span)) or acting(hits.of("hedge", span))
    return ("possibility" if hoped else "no-effect-claimed"), NONE


def _for_one(hits: Hits, span: Span, strength: str) -> str:
    """Lower an effect that is told of one patient to what was observed in that patient."""
    told_of = {hit.cue.signals for hit in hits.of("reach", span)}
    return "observed-individual" if told_of == {_PERSON} and strength == "direct-cause" else strength
