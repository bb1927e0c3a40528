"""The label of a claim: subject, hedge or denial, predicate, object, context, as one sentence."""

from __future__ import annotations

from collections.abc import Callable

from kg.model import Claim
from kg.rdf.number import is_plural
from kg.vocabulary import Member, Vocabulary


def sentence(claim: Claim, vocabulary: Vocabulary, label: Callable[[str], str]) -> str:
    """Word a claim; the patterns are data on the modalities and strengths.

    :param label: gives the label of a name of the record.
    """
    predicate, subject = vocabulary.predicates[claim.predicate], label(claim.subject)
    plural = is_plural(subject)
    manner = vocabulary.member("modality", claim.modality)
    strength = vocabulary.member("claim-strength", claim.strength)
    pattern = _pattern(manner, plural) or "{says}"
    if claim.modality in ("asserted", "possible"):
        pattern = _pattern(strength, plural) or pattern
    plain = f"not {predicate.plain_form}" if claim.negated else predicate.plain_form
    says = predicate.says(negated=claim.negated, plural=plural)
    words = pattern.replace("{says}", says).replace("{plain}", plain)
    limited = claim.predicate == "hasLimitation"
    object_label = vocabulary.member("limitation", claim.object).label if limited else label(claim.object)
    where = ", ".join(label(c) for c in claim.context)
    return f"{subject} {words} {object_label}" + (f" (in {where})" if where else "")


def _pattern(member: Member, plural: bool) -> str:
    return (member.first("pluralWording") if plural else "") or member.first("wording")
