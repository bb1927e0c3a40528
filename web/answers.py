"""From a view to an answer: one decorator gives a page its forms (HTML, ``.json``, ``.csv``), by suffix or Accept."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from itertools import chain
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, g, jsonify, render_template, request
from flask.json.provider import DefaultJSONProvider
from werkzeug.exceptions import BadRequest, NotAcceptable, NotFound

from kg.endpoint.negotiation import MEDIA_TYPES, choose
from kg.export.files import neutral
from web.models import Cell, Page, Table

PAGE = ("html", "json")
TABLE = (*PAGE, "csv")
THING = ("html", "ttl", "jsonld", "nt", "rdf", "json", "csv")
"""The forms that addresses offer, by suffix, the first to whoever does not care."""
View = Callable[..., Page]
pages = Blueprint("pages", __name__)
"""Every address of the front end; answers depend on the request and the snapshot alone."""


def twin(page: Page) -> dict[str, Any]:
    """Return the page as data: the view model without what only surrounds it."""
    told, frame = _one_level(page), page.frame
    del told["frame"]
    told["links"] = {link.text: link.href for link in frame.alternates}
    return {"title": frame.title, "iri": frame.iri, "path": frame.path, **told}


def _one_level(value: Any) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


class Written(DefaultJSONProvider):
    """JSON of view models, written level by level: a copy of the whole first would take half of the time of a map."""

    @staticmethod
    def default(value: Any) -> Any:
        """Return what stands for a value that JSON does not know."""
        return _one_level(value) if is_dataclass(value) else DefaultJSONProvider.default(value)


def _plain(cell: Cell) -> str:
    """Return a value in words with what is said beside it; a spreadsheet must not run it."""
    told = "" if cell.kind == "missing" else cell.text
    beside = (_plain(more) for more in cell.more if more.kind != "tag")
    return neutral("; ".join(filter(None, (told, *beside))))


def _tables(page: Page) -> list[Table]:
    return [page.table] if page.table else [panel.table for panel in page.panels]


def to_csv(page: Page) -> str:
    """Return the page's tables one after the other; cells that a spreadsheet would run are made harmless.

    A column of IRIs has a column of their labels beside it.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for table in _tables(page):
        named = {n for row in table.rows for n, cell in enumerate(row) if cell.iri}
        heads = ((c, f"{c} label") if n in named else (c,) for n, c in enumerate(table.columns))
        writer.writerow(chain.from_iterable(heads))
        for row in table.rows:
            cells = ((c.iri, _plain(c)) if n in named else (_plain(c),) for n, c in enumerate(row))
            writer.writerow(chain.from_iterable(cells))
    return out.getvalue()


def is_csv() -> bool:
    """Say whether the answer becomes a table for programs, which is given whole."""
    return bool(g.get("form") == "csv")


def answer(page: Page, template: str, form: str = "html") -> Response:
    """Return a page in one of its forms, with links to the others."""
    if form == "json":
        response = jsonify(twin(page))
    else:
        body = to_csv(page) if form == "csv" else render_template(template, page=page)
        response = Response(body, mimetype=MEDIA_TYPES[form])
    others = (link for link in page.frame.alternates if link.href.isascii())
    response.headers["Link"] = ", ".join(f'<{link.href}>; rel="alternate"; type="{link.note}"' for link in others)
    if form == "csv" and (cut := [len(t.rows) for t in _tables(page) if t.total > len(t.rows)]):
        response.headers["X-Row-Limit"] = str(max(cut))
    response.vary.add("Accept")
    return response


def chosen_form(suffix: str | None, offered: tuple[str, ...]) -> str:
    """Return the form a request asks for.

    :raises NotFound: for a suffix that is not offered. :raises NotAcceptable: where the Accept header fits nothing.
    """
    if suffix is not None and suffix not in offered:
        raise NotFound
    form = suffix or choose(request.headers.get("Accept", ""), offered)
    if form is None:
        raise NotAcceptable(f"Offered are {', '.join(MEDIA_TYPES[f] for f in offered)}.")
    return form


def page_route(rule: str, template: str, offered: tuple[str, ...] = PAGE, *, name: str = "") -> Callable[[View], View]:
    """Serve a view at an address and at the same address with each suffix."""

    def decorate(view: View) -> View:
        def respond(suffix: str | None = None, **given: Any) -> Response:
            form = g.form = chosen_form(suffix, offered)
            return answer(view(**given), template, form)

        suffixes = ",".join(form for form in offered if form != "html")
        stem = "/index" if rule == "/" else rule
        for address in (rule, f"{stem}.<any({suffixes}):suffix>"):
            pages.add_url_rule(address, name or view.__name__, respond)
        return view

    return decorate


def bare_path() -> str:
    """Return the path that was asked for, without the suffix of a form."""
    stem, dot, suffix = request.path.rpartition(".")
    return stem if dot and suffix in MEDIA_TYPES else request.path


def asked(name: str) -> str:
    """Return a parameter of the address without white space around it; nothing where it is not given."""
    return request.args.get(name, "").strip()


def here_with(**changes: str | None) -> str:
    """Return this address with some parameters put, or taken away by None; that of a JSON twin leads to its like."""
    query = urlencode({k: v for k, v in {**request.args.to_dict(), **changes}.items() if v})
    path = request.path if request.path.endswith(".json") else bare_path()
    return f"{path}?{query}" if query else path


def whole_number(name: str, usual: int, *, least: int = 0, most: int = 100_000) -> int:
    """Return a parameter as a number.

    :raises BadRequest: if it is none, or out of range.
    """
    text = request.args.get(name, str(usual))
    if not (text.isascii() and text.isdecimal() and least <= int(text[:9]) <= most):
        raise BadRequest(f"{name} must be a whole number from {least} to {most}.")
    return int(text)
