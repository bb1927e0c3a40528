"""Relation -> claim: how the sentence or list words it: denied or not, how strongly, for whom, and how surely read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.denial import is_denied
from kg.extract.hedge import modality_at, scopes_over
from kg.extract.reading import Listing, Reading
from kg.extract.result import Trace
from kg.extract.scene import OWN_DENIAL, Relation
from kg.extract.seen import seen_in
from kg.extract.statements import is_question
from kg.model import Claim, Mention, Sentence, Span

CUE_LENGTH = 40
NO_EFFECT = "no-effect-claimed"
_OPEN = "unknown"
"""Modality of what is only asked."""
ILLS = ("Condition", "Feature")
_CAUSAL = 4
_LISTED = "moderate"
"""How strongly a list words an effect: it has no verb, and only puts two things together."""
_EFFECT = 2


def claim_of(reading: Reading, sentence: Sentence, within: Span, relation: Relation, context: tuple[str, ...]) -> Claim:
    """Return what a relation claims; of a list, the lead-in is what words it.

    :param within: the piece that holds the trigger.
    """
    trigger, predicate = relation.trigger.span, reading.vocabulary.predicates[relation.predicate]
    asked = is_question(reading.hits.text, within)
    modality = "asserted" if relation.describes else _OPEN if asked else modality_at(reading.hits, within, trigger)
    told = relation.predicate not in OWN_DENIAL and not relation.describes and not asked
    negated = told and is_denied(reading.hits, within, relation)
    strength = _strength(reading, sentence, modality, negated=negated, asserts=predicate.asserts_effect)
    rank = reading.vocabulary.rank("claim-strength", strength)
    return Claim(
        subject=relation.subject.concept,
        predicate=relation.predicate,
        object=relation.object.concept,
        at=(relation.span,),
        negated=negated,
        context=context,
        kind=predicate.usual_kind,
        strength=strength,
        modality=modality,
        scope=_scope(reading, within, strength) if predicate.asserts_effect and not negated and rank >= _EFFECT else "",
        voices=(reading.voices.voice_of(within, trigger),),
        cue=relation.trigger.of(reading.hits.text)[:CUE_LENGTH].strip(),
        confidence=f"{confidence_of(relation, reading.policy['claim-loose']):.2f}",
        certainty=f"{sentence.certainty:.1f}",
        subject_at=relation.subject.span,
        predicate_at=trigger,
        object_at=relation.object.span,
    )


def listed_claim(reading: Reading, sentence: Sentence, listing: Listing, relation: Relation) -> Claim:
    """Return what a list claims of one of its things, in two places: the thing, and what stands over it."""
    trigger, predicate = listing.trigger, reading.vocabulary.predicates[relation.predicate]
    thing = relation.subject if listing.is_subject else relation.object
    modality = modality_at(reading.hits, listing.at, trigger.span)
    denials = scopes_over(reading.hits, "negation", listing.at, trigger.span)
    negated = trigger.cue.denies != any(not trigger.holds(hit.span) for hit in denials)
    worded = replace(sentence, strength=_LISTED if predicate.asserts_effect else NO_EFFECT)
    strength = _strength(reading, worded, modality, negated=negated, asserts=predicate.asserts_effect)
    return Claim(
        subject=relation.subject.concept,
        predicate=relation.predicate,
        object=relation.object.concept,
        at=tuple(sorted((listing.at, thing.span))),
        negated=negated,
        kind=predicate.usual_kind,
        strength=strength,
        modality=modality,
        scope="population" if predicate.asserts_effect and not negated else "",
        voices=(reading.voices.voice_of(sentence.span, thing.span),),
        cue=trigger.of(reading.hits.text)[:CUE_LENGTH].strip(),
        confidence=f"{trigger.cue.weight:.2f}",
        certainty=f"{sentence.certainty:.1f}",
        subject_at=relation.subject.span,
        predicate_at=trigger.span,
        object_at=relation.object.span,
    )


def trace_of(claim: Claim, sentence: Sentence, relation: Relation, *, listed: bool = False) -> Trace:
    """Return a claim with the reason it was made.

    :param listed: whether a list under a heading says it.
    """
    return Trace(
        claim=claim,
        sentence=sentence.span,
        trigger=relation.trigger.span,
        rule=relation.trigger.cue.slug,
        things=(relation.subject, relation.object),
        listed=listed,
    )


def context_of(
    reading: Reading, piece: Span, relation: Relation, mentions: Sequence[Mention]
) -> tuple[str, ...] | None:
    """Return the condition a comparison is made for, and the model an effect was seen in: "in mice".

    None where a comparison names no condition, which makes it no claim.
    """
    model = _model(reading, piece, relation)
    if relation.predicate not in reading.grammar.compared:
        return model
    ills = sorted((m for m in mentions if m.cls in ILLS), key=lambda m: ILLS.index(m.cls))
    named = next((m.concept for m in ills), reading.condition)
    return (named, *model) if named else None


def _model(reading: Reading, piece: Span, relation: Relation) -> tuple[str, ...]:
    if not reading.vocabulary.predicates[relation.predicate].asserts_effect:
        return ()
    told = seen_in(reading.hits, piece, relation.trigger.span)
    return (told.cue.signals,) if told and told.cue.signals else ()


def _strength(reading: Reading, sentence: Sentence, modality: str, *, negated: bool, asserts: bool) -> str:
    """Return how strongly the sentence words it, within what predicate and modality allow."""
    if negated:
        return NO_EFFECT
    rank = reading.vocabulary.rank("claim-strength", sentence.strength)
    if not asserts:
        return NO_EFFECT if rank >= _CAUSAL else sentence.strength
    usual = reading.vocabulary.member("modality", modality).first("usualStrength").rpartition("/")[2] or NO_EFFECT
    if sentence.strength == NO_EFFECT:
        return usual
    return (
        sentence.strength
        if modality == "asserted"
        else min((sentence.strength, usual), key=lambda s: reading.vocabulary.rank("claim-strength", s))
    )


def _scope(reading: Reading, sentence: Span, strength: str) -> str:
    """Return for whom it is said to hold: the narrowest reach the sentence names, else everybody."""
    if strength == "observed-individual":
        return "individual"
    named = [hit.cue.signals for hit in reading.hits.of("reach", sentence) if hit.cue.signals]
    return min(named, key=lambda slug: reading.vocabulary.rank("scope", slug), default="population")


def confidence_of(relation: Relation, loose: float) -> float:
    """Estimate how often an editor would find the claim in the sentence: the trigger's share, less for a long way.

    An item of a list is as sure as any other.

    :param loose: share that is left where something nearer stood between.
    """
    whole = relation.span
    far = 0 if relation.listed else max(0, whole.end - whole.start - 80)
    sure = relation.trigger.cue.weight - 0.001 * far
    return max(0.1, sure * (loose if relation.loose else 1.0))
