"""The pages. Each view resolves what is asked for, queries, and returns a view model."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from flask import Blueprint, redirect, request
from werkzeug.exceptions import BadRequest, NotFound
from werkzeug.wrappers import Response

from kg.errors import QueryError
from kg.identifiers import compress
from kg.query import NamedQuery, get_query, named_queries
from web.answers import page_route
from web.catalogue import Listing
from web.cells import MISSING, address, badge, heading, link, tabulate_plain
from web.models import Cell, Facet, Fact, Field, GraphPage, HomePage, Link, ListPage, Panel, PanelPage, Table, TextPage
from web.negotiation import TABLE
from web.pictures import draw
from web.site import Site, site
from web.summaries import neighbours

pages = Blueprint("pages", __name__)
PER_PAGE = 50
MOST_ROWS = 500
CHECKS = ("checks-wording", "checks-headline", "checks-scope", "checks-uncited", "checks-undisclosed")
LISTS = {
    "conditions": ("Conditions", "Diseases, disorders and states of health that articles speak of.", ("Condition",)),
    "therapies": (
        "Therapies",
        "What is done or given on purpose: treatments, drugs, devices, ways of living.",
        ("Therapy", "Chemical"),
    ),
    "mechanisms": ("Mechanisms", "Processes in the body by which something is said to act.", ("Mechanism",)),
}
THING_COLUMNS = ("thing", "kind", "level", "strength", "claims", "articles")
FACETS = {
    "level": "best evidence", "strength": "strongest wording", "direction": "for or against", "kind": "kind",
    "publisher": "publisher", "year": "year", "design": "design", "status": "status",
}  # fmt: skip
SCHEMES = {
    "level": "evidence-level",
    "strength": "claim-strength",
    "direction": "direction",
    "design": "study-design",
    "status": "publication-status",
}
MOST_VALUES = 20


def _number(name: str, least: int = 1, most: int = 100_000) -> int:
    text = request.args.get(name, str(least))
    if not text.isdecimal() or not least <= int(text[:9]) <= most:
        raise BadRequest(f"{name} must be a whole number from {least} to {most}.")
    return int(text)


def _here(**changes: str | None) -> str:
    """Return this address with some parameters put, or taken away by None."""
    kept = {**request.args.to_dict(), **changes}
    query = urlencode({k: v for k, v in kept.items() if v})
    return (
        request.path.rpartition(".")[0] * (request.path.endswith((".json", ".csv"))) or request.path
        if not query
        else f"{_bare_path()}?{query}"
    )


def _bare_path() -> str:
    stem, dot, suffix = request.path.rpartition(".")
    return stem if dot and suffix in ("json", "csv") else request.path


# --- home and search ---------------------------------------------------------------------------------------------------


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
    hits = here.catalogue.find(words)
    kinds = (
        ("Conditions, therapies, mechanisms and other things", here.catalogue.things),
        ("Articles", here.catalogue.articles),
        ("Sources", here.catalogue.sources),
    )
    panels = [_hits(here, title, [(i, n) for i, n in hits if i in within]) for title, within in kinds]
    found = here.catalogue.find_claims(words)
    claims = tabulate_plain(found, ("claim", "level", "strength", "article"), here.catalogue, total=len(found))
    panels.append(
        Panel(name="claims", title="Claims", question=f"Which claims hold the words {words!r}?", table=claims)
    )
    kept = tuple(p for p in panels if p.table.total)
    return PanelPage(
        frame=here.frame(f"Search: {words}" if words else "Search", ("Search", "/search")),
        heading=f"Search for “{words}”" if words else "Search",
        intro=""
        if kept or not words
        else f"Nothing here holds all of these words: {words}. Labels and other names were searched. Fewer or shorter words may find more.",
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


def _hits(here: Site, title: str, found: list[tuple[str, str]]) -> Panel:
    def row(iri: str, name: str) -> tuple[Cell, ...]:
        label = here.catalogue.label(iri)
        thing = here.catalogue.things.get(iri)
        shown = Cell(kind="text", text="" if name == label else f"also “{name}”")
        kind = heading(thing.type) if thing else ""
        return (
            link(iri, label, here.catalogue),
            shown,
            Cell(kind="text", text=kind),
            Cell(kind="number", text=str(thing.claims if thing else "")),
        )

    table = Table(
        columns=("name", "matched", "kind", "claims"), rows=tuple(row(i, n) for i, n in found), total=len(found)
    )
    return Panel(name=title.split()[0].lower().strip(","), title=title, question="", table=table)


# --- lists -------------------------------------------------------------------------------------------------------------


def _facets(listing: Listing, chosen: dict[str, str], names: tuple[str, ...]) -> tuple[Facet, ...]:
    found = []
    for name in names:
        counts = sorted(listing.facets.counts(name, chosen).items(), key=lambda pair: (-pair[1], pair[0]))
        values = tuple(
            Link(
                _value_label(name, value),
                _here(**{name: None if chosen.get(name) == value else value, "page": None}),
                f"{count:,}",
                chosen.get(name) == value,
            )
            for value, count in counts[:MOST_VALUES]
            if value
        )
        if values:
            found.append(Facet(name=name, label=FACETS[name], values=values))
    return tuple(found)


def _value_label(facet: str, value: str) -> str:
    members = site().catalogue.members.values()
    wanted = SCHEMES.get(facet)
    named = (
        m.label
        for m in members
        if m.slug == value and (m.scheme == wanted or (facet == "kind" and m.scheme.endswith("-kind")))
    )
    return next(named, value)


def _list(title: str, intro: str, listing: Listing, columns: tuple[str, ...], names: tuple[str, ...]) -> ListPage:
    here, page = site(), _number("page")
    chosen = {n: request.args[n] for n in names if request.args.get(n)}
    found = listing.facets.select(chosen)
    total = found.bit_count()
    rows = [listing.rows[n] for n in listing.facets.ordinals(found, (page - 1) * PER_PAGE, PER_PAGE)]
    first, last = (page - 1) * PER_PAGE + 1, (page - 1) * PER_PAGE + len(rows)
    return ListPage(
        frame=here.frame(title, (title, _bare_path()), forms=TABLE),
        heading=title,
        intro=intro,
        facets=_facets(listing, chosen, names),
        chosen=tuple(
            Link(f"{FACETS[n]}: {_value_label(n, v)}", _here(**{n: None, "page": None})) for n, v in chosen.items()
        ),
        table=tabulate_plain(rows, columns, here.catalogue, total=total),
        summary=f"{first:,} to {last:,} of {total:,}" if rows else "None",
        previous=_here(page=str(page - 1)) if page > 1 else "",
        next=_here(page=str(page + 1)) if last < total else "",
        clear=_bare_path(),
    )


@page_route(pages, "/<any(conditions,therapies,mechanisms):kind>", "list.html", TABLE)
def things(kind: str) -> ListPage:
    """An index of entities."""
    title, intro, types = LISTS[kind]
    return _list(title, intro, site().catalogue.thing_listing(types), THING_COLUMNS, ("level", "strength", "kind"))


@page_route(pages, "/articles", "list.html", TABLE)
def articles() -> ListPage:
    """An index of articles."""
    columns = ("article", "publisherName", "published", "claims", "level")
    intro = "Articles whose claims are in the graph; the evidence is the best that any of its claims rests on."
    return _list("Articles", intro, site().catalogue.article_listing, columns, ("publisher", "year", "level", "kind"))


@page_route(pages, "/sources", "list.html", TABLE)
def sources() -> ListPage:
    """An index of publications."""
    columns = ("source", "journal", "published", "design", "status")
    return _list(
        "Sources",
        "Publications that articles cite, or that we added as evidence.",
        site().catalogue.source_listing,
        columns,
        ("design", "year", "status"),
    )


@page_route(pages, "/claims", "list.html", TABLE)
def claims() -> ListPage:
    """An index of claims, or those that join two things."""
    columns = ("direction", "claim", "level", "strength", "article")
    joined = {n: request.args[n] for n in ("subject", "object") if request.args.get(n)}
    intro = "Each claim says that one article puts something forward, in these words, on this evidence. It never says that it is true."
    if not joined:
        return _list(
            "Claims",
            intro,
            site().catalogue.claim_listing,
            columns,
            ("level", "strength", "direction", "kind", "publisher", "year"),
        )
    here = site()
    table = tabulate(
        here.graph.query("claims-between", **joined), here.catalogue, hidden=frozenset(("subject", "object")), limit=500
    )
    names = [here.catalogue.label(i) or compress(i) for i in joined.values()]
    return ListPage(
        frame=here.frame("Claims", ("Claims", "/claims"), (" and ".join(names), _here()), forms=TABLE),
        heading=f"Claims: {' and '.join(names)}",
        intro=intro,
        facets=(),
        chosen=tuple(Link(f"{k}: {n}", _here(**{k: None})) for k, n in zip(joined, names, strict=True)),
        table=table,
        summary=f"{table.total:,} claims",
        clear="/claims",
    )


@page_route(pages, "/evidence", "text/evidence.html")
def evidence() -> TextPage:
    """The levels of evidence, with how many claims rest on each, and the words each may carry."""
    here = site()
    levels = sorted(here.catalogue.scheme("evidence-level"), key=lambda m: -(m.rank or 0))
    rows = tuple(
        (badge(m.iri, here.catalogue), Cell(kind="text", text=m.definition), badge(m.most, here.catalogue) if m.most else MISSING,
         Cell(kind="number", text=f"{here.catalogue.levels[m.iri]:,}", href=f"/claims?level={m.slug}"))
        for m in levels
    )  # fmt: skip
    table = Table(
        columns=("level", "what it means", "wording it carries at most", "claims"), rows=rows, total=len(rows)
    )
    panel = Panel(
        name="levels",
        title="Levels",
        question="How many claims rest on each level of evidence at best?",
        table=table,
        query="/queries/policy",
    )
    return TextPage(
        frame=here.frame("Evidence", ("Evidence", "/evidence")), heading="Levels of evidence", panels=(panel,)
    )


# --- answers in panels -------------------------------------------------------------------------------------------------


@page_route(pages, "/checks", "panels.html")
def checks() -> PanelPage:
    """Where words and evidence part."""
    here = site()
    return PanelPage(
        frame=here.frame("Checks", ("Checks", "/checks")),
        heading="Where words and evidence part",
        intro="Findings are reasons to look again, not verdicts. Each leads to the claim and its passage; what wording the evidence carries is policy, kept as data.",
        panels=tuple(here.panel(name) for name in CHECKS),
        links=(Link("The policy", "/evidence"), Link("Agreement and conflict", "/conflicts")),
    )


@page_route(pages, "/conflicts", "panels.html")
def conflicts() -> PanelPage:
    """What is both claimed and denied."""
    here = site()
    return PanelPage(
        frame=here.frame("Conflicts", ("Checks", "/checks"), ("Conflicts", "/conflicts")),
        heading="Agreement and conflict",
        intro="A conflict is never averaged away: claims for and against are counted side by side.",
        panels=(here.panel("conflicts"), here.panel("contradictions")),
    )


@page_route(pages, "/compare", "panels.html")
def compare() -> PanelPage:
    """Two therapies side by side."""
    here = site()
    asked = {n: request.args.get(n, "").strip() for n in ("a", "b")}
    found = {n: here.catalogue.resolve(text) for n, text in asked.items() if text}
    unknown = [asked[n] for n, iri in found.items() if not iri]
    panels = [
        replace(here.panel(query, thing=iri), title=f"{here.catalogue.label(iri)}: {get_query(query).title.lower()}")
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


# --- queries -----------------------------------------------------------------------------------------------------------


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
        (replace(here.panel(name, limit=100_000 if full else 200, **_resolved(here, asked, given)), query="", more=""),)
        if _is_select(asked) and ("thing" in given or "thing" not in asked.parameters)
        else ()
    )
    return PanelPage(
        frame=here.frame(
            asked.title, ("Query", "/sparql"), ("Queries", "/queries"), (asked.title, _bare_path()), forms=TABLE
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
    return {k: here.catalogue.resolve(v) or v if asked.parameters[k] == "iri" else v for k, v in given.items()}


# --- pictures ----------------------------------------------------------------------------------------------------------


@page_route(pages, "/graph", "graph.html")
def graph() -> GraphPage:
    """The neighbourhood of a thing as a picture that can be walked, and as a table."""
    here = site()
    asked = request.args.get("focus", "").strip()
    focus = (here.catalogue.resolve(asked) or _iri(asked)) if asked else next(iter(here.catalogue.things), "")
    rows = list(neighbours(here.catalogue, focus))
    relation, level = request.args.get("relation", ""), request.args.get("level", "")
    relations = {r["relation"]: here.catalogue.label(r["relation"]) for r in rows}
    kept = [
        r for r in rows if relation in ("", relations[r["relation"]]) and level in ("", r["level"].rpartition("/")[2])
    ]
    picture = draw(kept, focus, here.catalogue)
    label = here.catalogue.label(focus) or compress(focus)
    columns = ("subject", "relation", "object", "level", "for", "against", "articles")
    table = tabulate_plain(kept[:MOST_ROWS], columns, here.catalogue, total=len(kept))
    return GraphPage(
        frame=here.frame(f"Graph of {label}", ("Graph", "/graph"), (label, _here())),
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


# --- addresses that lead on --------------------------------------------------------------------------------------------

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
    counts = tuple(
        Fact(label=k, cells=(Cell(kind="number", text=f"{v:,}", href=f"/{k}"),))
        for k, v in here.catalogue.counts.items()
    )
    return TextPage(
        frame=here.frame("About", ("About", "/about")), heading="About this graph", panels=tuple(scales), facts=counts
    )
