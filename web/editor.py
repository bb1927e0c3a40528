"""The query page for :mod:`kg.endpoint.sparql`: the editor with the answer as a table of labelled things."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any
from urllib.parse import urlencode

from flask import render_template

from kg.endpoint.description import completions
from kg.endpoint.sparql import Editor
from kg.query import NamedQuery, get_query, named_queries
from kg.summary import Catalogue
from web.cells import tabulate, text
from web.models import Link, SparqlPage, Table
from web.site import FORMATS, site
from web.told import TOLD

SHOWN_ROWS = 1000
MOST_STARTERS = 10
FIRST = "first-query"
GROUPS: dict[str, str] = TOLD["query_groups"]


def editor_address(query: NamedQuery) -> str:
    """Return the address of the editor with a query in it."""
    return "/sparql?" + urlencode({"query": query.text})


@cache
def by_question(lead: Callable[[NamedQuery], str]) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """Return the named queries that rows come from, grouped, each with its question and where it leads."""
    groups: dict[str, list[Link]] = {name: [] for name in GROUPS}
    for query in named_queries().values():
        groups.setdefault(query.group, []).append(Link(query.title, lead(query), note=query.question))
    return tuple((GROUPS.get(name, name), tuple(links)) for name, links in groups.items())


@cache
def _starters() -> tuple[Link, ...]:
    asked = [query for query in named_queries().values() if query.group == "competency"]
    return tuple(Link(q.question, editor_address(q), q.text) for q in asked[:MOST_STARTERS])


def _takeaways(editor: Editor) -> tuple[Link, ...]:
    """Return where the same answer is found as a file."""
    forms = ("csv", "json") if editor.table is not None else ("ttl",) if editor.turtle else ()
    return tuple(Link(FORMATS[f], "/sparql?" + urlencode({"query": editor.query, "format": f}), f) for f in forms)


def _table(answer: Mapping[str, Any], catalogue: Catalogue) -> Table:
    if "boolean" in answer:
        return Table(("answer",), ((text("yes" if answer["boolean"] else "no"),),), 1)
    bindings = answer["results"]["bindings"]
    rows = [{name: term["value"] for name, term in b.items()} for b in bindings]
    return tabulate(rows, answer["head"]["vars"], catalogue, most=SHOWN_ROWS, fold=False)


def render_sparql_page(editor: Editor) -> str:
    """Return the query page as HTML, for :class:`kg.endpoint.sparql.Endpoint`."""
    here = site()
    told, rows = here.page("sparql"), editor.table
    cut = "There are more rows than the limit; these are the first." if editor.is_cut else ""
    page = SparqlPage(
        frame=told.frame,
        heading=told.heading,
        intro=told.intro,
        notices=tuple(filter(None, (editor.problem, cut))),
        action="/sparql",
        code=editor.query or get_query(FIRST).text,
        groups=by_question(editor_address),
        terms=completions(),
        starters=_starters(),
        links=_takeaways(editor),
        table=None if rows is None else _table(rows, here.catalogue),
        turtle=editor.turtle,
    )
    return render_template("sparql.html", page=page)
