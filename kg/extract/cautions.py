"""Limits that an article itself states: single case, small sample, early stage, undisclosed details and so on."""

from __future__ import annotations

from kg.extract.cues import Hits
from kg.model import Sentence, Span

_SILENT = frozenset({"boilerplate", "byline", "caption"})


def read_cautions(hits: Hits, sentences: list[Sentence]) -> list[tuple[str, Span]]:
    """Return the limits stated, as pairs of a slug of the limitation scheme and the words that state it, in order.

    Page furniture states nothing; the same limit in two places is two pairs.
    """
    return [
        (hit.cue.signals, hit.span)
        for sentence in sentences
        if sentence.section not in _SILENT
        for hit in hits.of("caution", sentence.span)
        if hit.cue.signals
    ]
