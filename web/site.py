"""What a view works with: the graph that is served, its summary, and the frame and panels every page is made of."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from flask import current_app, request
from werkzeug.exceptions import BadRequest

from kg import __version__
from kg.api import Graph
from kg.endpoint.negotiation import MEDIA_TYPES
from kg.errors import IdentifierError
from kg.identifiers import check_iri, compress, expand
from kg.namespaces import PREFIXES
from kg.query import get_query
from kg.summary import Catalogue, Summary
from kg.summary.catalogue import returned
from web import vendor
from web.answers import PAGE, asked, bare_path, page_route
from web.cells import quoted, shown, tabulate
from web.models import Field, Frame, Link, Page, Panel
from web.told import TOLD

SHOWN = 12
FORMATS = {"json": "JSON", "csv": "CSV", "ttl": "Turtle", "jsonld": "JSON-LD", "nt": "N-Triples", "rdf": "RDF/XML"}


class Site:
    """The graph that is served now. ``replace`` puts a newer one in its place without a failed request."""

    def __init__(self, graph: Graph) -> None:
        self.vendored = not vendor.missing()
        self.summary = Summary(graph)
        self._lock = threading.Lock()

    @property
    def graph(self) -> Graph:
        """What is served."""
        return self.summary.graph

    @property
    def catalogue(self) -> Catalogue:
        """What it holds, counted and in order."""
        return self.summary.catalogue

    def replace(self, graph: Graph) -> None:
        """Serve another graph; everything is read before anybody sees it."""
        with self._lock:
            newer = Summary(graph)
            newer.warm()
            self.summary = newer

    def named(self, name: str) -> str:
        """Return the IRI of what is called by name, slug, CURIE or IRI.

        :raises BadRequest: if it is no IRI and nothing here is called so.
        """
        try:
            meant = expand(name) if name.partition(":")[0] in PREFIXES else check_iri(name)
        except IdentifierError:
            meant = self.summary.resolve(name)
        if not meant:
            raise BadRequest(f"Nothing here is called {quoted(name[:80])}.")
        return meant

    def frame(self, title: str, *steps: tuple[str, str], forms: tuple[str, ...] = PAGE, **told: str) -> Frame:
        """Return what stands around a page at the address that was asked for.

        :param steps: the way to the page, names with addresses; one without an address is the page itself.
        :param told: ``iri``, ``description``, ``schema_org``.
        """
        path = bare_path()
        way = [("Home", "/"), *((text, href or path) for text, href in steps)] if steps else []
        section = way[1][1] if way else path
        query = "?" + request.query_string.decode("ascii", "replace") if request.query_string else ""
        stem = "/index" if path == "/" else path
        return Frame(
            title=title,
            path=path,
            crumbs=tuple(Link(text, href, current=n == len(way) - 1) for n, (text, href) in enumerate(way)),
            alternates=tuple(Link(FORMATS[f], f"{stem}.{f}{query}", MEDIA_TYPES[f]) for f in forms if f != "html"),
            nav=tuple(Link(text, href, current=href == section) for href, text in TOLD["nav"].items()),
            search=request.args.get("q", "") if path == "/search" else "",
            version=f"{__version__}, data {self.graph.commit}",
            vendored=self.vendored,
            **told,
        )

    def page(self, name: str) -> Page:
        """Return a page as ``pages.toml`` tells it: texts, form as the address fills it, links and panels."""
        told = TOLD["page"][name]
        fields = tuple(Field(**field, value=asked(field["name"]), suggests=True) for field in told.get("fields", ()))
        return Page(
            frame=self.frame(
                told["title"],
                *told.get("way", ()),
                forms=tuple(told.get("forms", PAGE)),
                description=told.get("description", ""),
            ),
            heading=told["heading"],
            intro=told.get("intro", ""),
            action=f"/{name}" if fields else "",
            fields=fields,
            links=tuple(Link(*pair) for pair in told.get("links", {}).items()),
            panels=tuple(map(self.panel, told.get("panels", ()))),
        )

    def panel(
        self,
        name: str,
        params: Mapping[str, str] | None = None,
        *,
        limit: int = SHOWN,
        hidden: tuple[str, ...] = (),
        fold: bool = True,
    ) -> Panel:
        """Return the first rows of a named query with the question they answer and the ways to get them whole."""
        named, given = get_query(name), {k: v for k, v in (params or {}).items() if v}
        rows = self.catalogue.rows(name, given)
        columns = shown(returned(name), (*hidden, *given))
        query = "?" + urlencode({k: compress(v) for k, v in given.items()}) if given else ""
        whole = f"/queries/{name}{query}"
        return Panel(
            name=name,
            title=named.title,
            question=named.question,
            table=tabulate(rows, columns, self.catalogue, most=limit, fold=fold),
            query=whole,
            csv=f"/queries/{name}.csv{query}",
            more=whole if len(rows) > limit else "",
        )


TellingView = Callable[[Site, Page], Page]


def site() -> Site:
    """Return the site of the running application."""
    found: Site = current_app.extensions["kg"]
    return found


def told_page(*names: str) -> Callable[[TellingView], TellingView]:
    """Serve pages that ``pages.toml`` tells; the view adds to them what depends on the address."""

    def decorate(view: TellingView) -> TellingView:
        for name in names:
            told = TOLD["page"][name]
            template, forms = told.get("template", "panels.html"), tuple(told.get("forms", PAGE))
            route = page_route(told.get("address", f"/{name}"), template, forms, name=name)
            route(lambda name=name: view(site(), site().page(name)))
        return view

    return decorate


def choice(name: str, label: str, options: Mapping[str, str]) -> Field:
    """Return a choice of a form, by slug or word, set as the address asks."""
    return Field(name, label, asked(name), tuple(Link(shown, value) for value, shown in options.items()))
