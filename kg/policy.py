"""The policy as people read it: which wording and which scope each evidence level carries, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.vocabulary import Vocabulary

WARNING_STEPS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One row of the matrix; ``judgements`` gives for each strength ``fine``, ``info`` or ``warning``."""

    slug: str
    label: str
    rank: int | None
    max_strength: str
    max_scope: str
    in_model: str
    """Strongest wording where the claim names the animals or cells it was seen in; empty where that changes nothing."""
    judgements: dict[str, str]


def levels(vocabulary: Vocabulary) -> list[Level]:
    """Return the matrix, weakest evidence first; a level without rank stands in front."""
    members = vocabulary.schemes["evidence-level"].values()
    return [_level(vocabulary, m.slug) for m in sorted(members, key=lambda m: (m.rank is not None, m.rank or 0))]


def _level(vocabulary: Vocabulary, slug: str) -> Level:
    member = vocabulary.member("evidence-level", slug)
    strength = member.first("maxStrength").rpartition("/")[2]
    allowed = vocabulary.rank("claim-strength", strength) if strength else 0
    strengths = sorted(vocabulary.schemes["claim-strength"].values(), key=lambda m: m.rank or 0)
    return Level(
        slug=slug,
        label=member.label,
        rank=member.rank,
        max_strength=strength,
        max_scope=member.first("maxScope").rpartition("/")[2],
        in_model=member.first("maxStrengthInModel").rpartition("/")[2],
        judgements={s.slug: judgement((s.rank or 0), allowed) for s in strengths},
    )


def judgement(strength: int, allowed: int) -> str:
    """Return what a wording of one rank is on evidence that carries another: hopes are never judged.

    >>> judgement(4, 2), judgement(3, 2), judgement(2, 2), judgement(1, 0)
    ('warning', 'info', 'fine', 'fine')
    """
    steps = strength - allowed
    if strength < 2 or steps < 1:
        return "fine"
    return "warning" if steps >= WARNING_STEPS else "info"


def gaps(vocabulary: Vocabulary) -> Iterator[str]:
    """Walk what the policy leaves open: a level without bound, a bound that does not exist, a rank given twice."""
    for level in levels(vocabulary):
        for name, scheme, value in (
            ("maxStrength", "claim-strength", level.max_strength),
            ("maxScope", "scope", level.max_scope),
        ):
            if value not in vocabulary.schemes[scheme]:
                yield f"evidence level {level.slug} has no valid {name}; add it in ontology/evidence.ttl"
    for scheme in ("evidence-level", "claim-strength", "scope"):
        ranks = [m.rank for m in vocabulary.schemes[scheme].values() if m.rank is not None]
        yield from (f"two members of {scheme} have rank {r}" for r in sorted({r for r in ranks if ranks.count(r) > 1}))
