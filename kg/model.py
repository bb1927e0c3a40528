"""The domain, as plain frozen data; no RDF and no file format is known here.

Positions count Unicode code points of one exact text, from 0, end not included. Every name a record
uses (concept, entity of the article, study, voice, scheme member) is a slug, resolved when the record
is encoded. Scheme members (``direct-cause``, ``case-report``, ...) are listed in ``ontology/evidence.ttl``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Basis = Literal["stated", "curated"]
Direction = Literal["supports", "disputes", "neutral"]
Severity = Literal["Violation", "Warning", "Info"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points.

    >>> Span(0, 4).of("stem cell")
    'stem'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse a range that holds nothing."""
        if not 0 <= self.start < self.end:
            raise ValueError(f"span {self.start}-{self.end} holds no character")

    def __hash__(self) -> int:
        """Return where it begins, since few spans of a text begin at one place."""
        return self.start

    def of(self, text: str) -> str:
        """Return the characters of this span; the text must reach that far."""
        if self.end > len(text):
            raise ValueError(f"span {self.start}-{self.end} ends past the {len(text)} characters of the text")
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Say whether the other span lies inside this one."""
        return self.start <= other.start and other.end <= self.end

    def __str__(self) -> str:
        """Write it as records do: ``0-51``."""
        return f"{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of an article with one role; ``section`` is a slug of the section scheme."""

    section: str
    span: Span
    lead_in: int | None = None
    """Index of the block that introduces this list item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What an article says of itself; empty where it does not say."""

    title: str = ""
    address: str = ""
    publisher: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    modified: str = ""
    language: str = ""
    licence: str = ""
    section: str = ""
    kind: str = ""
    credit: str = ""
    dois: tuple[str, ...] = ()
    pmids: tuple[str, ...] = ()
    registrations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleText:
    """One exact character stream with its blocks; positions refer to ``text`` and to nothing else."""

    text: str
    digest: str
    """``sha256:`` and 64 hex digits, of the UTF-8 bytes."""
    blocks: tuple[Block, ...]
    metadata: Metadata = Metadata()
    origin: str = ""
    """Where it was read from, for messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A span with the section it stands in and, where the text was seen, the digest of its characters."""

    span: Span
    section: str
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLine:
    """One argument for or against a claim. ``item`` names a study or source of the record, or is an IRI."""

    level: str = "unstated"
    design: str = ""
    direction: Direction = "supports"
    basis: Basis = "stated"
    item: str = ""
    sample_size: int | None = None
    subjects: str = ""
    grade: str = ""
    at: tuple[Span, ...] = ()
    """The words the level was read from."""


