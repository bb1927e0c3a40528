"""How certain a sentence sounds, from 1 (a guess) to 6 (beyond doubt)."""

from __future__ import annotations

from kg.extract.cues import Cues, Hits
from kg.model import Span

LEAST, MOST = 1.0, 6.0


def read_certainty(hits: Hits, span: Span, group: str, cues: Cues) -> float:
    """Add up what the cues of a stretch of text take from or add to a plain statement."""
    score = cues.policy["certainty-plain"] + cues.policy.get(f"certainty-{group}", 0.0)
    for family in ("hedge", "ability", "aim", "certainty", "negation"):
        weights = {hit.cue.kind: hit.cue.weight for hit in hits.of(family, span)}
        score += sum(weights.values())
    return round(min(MOST, max(LEAST, score)), 1)
