"""What is read once for each snapshot, so that no request waits for the whole graph."""

from __future__ import annotations

import gc
import secrets

from kg.api import Graph
from kg.namespaces import BASE
from kg.summary.catalogue import Catalogue
from kg.summary.findings import Findings
from kg.summary.lists import Lists

__all__ = ["Catalogue", "Findings", "Lists", "Summary"]


class Summary:
    """Everything that is made of one graph as a whole, each part when it is first asked for."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.catalogue = Catalogue(graph)
        self.lists = Lists(self.catalogue)
        self.findings = Findings(graph)
        self.version = secrets.token_hex(8)
        """Another one for each summary that is made."""

    def warm(self) -> None:
        """Read it all now but for the findings, and take it out of the collector's rounds: 150 ms amid requests."""
        _ = self.graph.index
        self.catalogue.warm()
        self.lists.warm()
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def resolve(self, name: str) -> str:
        """Return the IRI of a thing given by IRI, CURIE, slug or name in any case, or nothing."""
        things = self.catalogue.things
        if not name or name in things:
            return name
        meant = (h.iri for h in self.graph.index.search(name) if h.matched.casefold() == name.strip().casefold())
        return next((iri for iri in (f"{BASE}concept/{name}", *meant) if iri in things), "")
