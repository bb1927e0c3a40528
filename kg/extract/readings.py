"""Read one sentence: strength, hedging, negation and certainty, with the words that decided."""

from __future__ import annotations

from kg.extract.certainty import read_certainty
from kg.extract.cues import Cues, Hits
from kg.extract.hedge import in_force
from kg.extract.strength import read_strength
from kg.model import Sentence, Span


def read_sentence(hits: Hits, span: Span, section: str, cues: Cues, *, inherited: Sentence | None = None) -> Sentence:
    """Read how one sentence is worded.

    :param hits: the cues of the whole text, ``cues.find(text)``.
    :param inherited: the sentence that leads in the list this one is an item of; its doubt goes on to the item.
    """
    wording = read_strength(hits, span, cues, inherited=inherited.group if inherited else "")
    hedges = in_force(hits, "hedge", span)
    denials = in_force(hits, "negation", span)
    deciding = {(hit.start, hit.end, hit.cue.kind) for hit in (*wording.decided_by, *hedges, *denials)}
    return Sentence(
        span=span,
        section=section,
        strength=wording.strength,
        group=wording.group,
        hedged=bool(hedges) or (inherited is not None and inherited.hedged),
        negated=bool(denials),
        certainty=read_certainty(hits, span, wording.group, cues),
        cues=tuple((kind, Span(start, end)) for start, end, kind in sorted(deciding)),
    )
