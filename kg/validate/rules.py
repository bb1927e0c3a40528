"""What the shapes say of themselves: name, purpose, why a finding may be fine, how often it was right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from pyoxigraph import RdfFormat, parse

from kg import resources
from kg.namespaces import HCKG, RDFS, SH
from kg.vocabulary import rebased

_FIELDS = {
    str(RDFS.label): "label",
    str(SH.description): "purpose",
    str(SH.severity): "severity",
    str(HCKG.mayBeFine): "may_be_fine",
    str(HCKG.shownBy): "shown_by",
}
_COUNTS = {str(HCKG.findingsRead): "read", str(HCKG.findingsRight): "right"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One shape, told to people."""

    name: str
    label: str = ""
    purpose: str = ""
    severity: str = ""
    may_be_fine: str = ""
    shown_by: str = ""
    """Slug of the cue class whose words show what a rule about a whole article found."""
    read: int = 0
    """Findings that people read to judge them, 0 where it was not measured."""
    right: int = 0

    @property
    def precision(self) -> str:
        """The share of the findings read that were right, with their number; empty where it was not measured."""
        return f"{self.right / self.read:.2f} ({self.right} of {self.read} read)" if self.read else ""


@cache
def our_rules() -> dict[str, Rule]:
    """Return our shapes by name: ``O01`` and so on."""
    found: dict[str, dict[str, Any]] = {}
    for path in resources.shape_files():
        for triple in parse(rebased(path), RdfFormat.TURTLE):
            predicate, rule = triple.predicate.value, str(getattr(triple.subject, "value", "")).rpartition("#")[2]
            if rule and predicate in _FIELDS:
                found.setdefault(rule, {})[_FIELDS[predicate]] = _local(triple.object.value)
            elif rule and predicate in _COUNTS:
                found.setdefault(rule, {})[_COUNTS[predicate]] = int(triple.object.value)
    return {name: Rule(name=name, **found[name]) for name in sorted(found)}


def _local(value: str) -> str:
    """Return the local name of an IRI; text stays as it is."""
    return re.sub(r"^https?://\S*[#/](?=\S+$)", "", value)
