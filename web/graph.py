"""The one seam between pages and store: named queries, held texts, exports and paths of one snapshot."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from networkx import MultiDiGraph
from pyoxigraph import Store

from kg.api import KnowledgeGraph
from kg.errors import QueryError
from kg.export.files import Source
from kg.model import Report
from kg.network import claim_graph
from kg.query import Rows, get_query, run
from kg.search import Index, open_index
from kg.validate import our_shapes, validate_store, with_dismissals


class StoreGraph:
    """A graph of files that were loaded without a home: no texts are held, the index lies where it is told."""

    def __init__(self, store: Store, index_file: Path, *, commit: str = "") -> None:
        self.commit = commit
        self._store = store
        self._index_file = index_file

    def query(self, name: str, **params: str) -> Rows:
        """Run a named SELECT in process: our own queries are trusted.

        :raises QueryError: if a parameter does not fit, or the query is no SELECT.
        """
        found = run(self._store, get_query(name), params)
        if not isinstance(found, Rows):
            raise QueryError(f"query {name} returns no rows")
        return found

    def text(self, digest: str) -> str | None:
        """Return nothing: without a home no text is held."""

    def graph(self) -> MultiDiGraph[str]:
        """Return things joined by what is said of them."""
        return claim_graph(self._store)

    def source(self) -> Source:
        """Return what exports are made of."""
        return Source(self._store, {}, self.commit)

    def report(self) -> Report:
        """Return what our shapes find."""
        return with_dismissals(validate_store(self._store, our_shapes()), self._store)

    @cached_property
    def index(self) -> Index:
        """The full-text index, made at first use."""
        return open_index(self._store, self._index_file, self.commit)


Graph = KnowledgeGraph | StoreGraph
"""What pages ask of a graph. It never changes; a newer commit is another graph."""
