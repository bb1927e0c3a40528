"""What a view works with: the graph that is served, its catalogue, and the frame and panels every page is made of."""

from __future__ import annotations

import gc
import secrets
import threading
from collections.abc import Mapping
from urllib.parse import urlencode

from flask import current_app, request

from kg import __version__
from kg.identifiers import compress
from kg.namespaces import BASE
from kg.query import get_query
from web import vendor
from web.answers import bare_path
from web.catalogue import Catalogue, returned
from web.cells import shown, tabulate
from web.facets import INDEXES, listing
from web.findings import Findings
from web.graph import Graph
from web.models import Frame, Link, Panel
from web.negotiation import MEDIA_TYPES, PAGE

NAV = {
    "/conditions": "Conditions", "/therapies": "Therapies", "/mechanisms": "Mechanisms", "/evidence": "Evidence",
    "/articles": "Articles", "/claims": "Claims", "/evidence-map": "Map", "/checks": "Checks", "/sparql": "Query",
}  # fmt: skip
SHOWN = 10
FORMATS = {"json": "JSON", "csv": "CSV", "ttl": "Turtle", "jsonld": "JSON-LD", "nt": "N-Triples", "rdf": "RDF/XML"}


class Site:
    """The graph that is served now. ``replace`` puts a newer one in its place without a failed request."""

    def __init__(self, graph: Graph) -> None:
        self.vendored = not vendor.missing()
        self._lock = threading.Lock()
        self._put(Catalogue(graph))

    def _put(self, catalogue: Catalogue) -> None:
        self.catalogue, self.findings = catalogue, Findings(catalogue.graph)
        self.version = secrets.token_hex(8)
        """Another one for each graph that is served, and for each start of the server."""

    @property
    def graph(self) -> Graph:
        """The graph that is served."""
        return self.catalogue.graph

    def warm(self) -> None:
        """Read everything now, so that no visitor waits for it."""
        _read(self.catalogue)

    def replace(self, graph: Graph) -> None:
        """Serve another graph; everything is read before anybody sees it."""
        with self._lock:
            newer = Catalogue(graph)
            _read(newer)
            self._put(newer)

    def resolve(self, name: str) -> str:
        """Return the IRI of a thing given by IRI, CURIE, slug or name in any case, or nothing."""
        things = self.catalogue.things
        if known := next((iri for iri in (name, f"{BASE}concept/{name}") if iri in things), ""):
            return known
        hits = self.graph.index.search(name)
        meant = (h.iri for h in hits if h.matched.casefold() == name.strip().casefold())
        return next((iri for iri in meant if iri in things), "")

    def frame(self, title: str, *steps: tuple[str, str], forms: tuple[str, ...] = PAGE, **told: str) -> Frame:
        """Return what stands around a page at the address that was asked for.

        :param steps: the way to the page, names with addresses; one without an address is the page itself.
        :param told: ``iri``, ``description``, ``schema_org``.
        """
        path = bare_path()
        way = [("Home", "/"), *((text, href or path) for text, href in steps)] if steps else []
        return Frame(
            title=title,
            path=path,
            crumbs=tuple(Link(text, href, current=n == len(way) - 1) for n, (text, href) in enumerate(way)),
            alternates=_alternates(path, forms),
            nav=tuple(Link(text, href, current=href == (way[1][1] if way else path)) for href, text in NAV.items()),
            search=request.args.get("q", "") if path == "/search" else "",
            version=f"{__version__}, data {self.graph.commit}",
            vendored=self.vendored,
            **told,
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
        named = get_query(name)
        given = {k: v for k, v in (params or {}).items() if v}
        rows = self.catalogue.answer(name, next(iter(given.values()), "")) if len(given) < 2 else None  # noqa: PLR2004
        if rows is None:
            rows = [row.as_dict() for row in self.graph.query(name, **given)]
        columns = shown(returned(name), (*hidden, *given))
        table = tabulate(rows[:limit], columns, self.catalogue, total=len(rows), fold=fold)
        asked = "?" + urlencode({k: compress(v) for k, v in given.items()}) if given else ""
        whole = f"/queries/{name}{asked}"
        return Panel(
            name=name,
            title=named.title,
            question=named.question,
            table=table,
            query=whole,
            csv=f"/queries/{name}.csv{asked}",
            more=whole if len(rows) > limit else "",
        )


def site() -> Site:
    """Return the site of the running application."""
    found: Site = current_app.extensions["kg"]
    return found


def _read(catalogue: Catalogue) -> None:
    """Read all that pages need, and take it out of the collector's rounds: 150 ms in the middle of requests."""
    _ = catalogue.graph.index
    catalogue.warm()
    for name in INDEXES:
        listing(catalogue, name)
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _alternates(path: str, forms: tuple[str, ...]) -> tuple[Link, ...]:
    asked = "?" + request.query_string.decode("ascii", "replace") if request.query_string else ""
    stem = "/index" if path == "/" else path
    return tuple(Link(FORMATS[f], f"{stem}.{f}{asked}", note=MEDIA_TYPES[f]) for f in forms if f != "html")
