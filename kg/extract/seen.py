"""In whom or in what one finding was seen: "in cell cultures ... but in mice" gives each claim subjects of its own."""

from __future__ import annotations

import re

from kg.extract.cues import Hit, Hits
from kg.model import Span

PEOPLE = "seen-in-people"
LEVELS = {"seen-in-cells": ("in-vitro", "cells"), "seen-in-animals": ("animal", "animal")}
"""Kind of cue -> evidence level and subjects."""
_OPENS = re.compile(r"(?:^|[,;:(]|\band)\s*$")
"""Before words that hold for what follows them: "..., and in mice it did"."""


def seen_in(hits: Hits, sentence: Span, finding: Span) -> Hit | None:
    """Return the words that tell in what a finding was seen: the nearest of its clause; None where none are there.

    :param finding: the words that relate the two things.
    """
    return nearest(hits, "seen-in", sentence, finding)


def nearest(hits: Hits, family: str, sentence: Span, finding: Span) -> Hit | None:
    """Return the cue of a list that stands nearest to a finding within its clause."""
    told = hits.of(family, sentence)
    if not told:
        return None
    cuts = [hit.start for hit in hits.of("barrier", sentence)]
    cuts += [hit.start for hit in told if _OPENS.search(hits.text[max(sentence.start, hit.start - 8) : hit.start])]
    start = max((cut for cut in cuts if cut <= finding.start), default=sentence.start)
    end = min((cut for cut in cuts if cut > finding.start), default=sentence.end)
    near = [hit for hit in told if start <= hit.start < end]
    return min(near, key=lambda hit: (_gap(hit.span, finding), hit.start), default=None)


def _gap(one: Span, other: Span) -> int:
    return max(one.start, other.start) - min(one.end, other.end)
