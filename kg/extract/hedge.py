"""Negation, hedging and modality, and how far they reach (after the ConText algorithm)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.extract.cues import Hit, Hits
from kg.model import Span

_STOP = re.compile(r"[;:]\s|--| [\u2013\u2014] |(?<=\b[Nn]o)\.\s?\d")
_WEAK_HEDGE = "suggestion"


def acting(hits: Iterable[Hit]) -> list[Hit]:
    """Keep the cues that have a scope; the others only hide words that look like cues."""
    return [hit for hit in hits if hit.cue.direction]


def in_force(hits: Hits, family: str, span: Span) -> list[Hit]:
    """Return the cues of a list, ``hedge`` or ``negation``, that act within a stretch of text."""
    return acting(hits.of(family, span))


def governing(hits: Hits, span: Span, relation: Hit) -> list[Hit]:
    """Return the hedges that make a relation conditional; "the results suggest that" alone does not."""
    doubts = (hit for hit in in_force(hits, "hedge", span) if hit.cue.kind != _WEAK_HEDGE)
    return [hit for hit in doubts if hit.start < relation.end or hit.cue.direction != "forward"]


def is_negated(hits: Hits, sentence: Span, target: Span) -> bool:
    """Say whether a part of the sentence lies in the scope of a negation."""
    return bool(scopes_over(hits, "negation", sentence, target))


def is_hedged(hits: Hits, sentence: Span, target: Span) -> bool:
    """Say whether a part of the sentence lies in the scope of a hedge."""
    return bool(scopes_over(hits, "hedge", sentence, target))


def scopes_over(hits: Hits, family: str, sentence: Span, target: Span) -> list[Hit]:
    """Return the cues of a list whose scope holds the target."""
    found = in_force(hits, family, sentence)
    ends = _boundaries(hits, sentence) if found else []
    return [hit for hit in found if _reaches(hit, target, ends)]


def modality_at(hits: Hits, sentence: Span, target: Span, *, inherited: str = "asserted") -> str:
    """Return the slug of the modality by which a part of the sentence is put forward.

    The cue nearest to the target decides; without one the modality of a lead-in is inherited.
    """
    found = [
        hit for family in ("hedge", "aim") for hit in scopes_over(hits, family, sentence, target) if hit.cue.signals
    ]
    if not found:
        return inherited
    return min(found, key=lambda hit: (abs(hit.start - target.start), hit.start)).cue.signals


def _boundaries(hits: Hits, sentence: Span) -> list[int]:
    """Return the positions at which a scope ends, in order: a clause ends, or a word is cut short ("No. 1")."""
    breaks = [hit.start for hit in hits.of("boundary", sentence)]
    breaks += [found.start() for found in _STOP.finditer(hits.text, sentence.start, sentence.end)]
    return sorted(breaks)


def _reaches(hit: Hit, target: Span, ends: list[int]) -> bool:
    if hit.start < target.end and target.start < hit.end:
        return True
    if hit.end <= target.start:
        return hit.cue.direction in ("forward", "both") and not any(hit.end <= end < target.start for end in ends)
    return hit.cue.direction in ("backward", "both") and not any(target.end <= end < hit.start for end in ends)
