"""What the shapes say of themselves: name, purpose, why a finding may be fine, how often it was right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pyoxigraph import RdfFormat, parse

from kg import resources
from kg.namespaces import HCKG, RDFS, SH
from kg.vocabulary import rebased

_FIELDS = {
    str(RDFS.label): "label",
    str(SH.description): "purpose",
    str(SH.severity): "severity",
    str(HCKG.mayBeFine): "may_be_fine",
    str(HCKG.measuredPrecision): "precision",
    str(HCKG.shownBy): "shown_by",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One shape, told to people; ``precision`` tells how many of the findings read were right, if it was measured."""

    name: str
    label: str = ""
    purpose: str = ""
    severity: str = ""
    may_be_fine: str = ""
    precision: str = ""
    shown_by: str = ""
    """Slug of the cue class whose words show what a rule about a whole article found."""


@cache
def our_rules() -> dict[str, Rule]:
    """Return our shapes by name: ``O01`` and so on."""
    found: dict[str, dict[str, str]] = {}
    for path in resources.shape_files():
        for triple in parse(rebased(path), RdfFormat.TURTLE):
            name = _FIELDS.get(triple.predicate.value)
            rule = str(getattr(triple.subject, "value", "")).rpartition("#")[2]
            if name and rule:
                found.setdefault(rule, {})[name] = triple.object.value
    return {r: Rule(name=r, **{k: _local(v) for k, v in found[r].items()}) for r in sorted(found)}


def _local(value: str) -> str:
    """Return the local name of an IRI; text stays as it is."""
    return re.sub(r"^https?://\S*[#/](?=\S+$)", "", value)
