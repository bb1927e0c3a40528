"""OBO Graphs JSON."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.terms.classes import class_of_prefix
from kg.terms.merge import Draft

_OBO = re.compile(r".*/([A-Za-z]+)_(\w+)$")
SYNONYMS = ("hasExactSynonym", "hasRelatedSynonym")


def read_obograph(path: Path) -> Iterator[Draft]:
    """Walk the classes of all graphs of a file.

    :raises InputError: if it is no OBO Graphs document.
    """
    try:
        with path.open(encoding="utf-8") as file:
            graphs = json.load(file)["graphs"]
        for graph in graphs:
            yield from _graph(graph)
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"is no OBO Graphs document: {error!r:.100}", path=str(path)) from error


def curie_of(iri: str) -> str:
    """Return the CURIE of an OBO address; anything else stays.

    >>> curie_of("http://purl.obolibrary.org/obo/DOID_9352")
    'DOID:9352'
    """
    found = _OBO.match(iri)
    return f"{found[1]}:{found[2]}" if found else iri


def _graph(graph: dict[str, Any]) -> Iterator[Draft]:
    broader = defaultdict(list)
    for edge in graph.get("edges", ()):
        if edge.get("pred") in ("is_a", "subClassOf"):
            broader[edge["sub"]].append(curie_of(edge["obj"]))
    for node in graph.get("nodes", ()):
        meta = node.get("meta") or {}
        if node.get("type", "CLASS") == "CLASS" and node.get("lbl") and not meta.get("deprecated"):
            synonyms = [s["val"] for s in meta.get("synonyms", ()) if s.get("pred") in SYNONYMS]
            curie = curie_of(node["id"])
            yield Draft(
                cls=class_of_prefix(curie), names=[node["lbl"], *synonyms], ids=[curie], broader=broader[node["id"]]
            )
