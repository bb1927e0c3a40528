"""What extraction finds in one article, as frozen data; everything in it points to characters of the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.extract.criteria import CriterionReading
from kg.model import ArticleText, Claim, Concept, EvidenceLine, Mention, Sentence, Span, Study, Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """A limit the article states; ``kind`` is a slug of the limitation scheme."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceMention:
    """A journal, institution, agency, company or person that the text names."""

    label: str
    kind: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """How the title words what it says, and whether that outruns the evidence or the body."""

    span: Span
    strength: str
    group: str
    overclaim: bool
    steps: int
    """Steps of the strength scale above what the evidence allows; 0 or less where it allows the wording."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Why a claim was made: the sentence it was read in, the words that relate, and the rule they belong to."""

    claim: Claim
    sentence: Span
    trigger: Span
    rule: str
    """Slug of the relation cue."""
    things: tuple[Mention, ...] = ()
    """What the subject and the object were named by."""
    listed: bool = False
    """Whether a list under a heading says it, which states no evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """Everything read in one article."""

    article: ArticleText
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    traces: tuple[Trace, ...] = ()
    """One a claim, in the same order."""
    entities: Mapping[str, Concept] = field(default_factory=dict)
    """What the claims speak of, by slug."""
    voices: tuple[Voice, ...] = ()
    evidence: EvidenceLine = EvidenceLine()
    says_design: bool = False
    """Whether the text says a design; else the level is a guess from hints, and no claim rests on it."""
    cautions: tuple[Caution, ...] = ()
    sources: tuple[SourceMention, ...] = ()
    criteria: tuple[CriterionReading, ...] = ()
    measures: tuple[str, ...] = ()
    """How the size of effects is told: slugs of the scheme effect-measure."""
    headline: Headline | None = None
    studies: tuple[Study, ...] = ()
    """The study or case the article reports, and others that it tells of beside."""
    packs: tuple[str, ...] = ()
    """Digests of the term packs that were at hand."""
