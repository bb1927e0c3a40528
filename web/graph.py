"""The one seam between pages and store: named queries, held texts, exports and paths of one snapshot."""

from __future__ import annotations

from functools import cached_property
from typing import Protocol

from networkx import MultiDiGraph
from pyoxigraph import Store

from kg.errors import QueryError
from kg.export.files import Source, export
from kg.home import Home
from kg.lexical import Pairs
from kg.network import claim_graph
from kg.query import Rows, get_query, run


class Graph(Protocol):
    """What pages ask of a graph; it never changes, a newer commit is another graph."""

    @property
    def commit(self) -> str:
        """Fingerprint of what is served."""

    @property
    def network(self) -> MultiDiGraph:
        """Things joined by what is said of them, for paths."""

    def query(self, name: str, **params: str) -> Rows:
        """Run a named SELECT with bound parameters."""

    def text(self, digest: str) -> str | None:
        """Return an article's text if it is held here."""

    def export(self, form: str, about: str) -> bytes:
        """Return what the graph says about a thing, in a format of ``kg export``."""


class StoreGraph:
    """A graph on an embedded store: a snapshot of a home, or files without one."""

    def __init__(
        self, store: Store, *, commit: str = "", home: Home | None = None, lexical: dict[str, Pairs] | None = None
    ) -> None:
        self.commit = commit
        self._store = store
        self._home = home
        self._lexical = lexical or {}

    @cached_property
    def network(self) -> MultiDiGraph:
        """Things joined by what is said of them; made once."""
        return claim_graph(self._store)

    def query(self, name: str, **params: str) -> Rows:
        """Run a named SELECT in process: our own queries are trusted.

        :raises QueryError: if a parameter does not fit, or the query is no SELECT.
        """
        found = run(self._store, get_query(name), params)
        if not isinstance(found, Rows):
            raise QueryError(f"query {name} returns no rows")
        return found

    def text(self, digest: str) -> str | None:
        """Return a held text."""
        return self._home.text(digest) if self._home else None

    def export(self, form: str, about: str) -> bytes:
        """Return what is known about a thing.

        :raises ExportError: if nothing is.
        """
        return export(Source(self._store, self._lexical, self.commit), form, about=about)
