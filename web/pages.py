"""The pages that answer in panels. Each view resolves what is asked for, queries, and returns a view model."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from flask import Blueprint, redirect, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from kg.query import get_query, named_queries
from kg.search import Hit
from web.answers import page_route
from web.catalogue import CLASSES, Row
from web.cells import address, badge, heading, tabulate, text
from web.editor import by_question, editor_address
from web.findings import panels
from web.maps import asked_for
from web.models import Cell, Fact, Field, Link, Page, Panel, Table
from web.negotiation import TABLE
from web.site import Site, site

pages = Blueprint("pages", __name__)
MOST_HITS, MOST_OF_KIND, MOST_SPOKEN_OF, NEWEST = 200, 30, 8, 5
MOST_ROWS, WHOLE = 200, 100_000
KINDS = {"iri": "name, CURIE or IRI", "string": "text"}


# --- home and search


@page_route(pages, "/", "home.html")
def home() -> Page:
    """What this is, how much of it there is, and three ways in."""
    here = site()
    articles = (row for row in here.catalogue.articles.values() if "constructed" not in row)
    newest = [
        Link(r["articleLabel"], address(r["article"]), r.get("publisherName", ""))
        for r, _ in zip(articles, range(NEWEST), strict=False)
    ]
    findings = here.panel("checks-wording", limit=5, hidden=("steps", "carries"))
    described = (
        "What health articles claim about conditions, therapies and mechanisms, in which words, and on what evidence."
    )
    return Page(
        frame=here.frame("Health Content Knowledge Graph", description=described),
        heading="What do health articles claim, and on what evidence?",
        links=tuple(Link(name, f"/{name}", note=f"{count:,}") for name, count in here.catalogue.counts.items()),
        groups=(
            ("Conditions most spoken of", _most_spoken_of(here, "conditions")),
            ("Therapies most spoken of", _most_spoken_of(here, "therapies")),
            ("Newest articles", tuple(newest)),
        ),
        panels=(replace(findings, more="/checks"),),
    )  # fmt: skip


def _most_spoken_of(here: Site, kind: str) -> tuple[Link, ...]:
    rows = here.catalogue.of_class(*CLASSES[kind])[:MOST_SPOKEN_OF]
    return tuple(
        Link(r["thingLabel"], address(r["thing"]), f"{r['claims']} claim{'s' * (r['claims'] != '1')}") for r in rows
    )


@page_route(pages, "/search", "panels.html")
def search() -> Page:
    """Find things, articles, sources and claims by their words."""
    here, words = site(), request.args.get("q", "").strip()[:200]
    catalogue, hits = here.catalogue, here.graph.index.search(words, MOST_HITS)
    claims = [row for hit in hits if (row := catalogue.claim(hit.iri))]
    found = (
        _found(
            here,
            "things",
            "Conditions, therapies, mechanisms and other things",
            [_hit(here, h) for h in hits if h.iri in catalogue.things],
            ("name", "matched", "kind", "claims"),
        ),
        _found(here, "claims", "Claims", claims, ("claim", "level", "strength", "article")),
        _found(
            here,
            "articles",
            "Articles",
            [_hit(here, h) for h in hits if h.iri in catalogue.articles],
            ("name", "matched", "claims"),
        ),
        _found(
            here, "sources", "Sources", [_hit(here, h) for h in hits if h.iri in catalogue.sources], ("name", "matched")
        ),
    )
    kept = tuple(panel for panel in found if panel.table.total)
    nothing = f"Nothing here is called {words}, or nearly so. Names, identifiers, titles and claims were searched."
    return Page(
        frame=here.frame(f"Search: {words}" if words else "Search", ("Search", "")),
        heading=f"Search for “{words}”" if words else "Search",
        intro="" if kept or not words else nothing,
        action="/search",
        fields=(asked_for("q", "Words or name", value=words),),
        panels=kept,
        links=() if kept else tuple(Link(f"All {n}", f"/{n}") for n in ("conditions", "therapies", "claims")),
    )  # fmt: skip


def _hit(here: Site, hit: Hit) -> Row:
    known = here.catalogue.things.get(hit.iri) or here.catalogue.articles.get(hit.iri, {})
    also = {} if hit.matched == hit.label else {"matched": hit.matched}
    return {
        "name": hit.iri,
        "nameLabel": hit.label,
        "kind": heading(hit.type),
        "claims": known.get("claims", ""),
        **also,
    }


def _found(here: Site, name: str, title: str, rows: list[Row], columns: tuple[str, ...]) -> Panel:
    table = tabulate(rows[:MOST_OF_KIND], columns, here.catalogue, total=len(rows), fold=True)
    return Panel(name=name, title=title, table=table)


# --- answers in panels


@dataclass(frozen=True)
class Answers:
    """A page of panels: its heading and introduction, the queries it answers, and where it leads."""

    title: str
    heading: str
    intro: str
    queries: tuple[str, ...]
    links: tuple[Link, ...] = ()


ANSWERS = {
    "checks": Answers(
        "Checks",
        "Where words and evidence part",
        "Findings are reasons to look again, not verdicts. Each leads to the claim and its passage.",
        ("checks-wording", "checks-headline", "checks-scope", "checks-uncited", "checks-undisclosed"),
        (
            Link("Findings of every rule", "/findings"),
            Link("Check an article", "/check"),
            Link("The policy", "/evidence"),
            Link("Agreement and conflict", "/conflicts"),
        ),
    ),
    "conflicts": Answers(
        "Conflicts",
        "Agreement and conflict",
        "A conflict is never averaged away: claims for and against are counted side by side.",
        ("effect-and-none", "conflicts", "contradictions"),
    ),
}


@page_route(pages, f"/<any({','.join(ANSWERS)}):name>", "panels.html")
def answers(name: str) -> Page:
    """Where words and evidence part; what is both claimed and denied."""
    here, told = site(), ANSWERS[name]
    steps = () if name == "checks" else ((told.title, ""),)
    return Page(
        frame=here.frame(told.title, ("Checks", "/checks"), *steps),
        heading=told.heading,
        intro=told.intro,
        links=told.links,
        panels=tuple(here.panel(query) for query in told.queries),
    )


@page_route(pages, "/findings", "panels.html")
def findings() -> Page:
    """What each editorial rule finds, dismissed findings marked; ``rule=`` shows all of one."""
    here = site()
    return Page(
        frame=here.frame("Findings", ("Checks", "/checks"), ("Findings", "/findings")),
        heading="Findings of the editorial rules",
        intro="Each rule says what it looks for and why a finding may be fine. A finding leads to the claim and its "
        "passage. Findings that an editor dismissed stay, with the reason.",
        panels=panels(here.findings.report(), here.catalogue, request.args.get("rule", "")),
    )


# --- two therapies for a condition


def _side(here: Site, row: Row, columns: tuple[str, ...]) -> Cell:
    """Return what is said of one of two things as one cell: the first column, the others beside it."""
    if not row:
        return text("nothing said")
    first, *more = tabulate([row], columns, here.catalogue, total=1, fold=True).rows[0]
    return replace(first, more=(*first.more, *more))


def _side_by_side(here: Site, query: str, ends: list[str], condition: str) -> Panel:
    """Return a table of what a query says of two things: what both are said to do comes first."""
    columns, shown = COMPARED[query]
    found: dict[tuple[str, ...], list[Row]] = {}
    for side, iri in enumerate(ends):
        for row in here.catalogue.answer(query, iri) or []:
            if not condition or condition in row.values() or query != "therapy-conditions":
                found.setdefault(tuple(row.get(n, "") for n in columns), [{}, {}])[side] = row
    rows = []
    for sides in sorted(found.values(), key=lambda sides: not all(sides)):
        known = next(filter(None, sides))
        keys = tabulate([known], columns, here.catalogue, total=1, fold=True)
        rows.append((*keys.rows[0], *(_side(here, row, shown) for row in sides)))
    heads = tuple(heading(n) for n in columns if n != "context")
    labels = tuple(map(here.catalogue.label, ends))
    table = Table(columns=(*heads, *labels), rows=tuple(rows[:MOST_ROWS]), total=len(rows))
    return Panel(name=query, title=get_query(query).title, table=table)


COMPARED = {
    "therapy-conditions": (("relation", "of", "context"), ("bestEvidence", "statedByArticle", "for", "against")),
    "therapy-mechanisms": (("mechanism",), ("level", "modality", "claim")),
    "thing-limits": (("limit",), ("claim", "article")),
}
"""Query to the columns that both therapies share, and those that stand under each."""


@page_route(pages, "/compare", "panels.html")
def compare() -> Page:
    """Two therapies for a condition, side by side."""
    here = site()
    asked = {n: request.args.get(n, "").strip() for n in ("a", "b", "condition")}
    found = {n: here.resolve(name) if name else "" for n, name in asked.items()}
    unknown = next((name for n, name in asked.items() if name and not found[n]), "")
    ends = [found["a"], found["b"]]
    return Page(
        frame=here.frame("Compare", ("Therapies", "/therapies"), ("Compare", "/compare")),
        heading="Compare two therapies",
        intro=f"Nothing here is called “{unknown}”."
        if unknown
        else "What is said of each, on what evidence, with which limits. With a condition, only what is said for it.",
        action="/compare",
        fields=(
            asked_for("a", "First therapy", required=True),
            asked_for("b", "Second therapy", required=True),
            asked_for("condition", "Condition (may stay empty)"),
        ),
        panels=tuple(_side_by_side(here, query, ends, found["condition"]) for query in COMPARED)
        if all(ends) and not unknown
        else (),
    )


# --- queries


@page_route(pages, "/queries", "text/queries.html")
def queries() -> Page:
    """Every named query with its question."""
    frame = site().frame("Queries", ("Query", "/sparql"), ("Queries", ""))
    groups = by_question(lambda named: f"/queries/{named.name}")
    return Page(frame=frame, heading="Questions this graph answers", groups=groups)


@page_route(pages, "/queries/<name>", "panels.html", TABLE)
def query(name: str) -> Page:
    """One named query: its question, its parameters, its rows, its text."""
    if name not in named_queries():
        raise NotFound(f"No query is called {name!r}.")
    here, asked = site(), named_queries()[name]
    given = {k: request.args[k].strip() for k in asked.parameters if request.args.get(k, "").strip()}
    bound = {k: here.resolve(v) or v if asked.parameters[k] == "iri" else v for k, v in given.items()}
    is_table, has_thing = "CONSTRUCT" not in asked.text, "thing" in given or "thing" not in asked.parameters
    most = WHOLE if request.path.endswith(".csv") else MOST_ROWS
    panels = (here.panel(name, bound, limit=most, fold=False),) if is_table and has_thing else ()
    return Page(
        frame=here.frame(asked.title, ("Query", "/sparql"), ("Queries", "/queries"), (asked.title, ""), forms=TABLE),
        heading=asked.title,
        kicker="named query",
        intro=asked.question,
        action=f"/queries/{name}" if asked.parameters else "",
        fields=tuple(
            Field(
                name=k,
                label=f"{k} ({KINDS.get(kind, kind)}; may stay empty)",
                value=given.get(k, ""),
                suggests=kind == "iri",
            )
            for k, kind in asked.parameters.items()
        ),
        panels=tuple(replace(panel, question="", query="", more="") for panel in panels),
        code=asked.text,
        editor=editor_address(asked),
    )


# --- texts


@page_route(pages, "/downloads", "text/downloads.html")
def downloads() -> Page:
    """What can be taken away, and under which licence."""
    return Page(frame=site().frame("Downloads", ("Downloads", "")), heading="Downloads")


MEASURED = Path(__file__).with_name("measured.json")
SCALES = {
    "evidence-level": "Evidence level: what kind of study stands behind it",
    "claim-strength": "Wording: how strong the words are",
    "direction": "Direction: for or against",
}


def _plain(name: str, title: str, columns: tuple[str, ...], rows: list[tuple[Cell, ...]], question: str = "") -> Panel:
    table = Table(columns=columns, rows=tuple(rows), total=len(rows))
    return Panel(name=name, title=title, question=question, table=table)


def _measured() -> tuple[Panel, ...]:
    """Return how well the rules read articles, as the benchmarks wrote it down."""
    told = json.loads(MEASURED.read_text(encoding="utf-8"))
    asked = told["criteria"]
    read = (
        f"Records that rules propose beside those made by hand, over {told['texts']} shipped texts with "
        f"{told['claims']} claims. Each figure is a share, 1 is all. Measured by: {told['command']}"
    )
    answered = (
        f"Answers beside those of reviewers, over {asked['texts']} press releases that are not ours: macro-F1, the "
        f"mean over yes and no, so 0.5 is hardly better than guessing. Measured by: {asked['command']}"
    )
    return (
        _figures("measured", "How well the rules read", told["figures"], read),
        _figures("measured-criteria", "How well the ten review questions are answered", asked["figures"], answered),
    )


def _figures(name: str, title: str, figures: list[dict[str, Any]], question: str) -> Panel:
    rows: list[tuple[Cell, ...]] = [(text(f["meaning"]), text(f"{f['value']:.2f}", kind="number")) for f in figures]
    return _plain(name, title, ("share of", "value"), rows, question)


def about() -> Page:
    """Method, scales, limits."""
    here = site()
    scales = [
        _plain(slug, title, ("badge", "meaning"), [
            (badge(m.iri, here.catalogue), text(m.definition)) for m in here.catalogue.scheme(slug)
        ])
        for slug, title in SCALES.items()
    ]  # fmt: skip
    counts = here.catalogue.counts.items()
    return Page(
        frame=here.frame("About", ("About", "/about")),
        heading="About this graph",
        panels=(*scales, *_measured()),
        facts=tuple(Fact(k, (text(f"{v:,}", kind="number", href=f"/{k}"),)) for k, v in counts),
    )


# --- addresses that lead on

ALIASES = {
    "conditions": "concept",
    "therapies": "concept",
    "mechanisms": "concept",
    "articles": "article",
    "claims": "claim",
    "evidence": "scheme/evidence-level",
}


@pages.get(f"/<any({','.join(ALIASES)}):kind>/<path:rest>")
def alias(kind: str, rest: str) -> Response:
    """Lead from the address a person would guess to the one that is the IRI."""
    return redirect(f"/{ALIASES[kind]}/{rest}", 303)
