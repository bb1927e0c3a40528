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
from web.catalogue import Catalogue
from web.cells import crumbs, shown, tabulate, tabulate_plain
from web.findings import Findings
from web.graph import Graph
from web.models import Frame, Link, Panel, Table
from web.negotiation import MEDIA_TYPES, PAGE
from web.summaries import ANSWERS

NAV = (
    ("Conditions", "/conditions"),
    ("Therapies", "/therapies"),
    ("Mechanisms", "/mechanisms"),
    ("Evidence", "/evidence"),
    ("Articles", "/articles"),
    ("Claims", "/claims"),
    ("Map", "/evidence-map"),
    ("Checks", "/checks"),
    ("Query", "/sparql"),
)
SHOWN = 25
FORMATS = {"json": "JSON", "csv": "CSV", "ttl": "Turtle", "jsonld": "JSON-LD", "nt": "N-Triples", "rdf": "RDF/XML"}


class Site:
    """The graph that is served now. ``replace`` puts a newer one in its place without a failed request."""

    def __init__(self, graph: Graph) -> None:
        self.vendored = not vendor.missing()
        self.findings = Findings(graph)
        """What the editorial rules find in it."""
        self.version = secrets.token_hex(8)
        """Another one for each graph that is served, and for each start of the server."""
        self._lock = threading.Lock()
        self.catalogue = Catalogue(graph)
        """The catalogue of the graph that is served."""

    @property
    def graph(self) -> Graph:
        """The graph that is served."""
        return self.catalogue.graph

    def warm(self) -> None:
        """Read everything now, so that no visitor waits for it."""
        _ = self.graph.index
        self.catalogue.warm()
        _settle()

    def replace(self, graph: Graph) -> None:
        """Serve another graph; its catalogue is read before anybody sees it."""
        with self._lock:
            _ = graph.index
            self.catalogue, self.findings = Catalogue(graph).warm(), Findings(graph)
            self.version = secrets.token_hex(8)
            _settle()

    def resolve(self, name: str) -> str:
        """Return the IRI of a thing given by IRI, CURIE, slug or name in any case, or nothing."""
        concept = f"{BASE}concept/{name}"
        if known := next((iri for iri in (name, concept) if iri in self.catalogue.things), ""):
            return known
        hits = self.graph.index.search(name)
        meant = (h.iri for h in hits if h.matched.casefold() == name.strip().casefold())
        return next((iri for iri in meant if iri in self.catalogue.things), "")

    def frame(
        self,
        title: str,
        *steps: tuple[str, str],
        forms: tuple[str, ...] = PAGE,
        iri: str = "",
        description: str = "",
        schema_org: str = "",
    ) -> Frame:
        """Return what stands around a page at the address that was asked for."""
        path = _path_without_suffix(forms)
        root = steps[0][1] if steps else path
        return Frame(
            title=title,
            path=path,
            iri=iri,
            description=description,
            crumbs=crumbs(*steps) if steps else (),
            alternates=_alternates(path, forms),
            nav=tuple(Link(text, href, current=href == root) for text, href in NAV),
            search=request.args.get("q", "") if path == "/search" else "",
            version=f"{__version__}, data {self.graph.commit}",
            vendored=self.vendored,
            schema_org=schema_org,
        )

    def panel(
        self,
        name: str,
        params: Mapping[str, str] | None = None,
        *,
        limit: int = SHOWN,
        hidden: tuple[str, ...] = (),
    ) -> Panel:
        """Run a named query and return its rows with the question they answer and the ways to get them whole."""
        named = get_query(name)
        given = {k: v for k, v in (params or {}).items() if v}
        table = self._table(name, given, limit, frozenset((*hidden, *given)))
        asked = "?" + urlencode({k: compress(v) for k, v in given.items()}) if given else ""
        return Panel(
            name=named.name,
            title=named.title,
            question=named.question,
            table=table,
            query=f"/queries/{name}{asked}",
            csv=f"/queries/{name}.csv{asked}",
            more=f"/queries/{name}{asked}" if table.total > limit else "",
        )

    def _table(self, name: str, given: dict[str, str], limit: int, hidden: frozenset[str]) -> Table:
        """Answer from the catalogue where it can, else run the query."""
        if name not in ANSWERS or len(given) > 1:
            return tabulate(self.graph.query(name, **given), self.catalogue, limit=limit, hidden=hidden)
        rows = list(ANSWERS[name](self.catalogue, next(iter(given.values()), "")))
        columns = tuple(shown(_returned(name), hidden))
        return tabulate_plain(rows[:limit], columns, self.catalogue, total=len(rows))


def _settle() -> None:
    """Take the catalogue out of the collector's rounds: walking it took 150 ms, in the middle of requests."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _path_without_suffix(forms: tuple[str, ...]) -> str:
    path = request.path
    stem, dot, suffix = path.rpartition(".")
    return stem if dot and suffix in forms else path


def _alternates(path: str, forms: tuple[str, ...]) -> tuple[Link, ...]:
    asked = "?" + request.query_string.decode("ascii", "replace") if request.query_string else ""
    stem = "/index" if path == "/" else path
    return tuple(Link(FORMATS[f], f"{stem}.{f}{asked}", note=MEDIA_TYPES[f]) for f in forms if f != "html")


def site() -> Site:
    """Return the site of the running application."""
    found: Site = current_app.extensions["kg"]
    return found


def _returned(name: str) -> tuple[str, ...]:
    """Return the variables a query returns, from its header."""
    return tuple(pair.split()[0] for pair in get_query(name).returns.split(","))
