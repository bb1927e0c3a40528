"""The query page for :mod:`web.sparql`: the editor with the answer as a table of labelled things."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import urlencode

from flask import render_template

from kg.namespaces import PREFIXES
from kg.query import get_query, named_queries
from kg.vocabulary import load
from web.catalogue import Catalogue
from web.cells import MISSING, cell
from web.models import Cell, Link, SparqlPage, Table
from web.site import site
from web.sparql import Editor

SHOWN_ROWS = 1000
FIRST = "first-query"
LIMITS = "Queries only read. They have a deadline and a row limit; what is cut is said to be cut. SERVICE is refused."
GROUPS = {
    "competency": "Questions people ask",
    "pages": "Behind the pages",
    "tables": "Whole tables",
    "derive": "How summaries are derived",
}


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


@cache
def _examples() -> tuple[tuple[str, tuple[Link, ...]], ...]:
    groups: dict[str, list[Link]] = {}
    for query in named_queries().values():
        link = Link(query.title, "/sparql?" + urlencode({"query": query.text}), note=query.question)
        groups.setdefault(query.group, []).append(link)
    order = sorted(groups, key=lambda g: list(GROUPS).index(g) if g in GROUPS else len(GROUPS))
    return tuple((GROUPS.get(name, name), tuple(groups[name])) for name in order)


def _cell(term: Mapping[str, str] | None, catalogue: Catalogue) -> Cell:
    if term is None:
        return MISSING
    return cell(term["value"], "", catalogue, is_iri=term["type"] == "uri")


def _table(answer: Mapping[str, Any], catalogue: Catalogue) -> Table:
    if "boolean" in answer:
        told = Cell(kind="text", text="yes" if answer["boolean"] else "no")
        return Table(columns=("answer",), rows=((told,),), total=1)
    names, bindings = tuple(answer["head"]["vars"]), answer["results"]["bindings"]
    rows = tuple(tuple(_cell(b.get(n), catalogue) for n in names) for b in bindings[:SHOWN_ROWS])
    return Table(columns=names, rows=rows, total=len(bindings))


def render_sparql_page(editor: Editor) -> str:
    """Return the query page as HTML, for :class:`web.sparql.Endpoint`."""
    here = site()
    page = SparqlPage(
        frame=here.frame("SPARQL", ("Query", "/sparql"), forms=()),
        heading="Query the graph",
        query=editor.query or get_query(FIRST).text,
        action="/sparql",
        groups=_examples(),
        terms=_terms(),
        limits=LIMITS,
        table=_table(editor.table, here.catalogue) if editor.table is not None else None,
        turtle=editor.turtle,
        message=editor.problem or ("There are more rows than the limit; these are the first." if editor.is_cut else ""),
    )
    return render_template("sparql.html", page=page)
