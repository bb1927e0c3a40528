"""The label of a claim: subject, hedge or denial, predicate, object, context, as one sentence."""

from __future__ import annotations

from collections.abc import Callable

from kg.model import Claim
from kg.vocabulary import Vocabulary


def sentence(claim: Claim, vocabulary: Vocabulary, label: Callable[[str], str]) -> str:
    """Word a claim; the patterns are data on the modalities and strengths.

    :param label: gives the label of a name of the record.
    """
    predicate = vocabulary.predicates[claim.predicate]
    pattern = vocabulary.member("modality", claim.modality).first("wording") or "{says}"
    if claim.modality in ("asserted", "possible"):
        pattern = vocabulary.member("claim-strength", claim.strength).first("wording") or pattern
    says = predicate.negated_label if claim.negated else predicate.label
    plain = f"not {predicate.plain_form}" if claim.negated else predicate.plain_form
    words = pattern.replace("{says}", says).replace("{plain}", plain)
    limited = claim.predicate == "hasLimitation"
    object_label = vocabulary.member("limitation", claim.object).label if limited else label(claim.object)
    where = ", ".join(label(c) for c in claim.context)
    return f"{label(claim.subject)} {words} {object_label}" + (f" (in {where})" if where else "")
