"""Running compiled shapes on a store: each constraint once over everything."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final, cast

from pyoxigraph import BlankNode, Literal, NamedNode, Store

from kg.errors import ShapeError
from kg.model import Report, Violation
from kg.validate.compile import Constraint, Shapes
from kg.validate.graph import RDFS
from kg.vocabulary import merged

ORDER: Final = {"Violation": 0, "Warning": 1, "Info": 2}
_LABEL: Final = NamedNode(f"{RDFS}label")
_SUBCLASS: Final = NamedNode(f"{RDFS}subClassOf")


def validate_store(
    store: Store, shapes: Shapes, *, default_union: bool = True, focus: Iterable[str] | None = None
) -> Report:
    """Check a store against compiled shapes.

    :param default_union: read all named graphs as one; otherwise the default graph alone.
    :param focus: IRIs of the nodes to look at; all target nodes where it is None.
    :returns: each distinct result once: violations first, then by rule, focus, value and message.
    """
    graph = store
    if default_union:
        graph = Store()
        graph.bulk_extend(merged(store))
    subclasses = {cls: _subclasses(graph, cls) for cls in shapes.classes()}
    nodes = None if focus is None else [str(NamedNode(iri)) for iri in sorted(focus)]
    found: set[Violation] = set()
    for constraint in shapes.constraints:
        found |= run_constraint(graph, constraint, constraint.query(subclasses, nodes))
    return Report(results=tuple(sorted(found, key=sort_key)), shapes_checked=shapes.count)


def run_constraint(store: Store, constraint: Constraint, text: str) -> set[Violation]:
    """Run the query of one constraint on the default graph.

    :raises ShapeError: if the store cannot run it.
    """
    try:
        answer = cast("Any", store.query(text))
        names = [variable.value for variable in answer.variables]
        return {_violation(store, constraint, dict(zip(names, row, strict=True))) for row in answer}
    except (SyntaxError, ValueError, OSError) as error:
        raise ShapeError(f"cannot be run: {error}", where=constraint.shape) from None


def sort_key(result: Violation) -> tuple[int, str, str, str, str, str, str]:
    """Order results for people: by severity, rule, focus, path, value, message."""
    return (
        ORDER[result.severity],
        result.rule,
        result.focus,
        result.path,
        result.value,
        result.message,
        result.component,
    )


def fill(message: str, values: dict[str, str]) -> str:
    """Fill ``{?name}`` and ``{$name}`` in a message; a name without a value stays as it is, as SHACL has it."""
    return re.sub(r"\{[?$](\w+)\}", lambda m: values.get(m[1], m[0]), message)


def without_rule(message: str, rule: str) -> str:
    """Take the name of its rule off the front of a message."""
    return message.removeprefix(f"{rule}: ")


def _subclasses(store: Store, cls: str) -> list[str]:
    known = {cls}
    waiting = [NamedNode(cls[1:-1])]
    while waiting:
        for quad in store.quads_for_pattern(None, _SUBCLASS, waiting.pop()):
            if isinstance(quad.subject, NamedNode) and str(quad.subject) not in known:
                known.add(str(quad.subject))
                waiting.append(quad.subject)
    return sorted(known)


def _violation(store: Store, constraint: Constraint, row: dict[str, Any]) -> Violation:
    sparql = constraint.component.endswith("SPARQLConstraintComponent")
    if sparql and not constraint.path and row.get("value") is None:
        row["value"] = row["this"]
    bound = {name: text_of(term) for name, term in row.items() if term is not None}
    path = bound.get("path", constraint.path) if sparql else constraint.path
    message = (
        fill(constraint.message, {n: t.value for n, t in row.items() if t is not None})
        if sparql
        else constraint.message
    )
    return Violation(
        severity=constraint.severity,
        rule=constraint.rule,
        message=without_rule(message, constraint.rule),
        focus=bound["this"],
        value=bound.get("value", ""),
        path=path,
        shape=constraint.shape,
        component=constraint.component,
        claim=label_of(store, row["this"]),
    )


def text_of(term: NamedNode | BlankNode | Literal) -> str:
    """Write a term without quotes; a blank node keeps its ``_:``."""
    return str(term) if isinstance(term, BlankNode) else term.value


def label_of(store: Store, node: NamedNode | BlankNode | Literal) -> str:
    """Return the label of a thing, English before others, or its name where it has none."""
    if isinstance(node, Literal):
        return node.value
    labels = [q.object for q in store.quads_for_pattern(node, _LABEL, None) if isinstance(q.object, Literal)]
    best = min(labels, key=lambda label: (label.language != "en", label.value), default=None)
    return text_of(node) if best is None else best.value
