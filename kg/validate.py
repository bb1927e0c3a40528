"""SHACL: SPARQL constraints set-wise on the store, core constraints through pySHACL."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Store
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS, SH

from kg import resources
from kg.errors import ShapeError
from kg.model import Report, Violation
from kg.vocabulary import rebased


@dataclass(frozen=True, slots=True)
class Shapes:
    core: Graph
    queries: tuple[tuple[str, str, str, str], ...]


@cache
def our_shapes() -> Shapes:
    graph = Graph()
    for path in resources.shape_files():
        graph.parse(data=rebased(path), format="turtle")
    prefixes = "".join(
        f"PREFIX {graph.value(d, SH.prefix)}: <{graph.value(d, SH.namespace)}>\n"
        for d in graph.objects(None, SH.declare)
    )
    core, queries = Graph(), []
    for shape in sorted(s for s in graph.subjects(SH.severity) if isinstance(s, URIRef)):
        select = graph.value(shape, SH.sparql)
        if select is None:
            core += graph.cbd(shape)
            continue
        classes = list(graph.objects(shape, SH.targetClass))
        target = " UNION ".join(f"{{ $this a/<{RDFS.subClassOf}>* <{c}> }}" for c in classes)
        if not classes:
            target = f"$this <{graph.value(shape, SH.targetSubjectsOf)}> ?target__ ."
        text = str(graph.value(select, SH.select))
        at = text.index("{")
        head = text[:at].replace("SELECT", "SELECT DISTINCT", 1) if "DISTINCT" not in text[:at] else text[:at]
        message = graph.value(select, SH.message) or graph.value(shape, SH.message)
        severity = str(graph.value(shape, SH.severity)).rpartition("#")[2]
        queries.append(
            (str(shape).rpartition("#")[2], severity, str(message), f"{prefixes}{head}{{ {target} {text[at + 1 :]}")
        )
    return Shapes(core, tuple(queries))


def validate_store(store: Store, shapes: Shapes) -> Report:
    results: set[Violation] = set()
    for rule, severity, message, text in shapes.queries:
        answer = store.query(text, use_default_graph_as_union=True)
        names = [v.value for v in answer.variables]
        for row in answer:
            bound = {n: ("" if v is None else v.value) for n, v in zip(names, row, strict=True)}
            filled = re.sub(r"\{[?$](\w+)\}", lambda m, b=bound: b.get(m[1], ""), message)
            results.add(_violation(store, severity, rule, filled, bound["this"], bound.get("value", bound["this"])))
    results |= _core(store, shapes)
    order = {"Violation": 0, "Warning": 1, "Info": 2}
    ordered = sorted(results, key=lambda r: (order[r.severity], r.rule, r.focus, r.value, r.message))
    return Report(results=tuple(ordered), shapes_checked=len(shapes.queries))


def _core(store: Store, shapes: Shapes) -> set[Violation]:
    import pyshacl

    data = Graph()
    from pyoxigraph import RdfFormat, serialize

    data.parse(data=serialize((q.triple for q in store), format=RdfFormat.N_TRIPLES), format="nt")
    _, graph, text = pyshacl.validate(data, shacl_graph=shapes.core, inference="none")
    if not isinstance(graph, Graph):
        raise ShapeError(str(text))
    found = set()
    for result in graph.objects(None, SH.result):
        message = str(graph.value(result, SH.resultMessage) or "")
        severity = str(graph.value(result, SH.resultSeverity)).rpartition("#")[2]
        focus = str(graph.value(result, SH.focusNode))
        found.add(
            _violation(
                store, severity, message.partition(":")[0], message, focus, str(graph.value(result, SH.value) or "")
            )
        )
    return found


def _violation(store: Store, severity: str, rule: str, message: str, focus: str, value: str) -> Violation:
    from pyoxigraph import NamedNode

    label = next(
        (q.object.value for q in store.quads_for_pattern(NamedNode(focus), NamedNode(str(RDFS.label)), None)), focus
    )
    return Violation(
        severity=severity, rule=rule, message=re.sub(rf"^{rule}: ", "", message), focus=focus, value=value, claim=label
    )
