"""Validation through pySHACL: the reference for our own shapes, and the way for shapes of others."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, cast

from pyoxigraph import BlankNode as OxBlankNode
from pyoxigraph import Literal as OxLiteral
from pyoxigraph import NamedNode, Store, Triple, parse
from pyshacl import validate
from rdflib import RDF, RDFS, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from kg.errors import InputError, ShapeError
from kg.formats import UNREADABLE, file_format, open_file
from kg.model import Report, Severity, Violation
from kg.validate.run import ORDER, sort_key, without_rule

_DEEPEST: Final = 20


def read_graph(path: Path) -> Graph:
    """Read an RDF file into one graph, named graphs merged. Nothing is fetched: no imports, no remote contexts.

    Relative IRIs are resolved against the address of the file; literals keep the form they are written in.

    :raises InputError: naming file and fault.
    """
    graph = Graph()
    kind = file_format(path)
    try:
        with open_file(path) as source, _quiet():
            quads = parse(source, format=kind, base_iri=path.resolve().as_uri(), rename_blank_nodes=True)
            for quad in quads:
                graph.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
        for prefix, space in quads.prefixes.items():
            graph.bind(prefix, space)
    except UNREADABLE as error:
        raise InputError(f"cannot be read as {kind.name}: {error}", path=str(path)) from None
    return graph


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the remarks of rdflib and pySHACL on ill-formed literals and odd shapes off standard error."""
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)


def store_graph(store: Store) -> Graph:
    """Copy a store into one graph of rdflib, named graphs merged: pySHACL over a wrapped store finds false faults."""
    graph = Graph()
    with _quiet():
        for quad in store:
            graph.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    return graph


def _term(term: NamedNode | OxBlankNode | OxLiteral | Triple) -> Node:
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, OxBlankNode):
        return BNode(term.value)
    if isinstance(term, OxLiteral):
        datatype = None if term.language or term.datatype.value.endswith("#string") else URIRef(term.datatype.value)
        return Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
    raise ValueError("a triple within a triple is not supported")


def reference_report_graph(data: Graph, shapes: Graph, *, meta_shacl: bool = False) -> Graph:
    """Return the report that pySHACL gives, as it is.

    :param meta_shacl: check the shapes themselves against SHACL's own shapes first.
    :raises ShapeError: if pySHACL gives no report.
    """
    try:
        with _quiet():
            _, graph, text = validate(
                data,
                shacl_graph=shapes,
                meta_shacl=meta_shacl,
                inference="none",
                advanced=False,
                do_owl_imports=False,
                js=False,
                inplace=True,
            )
    except Exception as error:  # pySHACL raises errors of many kinds, its own and those of Python
        raise ShapeError(f"pySHACL cannot use these shapes: {error}") from error
    if not isinstance(graph, Graph):
        raise ShapeError(f"pySHACL cannot use these shapes: {text}")
    return graph


def validate_reference(data: Graph, shapes: Graph, *, meta_shacl: bool = False) -> Report:
    """Check a graph through pySHACL and tell the results as our own validation does.

    :raises ShapeError: if pySHACL gives no report, or there is no shape.
    """
    return read_report(reference_report_graph(data, shapes, meta_shacl=meta_shacl), data, shapes)


def read_report(report: Graph, data: Graph, shapes: Graph) -> Report:
    """Tell the results of a report graph as our own validation does."""
    count = len(set(shapes.subjects(RDF.type, SH.NodeShape)) | set(shapes.subjects(RDF.type, SH.PropertyShape)))
    reader = _Reader(report, data, shapes)
    results = {reader.violation(node) for node in report.objects(None, SH.result)}
    return Report(results=tuple(sorted(results, key=sort_key)), shapes_checked=count)


class _Reader:
    def __init__(self, report: Graph, data: Graph, shapes: Graph) -> None:
        self.report, self.data, self.shapes = report, data, shapes

    def violation(self, result: Node) -> Violation:
        shape = self._named_shape(self.report.value(result, SH.sourceShape))
        component = str(self.report.value(result, SH.sourceConstraintComponent))
        rule = (shape or component).replace("#", "/").rpartition("/")[2]
        focus = cast("Node", self.report.value(result, SH.focusNode))
        path = self.report.value(result, SH.resultPath)
        return Violation(
            severity=self._severity(result),
            rule=rule,
            message=without_rule(self._message(result), rule),
            focus=_text(focus),
            value=_text(self.report.value(result, SH.value)),
            path="" if path is None else path_text(self.report, path).removeprefix("<").removesuffix(">"),
            shape=shape,
            component=component,
            claim=self._label(focus),
        )

    def _severity(self, result: Node) -> Severity:
        name = str(self.report.value(result, SH.resultSeverity)).rpartition("#")[2]
        return cast("Severity", name if name in ORDER else "Violation")

    def _message(self, result: Node) -> str:
        messages = sorted(m for m in self.report.objects(result, SH.resultMessage) if isinstance(m, Literal))
        return str(next((m for m in messages if m.language == "en"), messages[0] if messages else ""))

    def _named_shape(self, shape: Node | None) -> str:
        """Return the IRI of a shape, or of the nearest shape around it that has one."""
        for _ in range(_DEEPEST):
            if isinstance(shape, URIRef) or shape is None:
                break
            shape = self.shapes.value(None, SH.property, shape)
        return str(shape) if isinstance(shape, URIRef) else ""

    def _label(self, node: Node) -> str:
        labels = [label for label in self.data.objects(node, RDFS.label) if isinstance(label, Literal)]
        best = min(labels, key=lambda label: (label.language != "en", str(label)), default=None)
        return _text(node) if best is None else str(best)


def _text(term: Node | None) -> str:
    if term is None:
        return ""
    return term.n3() if isinstance(term, BNode) else str(term)


def path_text(graph: Graph, node: Node, depth: int = 0) -> str:
    """Write a SHACL path as SPARQL does."""
    if isinstance(node, URIRef) or depth > _DEEPEST:
        return f"<{node}>"
    if (inverse := graph.value(node, SH.inversePath)) is not None:
        return f"(^{path_text(graph, inverse, depth + 1)})"
    for predicate, sign in ((SH.zeroOrMorePath, "*"), (SH.oneOrMorePath, "+"), (SH.zeroOrOnePath, "?")):
        if (inner := graph.value(node, predicate)) is not None:
            return f"({path_text(graph, inner, depth + 1)}{sign})"
    choice = graph.value(node, SH.alternativePath)
    items: Iterable[Node] = graph.items(node if choice is None else choice)
    return f"({('/' if choice is None else '|').join(path_text(graph, item, depth + 1) for item in items)})"
