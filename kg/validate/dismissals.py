"""Findings that an editor overruled stay in the report, with the reason, and count no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pyoxigraph import NamedNode, Store

from kg.model import Report, Violation
from kg.namespaces import HCKG, RDF


def with_dismissals(report: Report, store: Store) -> Report:
    """Mark the results that a dismissal in the store speaks of; a Violation cannot be dismissed."""
    reasons = {(rule, thing): reason for rule, thing, reason in _dismissals(store)}
    return replace(report, results=tuple(_settled(r, store, reasons) for r in report.results)) if reasons else report


def _settled(result: Violation, store: Store, reasons: dict[tuple[str, str], str]) -> Violation:
    if result.severity == "Violation" or "://" not in result.focus:
        return result
    about = (result.focus, *(_one(store, NamedNode(result.focus), p) for p in (HCKG.claimIn, HCKG.assesses)))
    reason = next((reasons[result.rule, thing] for thing in about if (result.rule, thing) in reasons), "")
    return replace(result, dismissed=reason)


def _dismissals(store: Store) -> Iterator[tuple[str, str, str]]:
    """Walk rule, claim or article, and reason."""
    for quad in store.quads_for_pattern(None, NamedNode(RDF.type), NamedNode(HCKG.Dismissal)):
        rule, claim, article, reason = (
            _one(store, quad.subject, p)
            for p in (HCKG.dismissedRule, HCKG.dismissedClaim, HCKG.dismissedIn, HCKG.reason)
        )
        yield rule, claim or article, reason


def _one(store: Store, subject: Any, predicate: str) -> str:
    return next((q.object.value for q in store.quads_for_pattern(subject, NamedNode(predicate), None)), "")  # type: ignore[union-attr]
