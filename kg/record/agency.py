"""Who says what a record says: what a program read bears its marks, and what a person changed since does not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kg.identifiers import sha256
from kg.model import Claim, Provenance, Record
from kg.record.write import to_plain
from kg.vocabulary import Vocabulary

BY_HAND = Provenance()
CORRECTED = "manual_validation_of_automated_agent"
REST = (("voices", "entities", "studies", "sources", "assessments"), ("article", "dismissed"))
"""Keys of a record, beside its claims: what was read, and what is said of the article, which makes nobody an agent."""
UNMARKED = ("name", "agent", "knowledge")
"""Keys of a claim that tell nothing of the article; its name depends on the other claims."""


def marked(record: Record, vocabulary: Vocabulary) -> Record:
    """Return a record that a program made, complete, with marks: one a claim, then one for each group of ``REST``."""
    return replace(record, provenance=replace(record.provenance, extracted=_marks(record, vocabulary)))


def is_as_extracted(record: Record, vocabulary: Vocabulary) -> bool:
    """Say whether a program made a record, complete as it is, and no person has put anything into it."""
    return record.provenance.extracted == _marks(record, vocabulary)


def credited(record: Record, vocabulary: Vocabulary) -> Record:
    """Return a record in which a person is the agent of each claim that no program read so, and corrected the whole.

    A record without marks is taken at its word.
    """
    *read, _ = record.provenance.extracted or ("",)
    if not read or (marks := [*_marks(record, vocabulary)][:-1]) == read:
        return record
    known = set(read)
    claims = (c if mark in known else _by_hand(c) for c, mark in zip(record.claims, marks, strict=False))
    return replace(record, claims=tuple(claims), provenance=replace(record.provenance, agent_type=CORRECTED))


def _by_hand(claim: Claim) -> Claim:
    if claim.agent_type == BY_HAND.agent_type:
        return claim
    return replace(claim, agent_type=BY_HAND.agent_type, knowledge_level=BY_HAND.knowledge_level)


def _marks(record: Record, vocabulary: Vocabulary) -> tuple[str, ...]:
    plain = to_plain(record, vocabulary)
    rest = ({key: plain[key] for key in keys if key in plain} for keys in REST)
    said = ({k: v for k, v in claim.items() if k not in UNMARKED} for claim in plain.get("claims", ()))
    return tuple(_mark(told) for told in (*said, *rest))


def _mark(told: Mapping[str, Any]) -> str:
    return sha256(json.dumps(told, sort_keys=True))[:8]
