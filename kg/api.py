"""The graph in Python: ``kg.open(home)`` and what it can do. Stable, typed, documented.

Ten lines that do what the command line does::

    import kg
    graph = kg.open("kg-data")
    for row in graph.query("therapies-for-condition", condition="MONDO:0005148"):
        print(row.text("therapy"), row.text("best"))
    for claim in graph.claims():
        print(claim.label, claim.best_evidence)
    graph.dataset()                    # rdflib, for SPARQL and anything else
    graph.graph()                      # networkx, for paths and measures
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import QueryError, StoreError
from kg.export.files import Source, export
from kg.home import Home
from kg.model import Report
from kg.names import find_thing
from kg.network import claim_graph
from kg.query import NamedQuery, Result, Rows, get_query, in_order, run, run_text
from kg.search import Index, open_index
from kg.store import Snapshot, open_snapshot
from kg.validate import our_shapes, validate_store, with_dismissals

if TYPE_CHECKING:
    import networkx as nx
    from pyoxigraph import Store
    from rdflib import Dataset


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """One claim in words: labels of its parts, its grades and where it stands."""

    iri: str
    label: str
    subject: str
    predicate: str
    object: str
    context: str
    article: str
    strength: str
    negated: bool
    voices: str
    stated_evidence: str
    best_evidence: str
    places: str


class KnowledgeGraph:
    """A read-only view of one commit of a home. A context manager; closing it lets its files go."""

    def __init__(self, home: Home, snapshot: Snapshot) -> None:
        self.home = home
        self.snapshot = snapshot

    def __enter__(self) -> KnowledgeGraph:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Let the files of the snapshot go."""
        self.snapshot.close()

    @property
    def store(self) -> Any:
        """The pyoxigraph store, read-only; its default graph is not the union, :meth:`sparql` queries are."""
        return self.snapshot.store

    @property
    def commit(self) -> str:
        """The fingerprint of the commit."""
        return self.snapshot.commit

    def query(self, name: str, **params: str) -> Rows:
        """Run a named SELECT; things may be named by IRI, CURIE, slug or label.

        :raises UnknownQuery: if there is none of that name.
        :raises BadParameter: if it takes no such parameter, or not such a value.
        :raises VocabularyError: if a parameter names nothing, or several things.
        :raises TypeError: if it is no SELECT.
        """
        result = self.run(name, **params)
        if not isinstance(result, Rows):
            raise TypeError(f"query {name} gives no rows; use run()")
        return result

    def run(self, name: str, **params: str) -> Result:
        """Run any named query: rows, a yes or no, or triples.

        :raises KgError: as :meth:`query` does.
        """
        return self.run_query(get_query(name), **params)

    def run_query(self, query: NamedQuery, **params: str) -> Result:
        """Run a query that is not one of ours, such as :func:`kg.query.read_query` returns."""
        given = {k: self._term(k, v, query.parameters.get(k, "")) for k, v in params.items()}
        return run(self.store, query, given)

    def _term(self, name: str, value: str, kind: str) -> str:
        if kind != "iri" or not value or "://" in value:
            return value
        return find_thing(self.store, value, is_article=name == "article", spoken=self._called)

    def sparql(self, text: str, *, allow_service: bool = False) -> Result:
        """Run SPARQL of your own on the union of all graphs.

        :param allow_service: let it ask other endpoints (``SERVICE``).
        :raises ForbiddenQuery: if it asks for SERVICE, and may not.
        :raises QueryError: if it cannot be parsed or run.
        """
        return run_text(self.store, text, allow_service=allow_service)

    def find(self, name: str) -> str:
        """Return the IRI of what a label, slug, CURIE or IRI names.

        :raises VocabularyError: if nothing or several things bear the name.
        """
        return find_thing(self.store, name, spoken=self._called)

    def _called(self, words: str) -> list[str]:
        with suppress(StoreError):  # a disk that is full hides no thing that bears the name itself
            return self.index.bearing(words)
        return []

    @cached_property
    def index(self) -> Index:
        """The full-text index of this commit, made at first use.

        :raises StoreError: if it has to be written and cannot be.
        """
        return open_index(self.store, self.home.search, self.commit, self.text)

    def report(self) -> Report:
        """Return what our shapes find in the whole graph, dismissed findings marked."""
        return with_dismissals(validate_store(self.store, our_shapes()), self.store)

    def claims(self) -> Iterator[ClaimRow]:
        """Walk all claims, ordered by article."""
        for row in self.query("table-claims"):
            told = {variable: in_order(variable, row.text(variable)) for variable in row.variables}
            yield ClaimRow(
                iri=told["claim"],
                label=told["label"],
                subject=told["subject"],
                predicate=told["predicate"],
                object=told["object"],
                context=told["context"],
                article=told["article"],
                strength=told["strength"],
                negated=told["negated"] == "true",
                voices=told["voices"],
                stated_evidence=told["statedEvidence"],
                best_evidence=told["bestEvidence"],
                places=told["places"],
            )

    def dataset(self) -> Dataset:
        """Return everything as an rdflib dataset, one named graph as it stands here; its default graph is the union."""
        from rdflib import Dataset  # noqa: PLC0415 -- rdflib loads slowly, and few calls need it

        dataset = Dataset(default_union=True)
        dataset.parse(data=export(self.source(), "nq").decode(), format="nquads")
        return dataset

    def graph(self) -> nx.MultiDiGraph[str]:
        """Return things and what is said to join them as a networkx graph, graded."""
        return claim_graph(self.store)

    def source(self) -> Source:
        """Return what exports are made of."""
        return Source(self.store, self.snapshot.manifest.get("lexical", {}), self.commit)

    def text(self, digest: str) -> str | None:
        """Return the exact text of a digest, where this home holds it."""
        return self.home.text(digest)


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

    def graph(self) -> nx.MultiDiGraph[str]:
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
"""What is served. It never changes; a newer commit is another graph."""


def open(home: str | PathLike[str] = "kg-data") -> KnowledgeGraph:  # noqa: A001 -- kg.open reads as it should
    """Open the graph of a home directory, read-only.

    :raises StoreError: if there is none, or it cannot be trusted, with the way to repair it.
    """
    place = Home(Path(home))
    return KnowledgeGraph(place, open_snapshot(place))
