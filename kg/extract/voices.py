"""Who the article says is speaking: by verbs of saying and the names near them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extract.cues import Hits
from kg.extract.result import SourceMention
from kg.identifiers import slugify
from kg.model import Span, Voice

ARTICLE = "article"
KINDS = {
    "person": "named-expert",
    "institution": "institution",
    "agency": "agency",
    "company": "company",
    "journal": "authors",
}


@dataclass
class VoiceReader:
    """Finds the voice of a sentence, and keeps the voices it met."""

    hits: Hits
    sources: Sequence[SourceMention]
    """In order of place."""
    met: dict[str, Voice] = field(default_factory=dict)

    def voice_of(self, sentence: Span) -> str:
        """Return the slug of a voice: a name beside a verb of saying, else a kind of speaker, else the article."""
        sayings = self.hits.of("saying", sentence)
        if not sayings:
            return ARTICLE
        named = [s for s in self._within(sentence) if s.kind != "journal"]
        if named:
            nearest = min(named, key=lambda s: (min(_gap(s.span, hit.span) for hit in sayings), s.span))
            return self._keep(
                Voice(slug=slugify(nearest.label), label=nearest.label, identified=True, kind=KINDS[nearest.kind])
            )
        told = next((hit for hit in sayings if hit.cue.signals), None)
        if told is None:
            return ARTICLE
        return self._keep(Voice(slug=told.cue.signals, label=told.cue.label, identified=False, kind=told.cue.signals))

    def _within(self, sentence: Span) -> list[SourceMention]:
        first = bisect_left(self.sources, sentence.start, key=lambda s: s.span.start)
        last = bisect_left(self.sources, sentence.end, key=lambda s: s.span.start)
        return [s for s in self.sources[first:last] if sentence.holds(s.span)]

    def _keep(self, voice: Voice) -> str:
        return self.met.setdefault(voice.slug, voice).slug


def _gap(one: Span, other: Span) -> int:
    return max(one.start, other.start) - min(one.end, other.end)
