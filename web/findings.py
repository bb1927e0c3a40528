"""What the editorial rules found, as panels: one for each rule."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from kg.model import Report, Violation
from kg.namespaces import BASE
from kg.summary import Catalogue
from kg.validate.rules import Rule, our_rules
from web.cells import link, text
from web.models import Cell, Panel, Table

SHOWN, MOST = 10, 500


def panels(report: Report, catalogue: Catalogue, only: str = "") -> tuple[Panel, ...]:
    """Return a panel for each editorial rule that found something, warnings first; of ``only`` one, all findings."""
    rules = our_rules()
    found = [r for r in report.results if r.rule.startswith("O") and r.rule in rules and only in ("", r.rule)]
    by_rule = groupby(found, key=lambda r: (r.severity, r.rule))
    return tuple(
        _panel(rules[name], list(results), catalogue, MOST if only else SHOWN) for (_, name), results in by_rule
    )


def _panel(rule: Rule, results: list[Violation], catalogue: Catalogue, most: int) -> Panel:
    told = [
        rule.purpose,
        rule.may_be_fine and f"May be fine: {rule.may_be_fine}",
        rule.precision and f"Right so far: {rule.precision}.",
    ]
    results.sort(key=lambda r: bool(r.dismissed))
    rows = tuple(_row(r, catalogue) for r in results[:most])
    return Panel(
        name=rule.name,
        title=f"{rule.name}: {rule.label}",
        question=" ".join(filter(None, told)),
        table=Table(("about", "finding", "state"), rows, len(results)),
        more=f"/findings?rule={rule.name}" if len(results) > most else "",
    )


def _row(result: Violation, catalogue: Catalogue) -> tuple[Cell, ...]:
    """Return a finding: the claim, the message with what it is set against, and whether it is open."""
    other = result.value if result.value.startswith(BASE) and result.value != result.focus else ""
    against = () if not other or other in catalogue.members else (link(other, "", catalogue),)
    state = text(f"dismissed: {result.dismissed}" if result.dismissed else "open")
    return link(result.focus, result.claim, catalogue), replace(text(result.message), more=against), state
