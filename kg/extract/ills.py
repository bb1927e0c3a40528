"""What a sentence speaks of and no vocabulary names: ills known by the word they end in, and what numbers measure."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.beside import is_gauge
from kg.extract.cues import Hit, Hits
from kg.extract.phrases import LOCAL, local_mention, name_ending_in
from kg.identifiers import slugify
from kg.model import Mention, Span

ILL_HEAD = "ill-head"
"""The cue list of words that name an ill with what stands before them."""
_QUANTITY = "quantity"
_ALONE = "ill-alone"
_SURE = 0.7
"""Weight from which a trigger ends a name that would go across it."""


def with_ills(sentence: Span, mentions: Sequence[Mention], hits: Hits, triggers: Sequence[Hit]) -> Sequence[Mention]:
    """Return the mentions of a sentence with the ills it names by such words alone, where no other mention stands.

    :param triggers: words of relation in the sentence, which no name goes across.
    """
    heads = hits.of(ILL_HEAD, sentence)
    if not heads:
        return mentions
    added = []
    for head in heads:
        told = any(hit.cue.weight >= _SURE and hit.start < head.start < hit.end for hit in triggers)
        if (
            told
            or is_gauge(hits.text, head.end)
            or any(m.span.start < head.end and head.start <= m.span.end + 1 for m in mentions)
        ):
            continue
        before = [m.span.end for m in mentions if m.span.end <= head.start]
        before += [hit.end for hit in triggers if hit.cue.weight >= _SURE and hit.end <= head.start]
        span = name_ending_in(hits.text, head.span, max(before, default=sentence.start), alone=head.cue.kind == _ALONE)
        if span:
            added.append(local_mention(hits.text, span, "Feature"))
    return sorted((*mentions, *added), key=lambda m: m.span) if added else mentions


def with_quantities(
    sentence: Span, mentions: Sequence[Mention], hits: Hits, triggers: Sequence[Hit]
) -> Sequence[Mention]:
    """Return the mentions of a sentence with what the numbers in its triggers measure: the weight of "lost 7 kg"."""
    told = [hit for hit in hits.of(_QUANTITY, sentence) if any(trigger.holds(hit.span) for trigger in triggers)]
    taken = [m.span for m in mentions]
    free = [hit for hit in told if not any(t.start < hit.end and hit.start < t.end for t in taken)]
    return sorted((*mentions, *map(_measured, free)), key=lambda m: m.span) if free else mentions


def _measured(hit: Hit) -> Mention:
    label = hit.cue.label
    return Mention(span=hit.span, cls=hit.cue.signals, concept=slugify(label), label=label, matched=LOCAL)
