"""The query page for :mod:`web.sparql`: the editor, or a plain form, with the answer as a table of labelled things."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Protocol
from urllib.parse import urlencode

from flask import render_template

from kg.namespaces import PREFIXES
from kg.query import NamedQuery, get_query, named_queries
from kg.vocabulary import load
from web.catalogue import Catalogue
from web.cells import MISSING, cell, text
from web.models import Cell, Link, SparqlPage, Table
from web.site import site

SHOWN_ROWS = 1000
FIRST = "first-query"
LIMITS = (
    "Ask the graph in SPARQL 1.1. Queries only read. They have a deadline and a row limit; what is cut is said to be "
    "cut. SERVICE is refused."
)
GROUPS = {
    "competency": "Questions people ask",
    "pages": "Behind the pages",
    "tables": "Whole tables",
    "derive": "How summaries are derived",
    "search": "What is searched",
    "void": "What the data holds",
}


class Editor(Protocol):
    """What the endpoint hands over: the text, its answer, or what is wrong with it."""

    @property
    def query(self) -> str:
        """The query as typed."""

    @property
    def table(self) -> Mapping[str, Any] | None:
        """SPARQL results in their JSON form."""

    @property
    def turtle(self) -> str:
        """The answer of CONSTRUCT and DESCRIBE."""

    @property
    def problem(self) -> str:
        """Why there is no answer."""

    @property
    def is_cut(self) -> bool:
        """Whether there were more rows than the limit."""


@cache
def _terms() -> str:
    """Return what the editor completes from: prefixes, classes and properties, as JSON for a data attribute."""
    vocabulary = load()
    ours = sorted({q.subject.value for q in vocabulary.quads if "#" in q.subject.value})  # type: ignore[union-attr]
    return json.dumps({
        "prefixes": dict(PREFIXES),
        "class": [iri for iri in ours if iri.rpartition("#")[2][:1].isupper()],
        "property": [iri for iri in ours if iri.rpartition("#")[2][:1].islower()],
    })  # fmt: skip


def editor_address(query: NamedQuery) -> str:
    """Return the address of the editor with a query in it."""
    return "/sparql?" + urlencode({"query": query.text})


def by_question(lead: Callable[[NamedQuery], str]) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """Return the named queries that rows come from, grouped, each with its question and where it leads."""
    groups: dict[str, list[Link]] = {name: [] for name in GROUPS}
    for query in named_queries().values():
        groups.setdefault(query.group, []).append(Link(query.title, lead(query), note=query.question))
    return tuple((GROUPS.get(name, name), tuple(links)) for name, links in groups.items())


@cache
def _examples() -> tuple[tuple[str, tuple[Link, ...]], ...]:
    return by_question(editor_address)


def _cell(term: Mapping[str, str] | None, catalogue: Catalogue) -> Cell:
    if term is None:
        return MISSING
    return cell(term["value"], "", catalogue, is_iri=term["type"] == "uri")


def _table(answer: Mapping[str, Any], catalogue: Catalogue) -> Table:
    if "boolean" in answer:
        told = text("yes" if answer["boolean"] else "no")
        return Table(columns=("answer",), rows=((told,),), total=1)
    names, bindings = tuple(answer["head"]["vars"]), answer["results"]["bindings"]
    rows = tuple(tuple(_cell(b.get(n), catalogue) for n in names) for b in bindings[:SHOWN_ROWS])
    return Table(columns=names, rows=rows, total=len(bindings))


def render_sparql_page(editor: Editor) -> str:
    """Return the query page as HTML, for :func:`web.sparql.blueprint`."""
    here = site()
    page = SparqlPage(
        frame=here.frame("SPARQL", ("Query", "/sparql"), forms=()),
        heading="Query the graph",
        query=editor.query or get_query(FIRST).text,
        intro=LIMITS,
        action="/sparql",
        groups=_examples(),
        terms=_terms(),
        table=_table(editor.table, here.catalogue) if editor.table is not None else None,
        turtle=editor.turtle,
        message=editor.problem or ("There are more rows than the limit; these are the first." if editor.is_cut else ""),
    )
    return render_template("sparql.html", page=page)
