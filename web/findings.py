"""What the editorial rules find: in the whole graph, a panel for each rule, and in an article of one's own."""

from __future__ import annotations

import threading
from dataclasses import replace
from itertools import groupby
from typing import Any

from flask import Response, request
from werkzeug.exceptions import RequestEntityTooLarge, ServiceUnavailable, UnprocessableEntity

from kg.check_forms import judged
from kg.check_run import check_stranger
from kg.errors import KgError
from kg.model import Report, Violation
from kg.namespaces import BASE
from kg.summary import Catalogue
from kg.validate.rules import Rule, our_rules
from web.answers import PAGE, answer, asked, chosen_form, pages
from web.cells import as_told, link, text
from web.models import Cell, CheckPage, Page, Panel, Table
from web.site import Site, site, told_page

SHOWN, MOST = 10, 500
TOO_LARGE = "The article is larger than 1 MB: give one article, as text, HTML or XML."
AT_ONCE = threading.BoundedSemaphore(2)
"""Articles checked at the same time; more are asked to wait."""


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
        rule.precision and f"How often right: {judged(rule)}.",
    ]
    results.sort(key=lambda r: (bool(r.dismissed), "constructed" in catalogue.articles.get(_article(r, catalogue), {})))
    rows = tuple(_row(r, catalogue) for r in results[:most])
    return Panel(
        name=rule.name,
        title=f"{rule.name}: {rule.label}",
        question=" ".join(filter(None, told)),
        table=Table(("about", "finding", "state"), rows, len(results)),
        more=f"/findings?rule={rule.name}" if len(results) > most else "",
    )


def _article(result: Violation, catalogue: Catalogue) -> str:
    """Return the article that a finding is on: of a claim, or of whatever lies beneath the article."""
    beneath = "/".join(result.focus.split("/")[: BASE.count("/") + 2])
    return catalogue.claims.get(result.focus, {}).get("article", beneath)


def _row(result: Violation, catalogue: Catalogue) -> tuple[Cell, ...]:
    """Return a finding: the claim with its article, the message with what it is set against, and whether it is open."""
    other = result.value if result.value.startswith(BASE) and result.value != result.focus else ""
    against = () if not other or other in catalogue.members else (link(other, "", catalogue),)
    article = _article(result, catalogue)
    about = as_told(link(result.focus, result.claim, catalogue), catalogue)
    if article in catalogue.articles and article != result.focus:
        about = replace(about, more=(*about.more, link(article, "", catalogue)))
    state = text(f"dismissed: {result.dismissed}" if result.dismissed else "awaits an editor")
    return about, replace(text(result.message), more=against), state


@told_page("findings")
def rule_findings(here: Site, page: Page) -> Page:
    """What each editorial rule finds, dismissed findings marked; ``rule=`` shows all of one."""
    return replace(page, panels=panels(here.summary.findings.report(), here.catalogue, asked("rule")))


@pages.route("/check", methods=("GET", "POST"))
@pages.route("/check.<any(json):suffix>", methods=("GET", "POST"))
def check(suffix: str | None = None) -> Response:
    """Show the form, and judge what was sent with it: nothing is stored, and a hostile article is bounded."""
    form, page = chosen_form(suffix, PAGE), site().page("check")
    report: dict[str, Any] = {}
    fault, status = "", 200
    if request.method == "POST":
        try:
            report = _report()
        except KgError as error:
            if form == "json":
                raise UnprocessableEntity(_in_words(error)) from error
            fault, status = _in_words(error), 422
        except RequestEntityTooLarge as error:
            if form == "json":
                raise RequestEntityTooLarge(TOO_LARGE) from error
            fault, status = TOO_LARGE, 413
    page = CheckPage(frame=page.frame, heading=page.heading, report=report, fault=fault)
    response = answer(page, "check.html", form)
    response.status_code = status
    if request.method == "POST":
        response.headers["Cache-Control"] = "no-store"
    return response


def _report() -> dict[str, Any]:
    """Return the report on what was pasted or uploaded, if there is time for it now."""
    sent = request.files.get("file")
    data = (sent.read() if sent else b"") or request.form.get("text", "").encode("utf-8", "replace")
    if not AT_ONCE.acquire(blocking=False):
        raise ServiceUnavailable("Other articles are being checked.", retry_after=5)
    try:
        return check_stranger(data)
    finally:
        AT_ONCE.release()


def _in_words(error: KgError) -> str:
    return f"The article {error.message}: {error.remedy}." if error.remedy else f"The article {error.message}."
