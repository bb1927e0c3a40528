"""The title against the evidence and against the body: rules O01 and O04 on one article."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.cues import Hits
from kg.extract.result import Headline
from kg.extract.scene import OWN_DENIAL
from kg.extract.strength import CONDITIONAL, GROUPS
from kg.model import Claim, EvidenceLine, Sentence, Span
from kg.vocabulary import Vocabulary

TOO_MANY = 2
"""Steps of the strength scale from which wording outruns what the evidence allows."""
_JUDGED = 2


def read_headline(
    hits: Hits, sentences: Sequence[Sentence], claims: Sequence[Claim], evidence: EvidenceLine, vocabulary: Vocabulary
) -> Headline | None:
    """Return how the title is worded and whether that overclaims; None where the article has no title.

    The title overclaims where its wording stands two steps above what the evidence allows (O01), or where it claims
    an effect without "may" and the body, which speaks of the same things, nowhere words it as strongly (O04).
    """
    titles = [s for s in sentences if s.section == "headline"]
    if not titles:
        return None
    main = max(titles, key=lambda s: vocabulary.rank("claim-strength", s.strength))
    rank = vocabulary.rank("claim-strength", main.strength)
    group = max((s.group for s in titles), key=GROUPS.index)
    steps = rank - _allowed(hits, main.span, evidence, vocabulary)
    outruns = steps >= TOO_MANY or (group != CONDITIONAL and _outruns_body(rank, titles, claims, vocabulary))
    return Headline(
        span=Span(titles[0].span.start, titles[-1].span.end),
        strength=main.strength,
        group=group,
        overclaim=rank >= _JUDGED and outruns,
        steps=steps,
    )


def _allowed(hits: Hits, title: Span, evidence: EvidenceLine, vocabulary: Vocabulary) -> int:
    """Return the rank the evidence allows; more where the title itself names the animals or cells that were studied."""
    level = vocabulary.member("evidence-level", evidence.level)
    in_model = level.first("maxStrengthInModel")
    named = {hit.cue.signals for hit in hits.of("subjects", title)}
    kind = level.first("subjectKind").rpartition("/")[2]
    slug = in_model if in_model and kind in named else level.first("maxStrength")
    return vocabulary.rank("claim-strength", slug.rpartition("/")[2])


def _outruns_body(rank: int, titles: Sequence[Sentence], claims: Sequence[Claim], vocabulary: Vocabulary) -> bool:
    """Compare each claim of the title with the strongest of the body on the same two things."""
    ends = titles[-1].span.end
    body: dict[tuple[str, str], int] = {}
    for claim in claims:
        if claim.at[0].start >= ends and not claim.negated:
            pair = (claim.subject, claim.object)
            body[pair] = max(body.get(pair, 0), vocabulary.rank("claim-strength", claim.strength))
    effects = (c for c in claims if c.at[0].end <= ends and not c.negated and c.predicate not in OWN_DENIAL)
    told = [(c.subject, c.object) for c in effects]
    return any(pair in body and 0 < body[pair] <= rank - TOO_MANY for pair in told)
