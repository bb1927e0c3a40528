"""The pages. Each view resolves what is asked for, queries, and returns a view model."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, redirect, request
from werkzeug.exceptions import BadRequest, NotFound
from werkzeug.wrappers import Response

from kg.errors import QueryError
from kg.identifiers import compress
from kg.query import NamedQuery, get_query, named_queries
from kg.search import Hit
from web.answers import bare_path, here_with, page_route, whole_number
from web.cells import address, badge, heading, link, tabulate_plain
from web.findings import panels
from web.models import Cell, Fact, Field, GraphPage, HomePage, Link, Panel, PanelPage, Table, TextPage
from web.negotiation import TABLE
from web.pictures import MOST_NODES, draw
from web.site import Site, site
from web.summaries import neighbours

pages = Blueprint("pages", __name__)
MOST_ROWS = 500
MOST_HITS, MOST_OF_KIND = 200, 30
CHECKS = ("checks-wording", "checks-headline", "checks-scope", "checks-uncited", "checks-undisclosed")


# --- home and search


@page_route(pages, "/", "home.html")
def home() -> HomePage:
    """What this is, how much of it there is, and three ways in."""
    here = site()
    catalogue = here.catalogue
    described = (
        "What health articles claim about conditions, therapies and mechanisms, in which words, and on what evidence."
    )
    return HomePage(
        frame=here.frame("Health Content Knowledge Graph", description=described),
        heading="What do health articles claim, and on what evidence?",
        counts=tuple(Link(name, f"/{name}", note=f"{count:,}") for name, count in catalogue.counts.items()),
        conditions=_most_claimed(here, ("Condition",)),
        therapies=_most_claimed(here, ("Therapy", "Chemical")),
        articles=tuple(
            Link(r["articleLabel"], address(i), note=r.get("publisherName", ""))
            for i, r in list(catalogue.articles.items())[:5]
        ),
        findings=replace(
            here.panel("checks-wording", limit=5, hidden=("steps", "evidence", "carries")), more="/checks"
        ),
    )


def _most_claimed(here: Site, types: tuple[str, ...], most: int = 8) -> tuple[Link, ...]:
    things = [t for t in here.catalogue.things.values() if t.type in types and t.claims][:most]
    return tuple(Link(t.label, address(t.iri), note=f"{t.claims} claim{'s' * (t.claims != 1)}") for t in things)


@page_route(pages, "/search", "panels.html")
def search() -> PanelPage:
    """Find things, articles, sources and claims by their words."""
    here, words = site(), request.args.get("q", "").strip()[:200]
    hits = here.graph.index.search(words, MOST_HITS)
    kinds = (
        ("Conditions, therapies, mechanisms and other things", here.catalogue.things),
        ("Articles", here.catalogue.articles),
        ("Sources", here.catalogue.sources),
    )
    panels = [_hits(here, title, [h for h in hits if h.iri in within][:MOST_OF_KIND]) for title, within in kinds]
    found = [row for h in hits if (row := here.catalogue.claim(h.iri))][:MOST_OF_KIND]
    claims = tabulate_plain(found, ("claim", "level", "strength", "article"), here.catalogue, total=len(found))
    panels.append(Panel(name="claims", title="Claims", question="Which claims are worded so?", table=claims))
    kept = tuple(p for p in panels if p.table.total)
    return PanelPage(
        frame=here.frame(f"Search: {words}" if words else "Search", ("Search", "/search")),
        heading=f"Search for “{words}”" if words else "Search",
        intro=""
        if kept or not words
        else f"Nothing here is called {words}, or nearly so. Names, identifiers, titles and claims were searched.",
        action="/search",
        fields=(Field(name="q", label="Words or name", value=words, suggests=True),),
        panels=kept,
        links=()
        if kept
        else (
            Link("All conditions", "/conditions"),
            Link("All therapies", "/therapies"),
            Link("All claims", "/claims"),
        ),
    )


def _hits(here: Site, title: str, found: list[Hit]) -> Panel:
    def row(hit: Hit) -> tuple[Cell, ...]:
        thing = here.catalogue.things.get(hit.iri)
        return (
            link(hit.iri, hit.label, here.catalogue),
            Cell(kind="text", text="" if hit.matched == hit.label else f"also “{hit.matched}”"),
            Cell(kind="text", text=heading(hit.type)),
            Cell(kind="number", text=str(thing.claims if thing else "")),
        )

    table = Table(columns=("name", "matched", "kind", "claims"), rows=tuple(map(row, found)), total=len(found))
    return Panel(name=title.split()[0].lower().strip(","), title=title, question="", table=table)


# --- answers in panels


@page_route(pages, "/checks", "panels.html")
def checks() -> PanelPage:
    """Where words and evidence part."""
    here = site()
    return PanelPage(
        frame=here.frame("Checks", ("Checks", "/checks")),
        heading="Where words and evidence part",
        intro="Findings are reasons to look again, not verdicts. Each leads to the claim and its passage.",
        panels=tuple(here.panel(name) for name in CHECKS),
        links=(
            Link("Findings of every rule", "/findings"),
            Link("Check an article", "/check"),
            Link("The policy", "/evidence"),
            Link("Agreement and conflict", "/conflicts"),
        ),
    )


@page_route(pages, "/findings", "panels.html")
def findings() -> PanelPage:
    """What each editorial rule finds, dismissed findings marked."""
    here = site()
    report = here.findings.report()
    return PanelPage(
        frame=here.frame("Findings", ("Checks", "/checks"), ("Findings", "/findings")),
        heading="Findings of the editorial rules",
        intro="Each rule says what it looks for and why a finding may be fine. A finding leads to the claim and its "
        "passage; what it is set against stands beside it. Findings that an editor dismissed stay, with the reason.",
        panels=panels(report, here.catalogue),
    )


@page_route(pages, "/conflicts", "panels.html")
def conflicts() -> PanelPage:
    """What is both claimed and denied."""
    here = site()
    return PanelPage(
        frame=here.frame("Conflicts", ("Checks", "/checks"), ("Conflicts", "/conflicts")),
        heading="Agreement and conflict",
        intro="A conflict is never averaged away: claims for and against are counted side by side.",
        panels=tuple(here.panel(name) for name in ("effect-and-none", "conflicts", "contradictions")),
    )


@page_route(pages, "/compare", "panels.html")
def compare() -> PanelPage:
    """Two therapies side by side."""
    here = site()
    asked = {n: request.args.get(n, "").strip() for n in ("a", "b")}
    found = {n: here.resolve(text) for n, text in asked.items() if text}
    unknown = [asked[n] for n, iri in found.items() if not iri]
    panels = [
        replace(
            here.panel(query, {"thing": iri}), title=f"{here.catalogue.label(iri)}: {get_query(query).title.lower()}"
        )
        for query in ("therapy-conditions", "therapy-mechanisms", "thing-limits")
        for iri in found.values()
        if iri
    ]
    return PanelPage(
        frame=here.frame("Compare", ("Therapies", "/therapies"), ("Compare", "/compare")),
        heading="Compare two therapies",
        intro=f"Nothing here is called {unknown[0]!r}."
        if unknown
        else "What is said of each, on what evidence, with which limits.",
        action="/compare",
        fields=tuple(
            Field(name=n, label=label, value=asked[n], suggests=True, required=True)
            for n, label in (("a", "First therapy"), ("b", "Second therapy"))
        ),
        panels=tuple(panels),
        side_by_side=len(panels) > 3,  # noqa: PLR2004
    )


# --- queries


@page_route(pages, "/queries", "text/queries.html")
def queries() -> TextPage:
    """Every named query with its question."""
    groups: dict[str, list[Link]] = {}
    for query in named_queries().values():
        groups.setdefault(query.group, []).append(Link(query.title, f"/queries/{query.name}", note=query.question))
    here = site()
    return TextPage(
        frame=here.frame("Queries", ("Query", "/sparql"), ("Queries", "/queries")),
        heading="Questions this graph answers",
        groups=tuple((name, tuple(links)) for name, links in groups.items()),
    )


def _is_select(query: NamedQuery) -> bool:
    return "CONSTRUCT" not in query.text


@page_route(pages, "/queries/<name>", "panels.html", TABLE)
def query(name: str) -> PanelPage:
    """One named query: its question, its parameters, its rows, its text."""
    if name not in named_queries():
        raise NotFound(f"No query is called {name!r}.")
    here, asked = site(), named_queries()[name]
    given = {k: request.args[k].strip() for k in asked.parameters if request.args.get(k, "").strip()}
    full = request.path.endswith(".csv")
    panels = (
        (replace(here.panel(name, _resolved(here, asked, given), limit=100_000 if full else 200), query="", more=""),)
        if _is_select(asked) and ("thing" in given or "thing" not in asked.parameters)
        else ()
    )
    return PanelPage(
        frame=here.frame(
            asked.title, ("Query", "/sparql"), ("Queries", "/queries"), (asked.title, bare_path()), forms=TABLE
        ),
        heading=asked.title,
        kicker="named query",
        intro=asked.question,
        action=f"/queries/{name}" if asked.parameters else "",
        fields=tuple(
            Field(name=k, label=f"{k} ({kind}, may stay empty)", value=given.get(k, ""), suggests=kind == "iri")
            for k, kind in asked.parameters.items()
        ),
        panels=panels,
        code=asked.text,
        editor="/sparql?" + urlencode({"query": asked.text}),
    )


def _resolved(here: Site, asked: NamedQuery, given: dict[str, str]) -> dict[str, str]:
    """Let a person type a name where the query wants an IRI."""
    return {k: here.resolve(v) or v if asked.parameters[k] == "iri" else v for k, v in given.items()}


# --- pictures


@page_route(pages, "/graph", "graph.html")
def graph() -> GraphPage:
    """The neighbourhood of a thing as a picture that can be walked, and as a table."""
    here = site()
    asked = request.args.get("focus", "").strip()
    focus = (here.resolve(asked) or _iri(asked)) if asked else next(iter(here.catalogue.things), "")
    rows = list(neighbours(here.catalogue, focus))
    relation, level = request.args.get("relation", ""), request.args.get("level", "")
    relations = {r["relation"]: here.catalogue.label(r["relation"]) for r in rows}
    kept = [
        r for r in rows if relation in ("", relations[r["relation"]]) and level in ("", r["level"].rpartition("/")[2])
    ]
    picture = draw(kept, focus, here.catalogue, most=whole_number("most", MOST_NODES, least=1, most=MOST_NODES))
    label = here.catalogue.label(focus) or compress(focus)
    columns = ("subject", "relation", "object", "level", "for", "against", "articles")
    table = tabulate_plain(kept[:MOST_ROWS], columns, here.catalogue, total=len(kept))
    return GraphPage(
        frame=here.frame(f"Graph of {label}", ("Graph", "/graph"), (label, here_with())),
        heading=f"What is said around {label}",
        fields=(
            Field(name="focus", label="Focus", value=label, suggests=True),
            Field(
                name="relation",
                label="Relation",
                value=relation,
                options=_options(sorted(set(relations.values()))),
            ),
            Field(
                name="level",
                label="Evidence",
                value=level,
                options=tuple(Link(m.label, m.slug) for m in here.catalogue.scheme("evidence-level")),
            ),
        ),
        picture=picture,
        table=table,
        data="/graph.json",
        types=tuple(sorted({n.type for n in picture.nodes})),
    )


def _options(values: list[str]) -> tuple[Link, ...]:
    return tuple(Link(v, v) for v in values)


def _iri(text: str) -> str:
    try:
        return str(get_query("thing").substitutions({"thing": text}).popitem()[1].value)
    except QueryError as error:
        raise BadRequest(str(error)) from error


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


@page_route(pages, "/downloads", "text/downloads.html")
def downloads() -> TextPage:
    """What can be taken away, and under which licence."""
    return TextPage(frame=site().frame("Downloads", ("Downloads", "/downloads")), heading="Downloads")


MEASURED = Path(__file__).with_name("measured.json")


def _measured() -> tuple[Panel, ...]:
    """Return how well the rules read articles, as the benchmarks wrote it down."""
    told = json.loads(MEASURED.read_text(encoding="utf-8"))
    asked = told["criteria"]
    return (
        _figures(
            "measured",
            "How well the rules read",
            f"Records that rules propose beside those made by hand, over {told['texts']} shipped texts with "
            f"{told['claims']} claims. Each figure is a share, 1 is all. Measured by: {told['command']}",
            told["figures"],
        ),
        _figures(
            "measured-criteria",
            "How well the ten review questions are answered",
            f"Answers beside those of reviewers, over {asked['texts']} press releases that are not ours: macro-F1, the "
            f"mean over yes and no, so 0.5 is hardly better than guessing. Measured by: {asked['command']}",
            asked["figures"],
        ),
    )


def _figures(name: str, title: str, question: str, figures: list[dict[str, Any]]) -> Panel:
    rows = tuple((Cell(kind="text", text=f["meaning"]), Cell(kind="number", text=f"{f['value']:.2f}")) for f in figures)
    return Panel(
        name=name,
        title=title,
        question=question,
        table=Table(columns=("share of", "value"), rows=rows, total=len(rows)),
    )


def about() -> TextPage:
    """Method, scales, limits."""
    here = site()
    scales = []
    for title, slug in (
        ("Evidence level: what kind of study stands behind it", "evidence-level"),
        ("Wording: how strong the words are", "claim-strength"),
        ("Direction: for or against", "direction"),
    ):
        members = here.catalogue.scheme(slug)
        rows = tuple((badge(m.iri, here.catalogue), Cell(kind="text", text=m.definition)) for m in members)
        scales.append(
            Panel(
                name=slug,
                title=title,
                question="",
                table=Table(columns=("badge", "meaning"), rows=rows, total=len(rows)),
            )
        )
    scales += _measured()
    counts = tuple(
        Fact(label=k, cells=(Cell(kind="number", text=f"{v:,}", href=f"/{k}"),))
        for k, v in here.catalogue.counts.items()
    )
    return TextPage(
        frame=here.frame("About", ("About", "/about")), heading="About this graph", panels=tuple(scales), facts=counts
    )
