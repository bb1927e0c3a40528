"""Why a claim was made, told for a person who may want to correct the rule."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import InputError
from kg.extract.cues import Cues
from kg.extract.result import Extraction, Trace
from kg.model import Claim, EvidenceLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The way from characters to a claim."""

    claim: Claim
    sentence: str
    """The sentence it was read in, word for word."""
    section: str
    over: str
    """The words over a list of which the sentence is an item, word for word; empty where it is none."""
    subject: str
    cue: str
    """The words that relate the two, word for word."""
    object: str
    rule: str
    """Slug of the cue in ``ontology/cues``."""
    rule_label: str
    rule_example: str
    wording: tuple[tuple[str, str], ...]
    """Other cues of the sentence that decided strength, hedge and negation: class and words."""
    evidence: EvidenceLine
    evidence_words: tuple[str, ...]
    confidence: str


def explain(claim: Claim, extraction: Extraction, cues: Cues) -> Explanation:
    """Return the sentence, cue, rule and evidence behind a claim of an extraction.

    :raises InputError: if the extraction holds no such claim.
    """
    text = extraction.article.text
    trace = _trace(claim, extraction)
    sentence = next(s for s in extraction.sentences if s.span == trace.sentence)
    rule = next((c for c in cues.cues if c.slug == trace.rule), None)
    return Explanation(
        claim=claim,
        sentence=trace.sentence.of(text),
        section=sentence.section,
        over=_over(trace, extraction),
        subject=claim.subject_at.of(text) if claim.subject_at else claim.subject,
        cue=trace.trigger.of(text),
        object=claim.object_at.of(text) if claim.object_at else claim.object,
        rule=trace.rule,
        rule_label=rule.label if rule else trace.rule,
        rule_example=rule.examples[0] if rule else "",
        wording=tuple((kind, span.of(text)) for kind, span in sentence.cues),
        evidence=claim.evidence[0],
        evidence_words=tuple(span.of(text) for span in claim.evidence[0].at),
        confidence=claim.confidence,
    )


def _over(trace: Trace, extraction: Extraction) -> str:
    """Return the sentence that holds the words that relate, where they stand over a list."""
    if not trace.listed:
        return ""
    return next((s.span.of(extraction.article.text) for s in extraction.sentences if s.span.holds(trace.trigger)), "")


def _trace(claim: Claim, extraction: Extraction) -> Trace:
    found = next((t for t in extraction.traces if t.claim == claim), None)
    if found is None:
        raise InputError(f"no claim {claim.name!r} was read here", path=extraction.article.origin)
    return found
