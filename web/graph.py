"""The one seam between pages and store: named queries, held texts, exports and paths of one snapshot."""

from __future__ import annotations

from typing import Protocol

from networkx import MultiDiGraph
from pyoxigraph import Store

from kg.errors import QueryError
from kg.export.files import Source
from kg.home import Home
from kg.lexical import Pairs
from kg.network import claim_graph
from kg.query import Rows, get_query, run


class Graph(Protocol):
    """What pages ask of a graph: ``kg.open(home)`` gives one. It never changes; a newer commit is another graph."""

    @property
    def commit(self) -> str:
        """Fingerprint of what is served."""

    def query(self, name: str, **params: str) -> Rows:
        """Run a named SELECT with bound parameters."""

    def text(self, digest: str) -> str | None:
        """Return an article's text if it is held here."""

    def graph(self) -> MultiDiGraph[str]:
        """Return things joined by what is said of them, for paths."""

    def source(self) -> Source:
        """Return what exports are made of."""


class StoreGraph:
    """A graph on an embedded store: a snapshot of a home, or files that were loaded without one."""

    def __init__(
        self, store: Store, *, commit: str = "", home: Home | None = None, lexical: dict[str, Pairs] | None = None
    ) -> None:
        self.commit = commit
        self._store = store
        self._home = home
        self._lexical = lexical or {}

    def query(self, name: str, **params: str) -> Rows:
        """Run a named SELECT in process: our own queries are trusted.

        :raises QueryError: if a parameter does not fit, or the query is no SELECT.
        """
        found = run(self._store, get_query(name), params)
        if not isinstance(found, Rows):
            raise QueryError(f"query {name} returns no rows")
        return found

    def text(self, digest: str) -> str | None:
        """Return a held text; without a home none is held."""
        return self._home.text(digest) if self._home else None

    def graph(self) -> MultiDiGraph[str]:
        """Return things joined by what is said of them."""
        return claim_graph(self._store)

    def source(self) -> Source:
        """Return what exports are made of."""
        return Source(self._store, self._lexical, self.commit)
