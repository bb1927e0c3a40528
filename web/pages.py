"""Pages that answer in panels and lists. Each view resolves what is asked for, queries, and returns a view model."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import islice, starmap
from pathlib import Path

from flask import current_app, request
from werkzeug.exceptions import NotFound

from kg.identifiers import compress
from kg.query import NamedQuery, get_query, named_queries
from kg.search import Hit
from kg.summary.catalogue import Row
from kg.summary.lists import FACETS, LISTS, Listing
from web.answers import TABLE, asked, bare_path, here_with, is_csv, page_route, whole_number
from web.cells import address, counted, heading, quoted, tabulate, text, titled
from web.editor import by_question, editor_address
from web.models import Cell, Facet, Fact, Field, Link, ListPage, Page, Panel, Table
from web.site import Site, site, told_page
from web.told import TOLD

MOST_HITS, MOST_OF_KIND, MOST_SPOKEN_OF, NEWEST = 200, 30, 8, 5
MOST_ROWS = 200
PER_PAGE, MOST_VALUES = 50, 20
KINDS = {"iri": "name, CURIE or IRI", "string": "text"}
MEASURED = Path(__file__).with_name("measured.json")


@told_page("checks", "conflicts", "downloads", "evidence")
def _as_told(_: Site, page: Page) -> Page:
    return page


# --- home and search


def _most_spoken_of(here: Site, kind: str) -> tuple[Link, ...]:
    rows = here.summary.lists.whole(kind).rows[:MOST_SPOKEN_OF]
    return tuple(Link(r["thingLabel"], address(r["thing"]), counted(int(r["claims"]), "claim")) for r in rows)


def _counts(here: Site) -> dict[str, int]:
    names = ("articles", "claims", "conditions", "therapies", "mechanisms", "sources")
    return {name: len(here.summary.lists.whole(name).rows) for name in names}


def _count(name: str, count: int) -> Link:
    return Link(TOLD["one"][name] if count == 1 else name, f"/{name}", f"{count:,}")


@told_page("home")
def home(here: Site, page: Page) -> Page:
    """What this is, how much of it there is, and three ways in."""
    real = (row for row in here.catalogue.articles.values() if "constructed" not in row)
    newest = (Link(r["articleLabel"], address(r["article"]), r.get("publisherName", "")) for r in real)
    outrunning = here.panel("checks-wording", limit=5, hidden=("steps", "carries"))
    return replace(
        page,
        links=tuple(starmap(_count, _counts(here).items())),
        groups=(
            ("Conditions most spoken of", _most_spoken_of(here, "conditions")),
            ("Therapies most spoken of", _most_spoken_of(here, "therapies")),
            ("Newest articles", tuple(islice(newest, NEWEST))),
        ),
        panels=(replace(outrunning, more="/checks"),),
    )


@told_page("search")
def search(here: Site, page: Page) -> Page:
    """Find things, articles, sources and claims by their words."""
    words = asked("q")[:200]
    hits = here.graph.index.search(words, MOST_HITS)
    panels = tuple(
        panel for kind, told in TOLD["found"].items() if (panel := _found(here, hits, kind, **told)).table.total
    )
    nothing = (
        f"Nothing here is called {quoted(words)}, or nearly so. Names, identifiers, titles and claims were searched."
    )
    return replace(
        page,
        frame=replace(page.frame, title=f"Search: {words}" if words else page.frame.title),
        heading=f"Search for “{words}”" if words else page.heading,
        intro="" if panels else nothing if words else page.intro,
        panels=panels,
        links=() if panels else tuple(Link(f"All {n}", f"/{n}") for n in ("conditions", "therapies", "claims")),
    )


def _found(here: Site, hits: list[Hit], kind: str, title: str, columns: list[str]) -> Panel:
    """Return what was found of one kind: ``things``, ``claims``, ``articles`` or ``sources`` of the catalogue."""
    known = getattr(here.catalogue, kind)
    rows = [_hit(hit, known[hit.iri]) for hit in hits if hit.iri in known]
    return Panel(name=kind, title=title, table=tabulate(rows, columns, here.catalogue, most=MOST_OF_KIND))


def _hit(hit: Hit, known: Row) -> Row:
    told = known | {"name": hit.iri, "nameLabel": hit.label, "kind": _word(hit.type)}
    return told if hit.matched == hit.label else told | {"matched": hit.matched}


# --- lists


def _word(cls: str) -> str:
    """Return what people call a class."""
    return str(TOLD["class"].get(cls, {}).get("word", heading(cls)))


def _label(here: Site, facet: str, value: str) -> str:
    """Return the word for a value of a facet, from the scheme that the facet is of; of a class, its name."""
    scheme = FACETS[facet].get("scheme")
    if not scheme:
        return value
    members = here.catalogue.members.values()
    return next((m.label for m in members if m.slug == value and m.scheme.endswith(scheme)), _word(value))


def _facet(here: Site, listed: Listing, name: str, chosen: dict[str, str]) -> Facet:
    counts = sorted(listed.facets.counts(name, chosen).items(), key=lambda pair: (-pair[1], pair[0]))
    values = (
        Link(_label(here, name, value), here_with(**{name: None if on else value, "page": None}), f"{count:,}", on)
        for value, count in counts[:MOST_VALUES]
        for on in (chosen.get(name) == value,)
    )
    return Facet(name, FACETS[name]["label"], tuple(values))


@page_route(f"/<any({','.join(LISTS)}):name>", "list.html", TABLE)
def index(name: str) -> ListPage:
    """One page of an index, narrowed by what the address chooses; of claims also by the things they join.

    As CSV it is the whole of what is chosen.
    """
    here, number, told = site(), 1 if is_csv() else whole_number("page", 1, least=1), TOLD["index"][name]
    most = current_app.config["MOST_ROWS_AS_CSV"] if is_csv() else PER_PAGE
    ends = {n: request.args[n] for n in told.get("ends", ()) if request.args.get(n)}
    names = {n: here.catalogue.label(iri) or compress(iri) for n, iri in ends.items()}
    listed = here.summary.lists.joining(ends) if ends else here.summary.lists.whole(name)
    facets: list[str] = LISTS[name]["facets"]
    chosen = {n: request.args[n] for n in facets if request.args.get(n)}
    words = [(n, n, label) for n, label in names.items()]
    words += [(n, FACETS[n]["label"], _label(here, n, value)) for n, value in chosen.items()]
    offset, title = (number - 1) * most, name.capitalize()
    rows, total = listed.part(chosen, offset, most)
    rows = [{"kind": _word(row["type"]), **row} if "type" in row else row for row in rows]
    last, about = offset + len(rows), " and ".join(names.values())
    return ListPage(
        frame=here.frame(title, *(((title, f"/{name}"), (about, "")) if ends else ((title, ""),)), forms=TABLE),
        heading=f"{title}: {about}" if ends else title,
        intro=told["intro"],
        facets=tuple(f for n in facets if (f := _facet(here, listed, n, chosen)).values),
        chosen=tuple(Link(f"{label}: {word}", here_with(**{n: None, "page": None})) for n, label, word in words),
        table=replace(tabulate(rows, told["columns"], here.catalogue, most=most), total=total),
        summary=f"{offset + 1:,} to {last:,} of {total:,}" if rows else "None",
        previous=here_with(page=str(number - 1)) if number > 1 else "",
        next=here_with(page=str(number + 1)) if last < total else "",
        clear=bare_path(),
    )


# --- two therapies for a condition


def _side(here: Site, row: Row, columns: list[str]) -> Cell:
    """Return what is said of one of two things as one cell: the first column, the others beside it."""
    if not row:
        return text("nothing said")
    first, *more = tabulate([row], columns, here.catalogue, most=1).rows[0]
    return replace(first, more=(*first.more, *more))


def _side_by_side(here: Site, query: str, ends: list[str], condition: str) -> Panel:
    """Return a table of what a query says of two things: what both are said to do comes first."""
    columns, told = TOLD["compared"][query]
    pairs = here.catalogue.side_by_side(query, columns, ends, condition if query == "therapy-conditions" else "")
    keys = tabulate([one or other for one, other in pairs], columns, here.catalogue, most=MOST_ROWS).rows
    rows = tuple((*key, *(_side(here, row, told) for row in pair)) for key, pair in zip(keys, pairs, strict=False))
    heads = (*(titled(n) for n in columns if n != "context"), *map(here.catalogue.label, ends))
    return Panel(name=query, title=get_query(query).title, table=Table(heads, rows, len(pairs)))


@told_page("compare")
def compare(here: Site, page: Page) -> Page:
    """Two therapies for a condition, side by side."""
    given = {field.value: here.summary.resolve(field.value) for field in page.fields}
    first, second, condition = (given[field.value] for field in page.fields)
    unknown = next((name for name, iri in given.items() if name and not iri), "")
    if unknown or not (first and second):
        return replace(page, intro=f"Nothing here is called {quoted(unknown)}.") if unknown else page
    return replace(page, panels=tuple(_side_by_side(here, q, [first, second], condition) for q in TOLD["compared"]))


# --- queries


def _page_of(named: NamedQuery) -> str:
    return f"/queries/{named.name}"


@told_page("queries")
def queries(_: Site, page: Page) -> Page:
    """Every named query with its question."""
    return replace(page, groups=by_question(_page_of))


@page_route("/queries/<name>", "panels.html", TABLE)
def query(name: str) -> Page:
    """One named query: its question, its parameters, its rows, its text."""
    if name not in named_queries():
        raise NotFound(f"No query is called {name!r}.")
    here, named = site(), named_queries()[name]
    given = {k: asked(k) for k in named.parameters if asked(k)}
    bound = {k: here.named(v) if named.parameters[k] == "iri" else v for k, v in given.items()}
    is_table, has_thing = "CONSTRUCT" not in named.text, "thing" in given or "thing" not in named.parameters
    most = current_app.config["MOST_ROWS_AS_CSV"] if is_csv() else MOST_ROWS
    panels = (here.panel(name, bound, limit=most, fold=False),) if is_table and has_thing else ()
    return Page(
        frame=here.frame(named.title, ("Query", "/sparql"), ("Queries", "/queries"), (named.title, ""), forms=TABLE),
        heading=named.title,
        kicker="named query",
        intro=named.question,
        action=f"/queries/{name}" if named.parameters else "",
        fields=tuple(
            Field(
                name=k,
                label=f"{k} ({KINDS.get(kind, kind)}{'' if k == 'thing' else '; may stay empty'})",
                value=given.get(k, ""),
                suggests=kind == "iri",
                required=k == "thing",
            )
            for k, kind in named.parameters.items()
        ),
        summary="" if has_thing else "Name a thing to see its rows.",
        panels=tuple(replace(panel, question="", query="", more="") for panel in panels),
        code=named.text,
        editor=editor_address(named),
    )


# --- about


def _scale(here: Site, scheme: str, title: str) -> Panel:
    rows = [{"badge": m.iri, "meaning": m.definition} for m in here.catalogue.scheme(scheme)]
    return Panel(name=scheme, title=title, table=tabulate(rows, ("badge", "meaning"), here.catalogue, most=len(rows)))


def _measured(here: Site, name: str, title: str, question: str) -> Panel:
    """Return how well the rules read articles, as the benchmarks wrote it down."""
    told = json.loads(MEASURED.read_text(encoding="utf-8"))
    told = told["criteria"] if name == "measured-criteria" else told
    rows = [{"share of": figure["meaning"], "value": f"{figure['value']:.2f}"} for figure in told["figures"]]
    table = tabulate(rows, ("share of", "value"), here.catalogue, most=len(rows))
    return Panel(name=name, title=title, question=question.format(**told), table=table)


def about(here: Site) -> Page:
    """Method, scales, limits."""
    scales = (_scale(here, *told) for told in TOLD["scales"].items())
    measured = (_measured(here, name, **told) for name, told in TOLD["measured"].items())
    facts = tuple(Fact(k, (text(f"{n:,}", kind="number", href=f"/{k}"),)) for k, n in _counts(here).items())
    return replace(here.page("about"), panels=(*scales, *measured), facts=facts)
