"""Index pages: long lists with facets as plain links, each with the count it would leave."""

from __future__ import annotations

from flask import Blueprint, request

from kg.identifiers import compress
from web.answers import bare_path, here_with, page_route, whole_number
from web.catalogue import Listing
from web.cells import badge, tabulate_plain
from web.models import Cell, Facet, Link, ListPage, Panel, Table, TextPage
from web.negotiation import TABLE
from web.site import site

lists = Blueprint("lists", __name__)
PER_PAGE = 50
MOST_ROWS = 500
MOST_VALUES = 20
LISTS = {
    "conditions": ("Conditions", "Diseases, disorders and states of health that articles speak of.", ("Condition",)),
    "therapies": (
        "Therapies",
        "What is done or given on purpose: treatments, drugs, devices, ways of living.",
        ("Therapy", "Chemical"),
    ),
    "mechanisms": ("Mechanisms", "Processes in the body by which something is said to act.", ("Mechanism",)),
}
CLAIMS = (
    "Each claim says that one article puts something forward, in these words, on this evidence; never that it is true."
)
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


def _facets(listing: Listing, chosen: dict[str, str], names: tuple[str, ...]) -> tuple[Facet, ...]:
    found = []
    for name in names:
        counts = sorted(listing.facets.counts(name, chosen).items(), key=lambda pair: (-pair[1], pair[0]))
        values = tuple(
            Link(
                _value_label(name, value),
                here_with(**{name: None if chosen.get(name) == value else value, "page": None}),
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
    here, page = site(), whole_number("page", 1, least=1)
    chosen = {n: request.args[n] for n in names if request.args.get(n)}
    found = listing.facets.select(chosen)
    total = found.bit_count()
    rows = [listing.rows[n] for n in listing.facets.ordinals(found, (page - 1) * PER_PAGE, PER_PAGE)]
    first, last = (page - 1) * PER_PAGE + 1, (page - 1) * PER_PAGE + len(rows)
    return ListPage(
        frame=here.frame(title, (title, bare_path()), forms=TABLE),
        heading=title,
        intro=CLAIMS,
        facets=_facets(listing, chosen, names),
        chosen=tuple(
            Link(f"{FACETS[n]}: {_value_label(n, v)}", here_with(**{n: None, "page": None})) for n, v in chosen.items()
        ),
        table=tabulate_plain(rows, columns, here.catalogue, total=total),
        summary=f"{first:,} to {last:,} of {total:,}" if rows else "None",
        previous=here_with(page=str(page - 1)) if page > 1 else "",
        next=here_with(page=str(page + 1)) if last < total else "",
        clear=bare_path(),
    )


@page_route(lists, "/<any(conditions,therapies,mechanisms):kind>", "list.html", TABLE)
def things(kind: str) -> ListPage:
    """An index of entities."""
    title, intro, types = LISTS[kind]
    return _list(title, intro, site().catalogue.thing_listing(types), THING_COLUMNS, ("level", "strength", "kind"))


@page_route(lists, "/articles", "list.html", TABLE)
def articles() -> ListPage:
    """An index of articles."""
    columns = ("article", "publisherName", "published", "claims", "level")
    intro = "Articles whose claims are in the graph; the evidence is the best that any of its claims rests on."
    return _list("Articles", intro, site().catalogue.article_listing, columns, ("publisher", "year", "level", "kind"))


@page_route(lists, "/sources", "list.html", TABLE)
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


@page_route(lists, "/claims", "list.html", TABLE)
def claims() -> ListPage:
    """An index of claims, or those that join two things."""
    columns = ("direction", "claim", "level", "strength", "article")
    joined = {n: request.args[n] for n in ("subject", "object") if request.args.get(n)}
    if not joined:
        return _list(
            "Claims",
            CLAIMS,
            site().catalogue.claim_listing,
            columns,
            ("level", "strength", "direction", "kind", "publisher", "year"),
        )
    here = site()
    rows = here.catalogue.claims_of.get(next(iter(joined.values())), ())
    about = [row for row in rows if all(row[name] == iri for name, iri in joined.items())]
    table = tabulate_plain(about[:MOST_ROWS], columns, here.catalogue, total=len(about))
    names = [here.catalogue.label(i) or compress(i) for i in joined.values()]
    return ListPage(
        frame=here.frame("Claims", ("Claims", "/claims"), (" and ".join(names), here_with()), forms=TABLE),
        heading=f"Claims: {' and '.join(names)}",
        intro=CLAIMS,
        facets=(),
        chosen=tuple(Link(f"{k}: {n}", here_with(**{k: None})) for k, n in zip(joined, names, strict=True)),
        table=table,
        summary=f"{table.total:,} claims",
        clear="/claims",
    )


@page_route(lists, "/evidence", "text/evidence.html")
def evidence() -> TextPage:
    """The levels of evidence, with how many claims rest on each, and the words each may carry."""
    here = site()
    levels = sorted(here.catalogue.scheme("evidence-level"), key=lambda m: -(m.rank or 0))
    rows = tuple(
        (
            badge(m.iri, here.catalogue),
            Cell(kind="text", text=m.definition),
            badge(m.most, here.catalogue),
            Cell(kind="number", text=f"{here.catalogue.levels[m.iri]:,}", href=f"/claims?level={m.slug}"),
        )
        for m in levels
    )
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
