"""One article as its claims are read from it: what the parts before have found, and how sure a claim has to be."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.extract.cues import Hit, Hits
from kg.extract.evidence import EvidenceReading
from kg.extract.grammar import Grammar
from kg.extract.scene import Relation, Topic
from kg.extract.studies import Told
from kg.extract.voices import VoiceReader
from kg.model import Mention, Sentence, Span
from kg.vocabulary import Vocabulary

STUDY = "study"
"""Slug of the study or case an article reports, in its own record."""
Asked = tuple[Sequence[Mention], Topic, bool]
"""In what sense a piece is read: its mentions, the topic, and whether what it only names together counts."""
HEADED = frozenset({"headline", "standfirst"})
OPENING = HEADED | {"lead"}
"""Sections in which whatever is said is the matter of the article."""
SILENT = frozenset({"boilerplate", "byline"})
"""Sections that claim nothing: page furniture."""


class Listing(NamedTuple):
    """What stands over some things, and what it makes of them: its trigger, and what the list is about."""

    at: Span
    trigger: Hit
    about: Mention
    things: tuple[Span, ...]
    """Where the things stand, one each."""

    @property
    def is_subject(self) -> bool:
        """Say whether the things of the list are the subjects."""
        return self.trigger.cue.direction == "backward"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What claims are made of: one article, read by the parts before."""

    hits: Hits
    sentences: Sequence[Sentence]
    mentions: Sequence[Mention]
    grammar: Grammar
    vocabulary: Vocabulary
    voices: VoiceReader
    studies: Sequence[Told]
    """The study that the article rests on, and others that it tells of."""
    topic: Topic = Topic()
    condition: str = ""
    """The first condition of the text, which a comparison is made for that names none."""
    kinds: Mapping[Span, Mention] = field(default_factory=dict)
    """Kinds of means as they are named, where they are read as the one that the text says is of that kind."""
    lead_ins: Mapping[int, Span] = field(default_factory=dict)
    """Where each item of a list begins, to the block that leads in to the list."""
    listings: Mapping[int, Listing] = field(default_factory=dict)
    """What stands over a thing of a list and makes something of it, by where its sentence begins."""
    matter: frozenset[str] = frozenset()
    """What the opening names, and what the text names again and again."""
    relations: dict[int, tuple[Asked, list[Relation]]] = field(default_factory=dict)
    """What was read in the pieces of the text and in what sense, by where they begin: nothing is read twice."""
    guesses: bool = False
    """Whether a passage also claims, less surely than records ask for, what it only names together."""

    @property
    def evidence(self) -> EvidenceReading:
        """Return the evidence that the article rests on."""
        return self.studies[0].evidence

    def mentions_in(self, span: Span) -> Sequence[Mention]:
        """Return the mentions that lie within a span, in order."""
        start, end = (bisect_left(self.mentions, at, key=lambda m: m.span.start) for at in (span.start, span.end))
        return [m for m in self.mentions[start:end] if m.span.end <= span.end]

    def last_of(self, block: Span) -> Sentence:
        """Return the last sentence of a block."""
        return self.sentences[bisect_left(self.sentences, block.end, key=lambda s: s.span.start) - 1]

    @property
    def policy(self) -> Mapping[str, float]:
        """Thresholds of the readers, by name."""
        return self.hits.cues.policy

    @property
    def is_article(self) -> bool:
        """Say whether this is more than a passage of a few sentences."""
        return len(self.sentences) > self.policy["passage-sentences"]
