"""Extraction -> Record: what was read, in the form everything after it is made from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.dates import is_iso
from kg.errors import IdentifierError
from kg.extract.criteria import UNDETERMINED
from kg.extract.cues import load_cues
from kg.extract.pipeline import extract
from kg.extract.result import Extraction
from kg.identifiers import agent_iri, check_iri, slugify, source_iri, text_iri
from kg.model import (
    Article,
    ArticleText,
    Assessment,
    Claim,
    Concept,
    EvidenceLine,
    Metadata,
    Provenance,
    Record,
    Source,
    Study,
)
from kg.namespaces import IDENTIFIERS
from kg.read import opening
from kg.record import Draft, complete, legible, marked
from kg.terms import load_matcher
from kg.vocabulary import load

METHOD = "kg extract"
NOT_STATED = "not stated"
_REGISTRY = "https://clinicaltrials.gov/study/"


TITLED = re.compile(r"\b[A-Z][a-z]+\b")
"""A word that a headline writes large; a thing named by words alone bears the same label in every article."""


def extract_record(article: ArticleText) -> Record:
    """Read an article into its record, with everything installed."""
    return to_record(extract(article, matcher=load_matcher(), cues=load_cues()))


def to_record(extraction: Extraction, *, date: str = "") -> Record:
    """Return the record of an extraction, complete: every name resolved, places with section and digest.

    An article without an address gets the IRI of its text for one; without a publisher it says ``not stated``.

    :param date: when it was extracted, ``YYYY-MM-DD``; no clock is read here.
    """
    vocabulary = load()
    claims = tuple(_sized(claim) for claim in extraction.claims)
    sources = tuple(_sources(extraction))
    record = Record(
        article=_article(extraction, sources),
        claims=claims,
        voices=extraction.voices,
        entities=tuple(
            _entity(c) for slug, c in sorted(extraction.entities.items()) if slug not in vocabulary.concepts
        ),
        studies=tuple(_studies(extraction, claims)),
        sources=sources,
        assessments=tuple(_assessments(extraction)),
        provenance=_provenance(extraction, date),
    )
    words = extraction.article.text + extraction.article.metadata.title
    if legible(words) != words:  # a text may hold what a record may not
        record = legible(record)
    draft = Draft(record=record, path=extraction.article.origin, lines=(0,) * len(claims), quotes=((),) * len(claims))
    return marked(complete(draft, vocabulary, extraction.article), vocabulary)


def _article(extraction: Extraction, sources: tuple[Source, ...]) -> Article:
    told, article = extraction.article.metadata, extraction.article
    return Article(
        title=told.title or opening(article.text),
        address=told.address or text_iri(article.digest),
        publisher=told.publisher or NOT_STATED,
        text=article.digest,
        characters=len(article.text),
        kind=told.kind or "NewsArticle",
        authors=told.authors,
        published=told.published if is_iso(told.published) else "",
        modified=told.modified if is_iso(told.modified) else "",
        language=told.language or "en",
        section=told.section,
        credit=told.credit,
        licence=_address(told.licence),
        about=tuple(
            sorted({s for c in extraction.claims[:3] for s in (c.subject, c.object) if s in extraction.entities})
        ),
        cites=tuple(s.slug for s in sources),
        measures=extraction.measures,
    )


def _address(text: str) -> str:
    try:
        return check_iri(text) if text else ""
    except IdentifierError:
        return ""


def _sized(claim: Claim) -> Claim:
    """A case report is of one: a number read beside it is of something else."""
    if not any(_is_oversized(e) for e in claim.evidence):
        return claim
    return replace(
        claim, evidence=tuple(replace(e, sample_size=None) if _is_oversized(e) else e for e in claim.evidence)
    )


def _is_oversized(line: EvidenceLine) -> bool:
    return line.level == "case-report" and line.sample_size not in (None, 1)


def _entity(concept: Concept) -> Concept:
    """Keep one match a vocabulary: exact where the thing is named by the identifier, close otherwise.

    Two names of a lexicon may share the identifier of a wider thing; only one thing is the same as it. Where a text
    names two at once, "breast and bowel cancer", a thing is told from the other by its own identifier alone.
    """
    curies = [curie for _, curie in concept.mappings]
    own = next((c for c in curies if c.replace(":", "-").lower() == concept.slug), "")
    if own and any(c != own and c.partition(":")[0] == own.partition(":")[0] for c in curies):
        curies = [own]
    first = {curie.partition(":")[0]: curie for curie in reversed(curies)}
    matches = tuple(sorted(("exact" if c == own else "close", c) for p, c in first.items() if p in IDENTIFIERS))
    named = any(relation == "exact" for relation, _ in matches) or not concept.shared
    label = concept.label if named else TITLED.sub(lambda word: word[0].lower(), concept.label)
    return replace(concept, label=label, mappings=matches)


def _studies(extraction: Extraction, claims: tuple[Claim, ...]) -> Iterator[Study]:
    for study in extraction.studies:
        used = [c for c in claims if study.slug in (c.study, c.subject)]
        of = sorted({s for c in used for s in (c.subject, c.object) if s in extraction.entities})
        size = 1 if study.level == "case-report" else study.sample_size
        if used:
            yield replace(study, of=tuple(of[:6]), sample_size=size)


def _sources(extraction: Extraction) -> Iterator[Source]:
    """Walk the publications, registrations and journals the text itself names, but not the article itself."""
    told: Metadata = extraction.article.metadata
    named = (*told.dois, *(f"pmid:{p}" for p in told.pmids))
    for reference in (r for r in named if source_iri(r) != told.address):
        yield Source(slug=slugify(reference), iri=source_iri(reference), title=reference, basis="stated")
    for number in told.registrations:
        if number.startswith("NCT"):
            yield Source(
                slug=slugify(number), iri=_REGISTRY + number, title=number, basis="stated", registration=number
            )
    journals = {slugify(s.label): s.label for s in extraction.sources if s.kind == "journal"}
    for slug, label in journals.items():
        yield Source(slug=slug, iri=agent_iri(label), title=label, basis="stated", kind="Periodical")


def _assessments(extraction: Extraction) -> Iterator[Assessment]:
    for read in extraction.criteria:
        if read.shown != UNDETERMINED:
            yield Assessment(criterion=read.criterion, verdict=read.shown)


def _provenance(extraction: Extraction, date: str) -> Provenance:
    confidences = [float(c.confidence) for c in extraction.claims if c.confidence]
    share = sum(confidences) / len(confidences) if confidences else 0.5
    return Provenance(
        maker=slugify(METHOD),
        maker_label=METHOD,
        agent_type="text_mining_agent",
        knowledge_level="not_provided",
        confidence=f"{share:.2f}",
        date=date,
        method=METHOD,
        packs=extraction.packs,
    )
