"""The graph of claims as a networkx graph: paths that say how strong each hop is, and counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, takewhile

import networkx as nx
from pyoxigraph import Store

from kg.query import Row, select


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One step of a path: what joins two things, on what evidence, in how strong words, said by which claims."""

    subject: str
    predicate: str
    object: str
    subject_label: str
    predicate_label: str
    object_label: str
    evidence: str
    evidence_label: str
    rank: int
    strength_label: str
    modality: str
    forward: bool
    claims: tuple[str, ...]


def claim_graph(store: Store) -> nx.MultiDiGraph[str]:
    """Return things as nodes and propositions as edges, with labels and grades; limits and denials are no edges."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    rows = select(store, "network")
    for row in rows:
        s, p, o = row.text("subject"), row.text("predicate"), row.text("object")
        graph.add_node(s, label=row.text("subjectLabel"), type=row.text("subjectClass"))
        graph.add_node(o, label=row.text("objectLabel"), type=row.text("objectClass"))
        graph.add_edge(s, o, key=p, **_edge(row))
    return graph


def _edge(row: Row) -> dict[str, str | int]:
    return {
        "label": row.text("predicateLabel"),
        "evidence": row.text("evidence"),
        "evidenceLabel": row.text("evidenceLabel"),
        "rank": row.number("rank") or 0,
        "strengthLabel": row.text("strengthLabel"),
        "modality": row.text("modality"),
        "claims": " ".join(sorted(row.text("claims").split())),
        "articles": row.number("articles") or 0,
    }


def paths(
    graph: nx.MultiDiGraph[str], source: str, target: str, *, longest: int = 4, most: int = 20
) -> list[tuple[Hop, ...]]:
    """Return paths between two things, those along the direction of the claims and the shortest first.

    :param longest: hops at most.
    :param most: paths at most; among five times as many shortest ones, the best supported are chosen.
    :returns: each path as its hops; empty if there is none, or the two are one. Each pair of neighbours is joined by
        its best graded edge.
    """
    if source == target or source not in graph or target not in graph:
        return []
    found = list(_shortest(graph, graph.reverse(copy=False), source, target, longest, 5 * most))
    if not found:
        either_way = graph.to_undirected(as_view=True)
        found = list(_shortest(either_way, either_way, source, target, longest, 5 * most))
    hops = [tuple(_hop(graph, a, b) for a, b in zip(path, path[1:], strict=False)) for path in found]
    return sorted(hops, key=lambda path: (len(path), -weakest(path), [h.object_label for h in path]))[:most]


def _shortest(
    graph: nx.Graph[str], backwards: nx.Graph[str], source: str, target: str, longest: int, most: int
) -> Iterator[list[str]]:
    """Walk paths, the shortest first, through what lies near enough to both ends: no hub is searched in vain."""
    gone = nx.single_source_shortest_path_length(graph, source, cutoff=longest)
    left = nx.single_source_shortest_path_length(backwards, target, cutoff=longest)
    near = graph.subgraph(node for node in gone if gone[node] + left.get(node, longest + 1) <= longest)
    simple: nx.Graph[str] = nx.DiGraph(near) if graph.is_directed() else nx.Graph(near)
    if source in simple:
        paths_between = nx.shortest_simple_paths(simple, source, target)
        yield from takewhile(lambda path: len(path) <= longest + 1, islice(paths_between, most))


def weakest(path: tuple[Hop, ...]) -> int:
    """Return the rank of the weakest hop: a path is never better supported than that."""
    return min(hop.rank for hop in path)


def _hop(graph: nx.MultiDiGraph[str], a: str, b: str) -> Hop:
    forward = graph.has_edge(a, b)
    edges = graph.get_edge_data(a, b) if forward else graph.get_edge_data(b, a)
    predicate, edge = max(sorted(edges.items()), key=lambda pair: pair[1]["rank"])
    s, o = (a, b) if forward else (b, a)
    return Hop(
        subject=s,
        predicate=str(predicate),
        object=o,
        subject_label=graph.nodes[s]["label"],
        predicate_label=edge["label"],
        object_label=graph.nodes[o]["label"],
        evidence=edge["evidence"],
        evidence_label=edge["evidenceLabel"],
        rank=edge["rank"],
        strength_label=edge["strengthLabel"],
        modality=edge["modality"],
        forward=forward,
        claims=tuple(str(edge["claims"]).split()),
    )


def measures(graph: nx.MultiDiGraph[str]) -> dict[str, int | float]:
    """Return size, density and the number of parts that nothing joins."""
    return {
        "things": graph.number_of_nodes(),
        "edges": graph.number_of_edges(),
        "parts": nx.number_weakly_connected_components(graph) if graph else 0,
        "density": round(nx.density(graph), 4) if graph else 0.0,
    }
