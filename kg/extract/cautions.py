"""Limits that an article itself states: single case, small sample, early stage, undisclosed details and so on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.cues import Hit, Hits
from kg.model import Sentence, Span

_FOOT = "boilerplate"
_SILENT = frozenset({"byline", "caption"})
_DECLARED = "declared-interest"


def read_cautions(hits: Hits, sentences: list[Sentence]) -> list[tuple[str, Span]]:
    """Return the limits stated, as pairs of a slug of the limitation scheme and the words that state it, in order.

    Page furniture states nothing, save that interests are declared at the foot of a page. The same limit in two places
    is two pairs, and the same words may state two limits.
    """
    return [
        (hit.cue.signals, hit.span)
        for sentence in sentences
        if sentence.section not in _SILENT
        for hit in _stated(hits.of("caution", sentence.span))
        if sentence.section != _FOOT or hit.cue.kind == _DECLARED
    ]


def _stated(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Leave out what lies within words that only look like a limit; those signal nothing."""
    hidden = 0
    for hit in sorted(hits, key=lambda hit: (hit.start, bool(hit.cue.signals), hit.cue.signals)):
        if not hit.cue.signals:
            hidden = max(hidden, hit.end)
        elif hit.end > hidden:
            yield hit
