"""How an article tells the size of effects: against another group only, or in numbers of people as well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.cues import Hit, Hits
from kg.model import Sentence

FAMILY = "effect-size"
_SILENT = frozenset({"boilerplate", "byline"})


def read_measures(hits: Hits, sentences: Sequence[Sentence]) -> Iterator[Hit]:
    """Walk the words that tell a size, in order; each signals a slug of the scheme effect-measure."""
    for sentence in sentences:
        if sentence.section not in _SILENT:
            yield from hits.of(FAMILY, sentence.span)