UNSTATED = EvidenceLine()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """That one article puts (subject, predicate, object) forward, in these words, on this evidence."""

    subject: str
    predicate: str
    object: str
    at: tuple[Span, ...]
    negated: bool = False
    context: tuple[str, ...] = ()
    name: str = ""
    """What other claims of the record call it."""
    kind: str = ""
    strength: str = ""
    modality: str = "asserted"
    stance: str = "endorses"
    scope: str = ""
    stage: str = ""
    voices: tuple[str, ...] = ("article",)
    cue: str = ""
    paraphrase: str = ""
    evidence: tuple[EvidenceLine, ...] = (UNSTATED,)
    study: str = ""
    qualifies: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()
    confidence: str = ""
    """A decimal as it was written, so that 0.90 stays 0.90."""
    agent_type: str = ""
    knowledge_level: str = ""
    certainty: str = ""
    """How certain the wording sounds, 1 to 6, as a decimal."""
    subject_at: Span | None = None
    predicate_at: Span | None = None
    object_at: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A thing claims speak of: shared, or of one article alone. ``cls`` is a local name such as ``Therapy``."""

    slug: str
    cls: str
    label: str
    kind: str = ""
    broader: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    developer: str = ""
    """A voice of the record."""
    mappings: tuple[tuple[str, str], ...] = ()
    """Pairs of relation (``exact close broad narrow related``) and CURIE."""
    definition: str = ""
    shared: bool = False
    """A term of an installed pack: the same IRI ``concept/{slug}`` in every article, described in each that uses it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name found in a text. ``concept`` is a slug; ``ids`` are CURIEs, MeSH first."""

    span: Span
    cls: str
    concept: str
    label: str
    ids: tuple[str, ...] = ()
    matched: str = ""
    """The label or other label of the concept that matched."""
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence with how it is worded; cues are spans of the words that decided."""

    span: Span
    section: str
    strength: str = "no-effect-claimed"
    group: str = "none"
    hedged: bool = False
    negated: bool = False
    certainty: float = 0.0
    cues: tuple[tuple[str, Span], ...] = ()
    """Pairs of cue class and span."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who the article says is speaking, and whether a reader could find them."""

    slug: str
    label: str
    identified: bool = False
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """A value a study gives for an outcome, with unit, time and group as written."""

    outcome: str
    value: str
    unit: str = ""
    time: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """A study or reported case that an article speaks of."""

    slug: str
    label: str
    level: str = ""
    design: str = ""
    of: tuple[str, ...] = ()
    sample_size: int | None = None
    population: str = ""
    country: str = ""
    stage: str = ""
    registration: str = ""
    publication: str = ""
    """``preprint`` or ``meeting-abstract`` where it was made public that way only; empty otherwise."""
    source: str = ""
    """A source of the record that reports it, as the article says."""
    possible_source: str = ""
    """A source that we take for it; ``match_confidence`` and ``match_reason`` say how surely and why."""
    match_confidence: str = ""
    match_reason: str = ""
    measurements: tuple[Measurement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publication. ``iri`` is its DOI address, else that of its PMID, registration or page."""

    slug: str
    iri: str
    title: str
    basis: Basis = "curated"
    kind: str = ""
    authors: tuple[str, ...] = ()
    journal: str = ""
    published: str = ""
    pmid: str = ""
    registration: str = ""
    design: str = ""
    publication: str = ""
    """``preprint`` or ``meeting-abstract``; empty for a work that passed review."""
    status: str = ""
    """``retracted``, ``corrected`` or ``concern``; empty otherwise."""
    notice: str = ""
    """DOI of the notice that says so."""
    discusses: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    funding: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One review criterion of one article, with the claims or places it rests on."""

    criterion: str
    verdict: str
    based_on: tuple[str, ...] = ()
    at: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dismissal:
    """A finding that an editor overruled, with the reason; about one claim, or the whole article."""

    rule: str
    reason: str
    claim: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What is known of an article; ``text`` is the digest of the exact text that places count in."""

    title: str
    address: str = ""
    publisher: str = ""
    text: str = ""
    characters: int | None = None
    kind: str = "NewsArticle"
    authors: tuple[str, ...] = ()
    published: str = ""
    modified: str = ""
    language: str = "en"
    section: str = ""
    credit: str = ""
    licence: str = ""
    about: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    """Sources of the record that the article itself names."""
    measures: tuple[str, ...] = ()
    """How the article tells the size of effects: slugs of the scheme effect-measure, ``relative`` and ``absolute``."""
    constructed: bool = False
    """An example made up by us, and marked as such wherever it is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Who made the record, when, and how sure they are."""

    maker: str = "curator-1"
    maker_label: str = "curator"
    agent_type: str = "manual_agent"
    knowledge_level: str = "knowledge_assertion"
    confidence: str = "0.95"
    date: str = ""
    method: str = ""
    packs: tuple[str, ...] = ()
    """Digests of the term packs that made it."""
    extracted: tuple[str, ...] = ()
    """Marks of what a program read, by which a person's corrections are told; of no use outside the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The claims of one article as plain, diffable data: the one way into the graph."""

    article: Article
    claims: tuple[Claim, ...] = ()
    voices: tuple[Voice, ...] = ()
    entities: tuple[Concept, ...] = ()
    studies: tuple[Study, ...] = ()
    sources: tuple[Source, ...] = ()
    places: tuple[Place, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    dismissed: tuple[Dismissal, ...] = ()
    provenance: Provenance = Provenance()


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One result of a shape, told for somebody who does not know SHACL."""

    severity: Severity
    rule: str
    message: str
    focus: str
    value: str = ""
    path: str = ""
    shape: str = ""
    component: str = ""
    claim: str = ""
    """Label of the claim or thing the result is about."""
    dismissed: str = ""
    """Why an editor overruled it; empty where nobody did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What validation found; ``shapes_checked`` of 0 would be an error, not a pass."""

    results: tuple[Violation, ...] = field(default=())
    shapes_checked: int = 0

    @property
    def conforms(self) -> bool:
        """Say whether nothing is a Violation; warnings and infos do not fail."""
        return not any(r.severity == "Violation" for r in self.results)

    def of(self, severity: Severity) -> Iterator[Violation]:
        """Walk the results of one severity."""
        return (r for r in self.results if r.severity == severity)
