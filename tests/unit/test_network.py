"""Paths through the graph of claims: the shortest first, then the best supported, along the claims before against."""

from __future__ import annotations

import networkx as nx
import pytest

from kg.network import paths


def graph_of(*edges: tuple[str, str, int]) -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    told = {"label": "p", "evidence": "e", "evidenceLabel": "e", "strengthLabel": "s", "modality": "m", "claims": "c d"}
    for subject, object_, rank in edges:
        for node in (subject, object_):
            graph.add_node(node, label=node)
        graph.add_edge(subject, object_, key=f"p{rank}", **told, rank=rank)
    return graph


def way(path: tuple) -> str:
    return path[0].subject + "".join(hop.object for hop in path)


def test_a_direct_edge_comes_before_a_hundred_detours() -> None:
    detours = [edge for n in range(200) for edge in (("a", f"m{n:03}", 1), (f"m{n:03}", "z", n % 7))]
    found = paths(graph_of(*detours, ("a", "z", 0)), "a", "z", most=5)
    assert [len(path) for path in found] == [1, 2, 2, 2, 2]
    assert way(found[0]) == "az"


def test_of_equal_length_the_better_supported_comes_first() -> None:
    found = paths(graph_of(("a", "b", 9), ("b", "z", 1), ("a", "c", 5), ("c", "z", 4)), "a", "z")
    assert [way(path) for path in found] == ["acz", "abz"]


def test_the_best_of_parallel_edges_is_the_hop() -> None:
    ((hop,),) = paths(graph_of(("a", "z", 1), ("a", "z", 8), ("a", "z", 3)), "a", "z")
    assert (hop.rank, hop.predicate, hop.claims) == (8, "p8", ("c", "d"))


@pytest.mark.parametrize(("longest", "number"), [(2, 0), (3, 1)])
def test_no_path_is_longer_than_asked_for(longest: int, number: int) -> None:
    graph = graph_of(("a", "b", 1), ("b", "c", 1), ("c", "z", 1))
    assert len(paths(graph, "a", "z", longest=longest)) == number


def test_against_the_claims_only_where_nothing_leads_along_them() -> None:
    graph = graph_of(("z", "b", 1), ("a", "b", 1), ("a", "c", 1), ("c", "y", 1))
    (path,) = paths(graph, "a", "z")
    assert [(hop.subject, hop.object, hop.forward) for hop in path] == [("a", "b", True), ("z", "b", False)]
    assert all(hop.forward for hop in paths(graph, "a", "y")[0])


def test_nothing_joins_a_thing_with_itself_or_with_what_is_not_there() -> None:
    graph = graph_of(("a", "z", 1), ("q", "r", 1))
    assert paths(graph, "a", "a") == paths(graph, "a", "nowhere") == paths(graph, "a", "r") == []
