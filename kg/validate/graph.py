"""Reading shapes: the few look-ups a compiler needs, and SHACL paths as SPARQL paths."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from kg.errors import ShapeError
from kg.vocabulary import rebased

Term: TypeAlias = NamedNode | BlankNode | Literal
Node: TypeAlias = NamedNode | BlankNode

SH: Final = "http://www.w3.org/ns/shacl#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
TARGETS: Final = frozenset(("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"))
_SUFFIXES: Final = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}
_DEPTH: Final = 20


class ShapesGraph:
    """The triples of shape files."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._store = Store()
        for path in paths:
            self._store.extend(_parsed(path))

    def objects(self, subject: Node, name: str) -> list[Term]:
        """Return the values of a property (full IRI, or the local name of a SHACL term), in order."""
        predicate = NamedNode(name if ":" in name else SH + name)
        found = (q.object for q in self._store.quads_for_pattern(subject, predicate, None))
        return sorted((o for o in found if isinstance(o, NamedNode | BlankNode | Literal)), key=str)

    def one(self, subject: Node, name: str) -> Term | None:
        """Return the only value of a property, or nothing.

        :raises ShapeError: if there are several.
        """
        found = self.objects(subject, name)
        if len(found) > 1:
            raise ShapeError(f"has {len(found)} values of sh:{name}, where one is allowed", where=str(subject))
        return found[0] if found else None

    def terms(self, subject: Node) -> set[str]:
        """Return the local names of the SHACL properties a node has."""
        found = (q.predicate.value for q in self._store.quads_for_pattern(subject, None, None))
        return {name.removeprefix(SH) for name in found if name.startswith(SH)}

    def with_targets(self) -> list[NamedNode]:
        """Return the shapes that have a target, or are classes and so their own target, in order.

        :raises ShapeError: if one has no IRI to name it by.
        """
        found = {q.subject for name in TARGETS for q in self._store.quads_for_pattern(None, NamedNode(SH + name), None)}
        found |= self._typed(f"{RDFS}Class") & (self._typed(f"{SH}NodeShape") | self._typed(f"{SH}PropertyShape"))
        named = [shape for shape in found if isinstance(shape, NamedNode)]
        if len(named) < len(found):
            raise ShapeError("a shape with a target has no IRI", remedy="give it one: reports name it")
        return sorted(named, key=str)

    def _typed(self, cls: str) -> set[NamedNode | BlankNode | Triple]:
        return {q.subject for q in self._store.quads_for_pattern(None, NamedNode(f"{RDF}type"), NamedNode(cls))}

    def items(self, head: Term) -> list[Term]:
        """Return the members of an RDF list.

        :raises ShapeError: if it is no list, or runs in a circle.
        """
        found: list[Term] = []
        seen: set[str] = set()
        while head != NamedNode(f"{RDF}nil"):
            first = self.one(head, f"{RDF}first") if isinstance(head, NamedNode | BlankNode) else None
            rest = self.one(head, f"{RDF}rest") if isinstance(head, NamedNode | BlankNode) else None
            if first is None or rest is None or str(head) in seen:
                raise ShapeError("is no well-formed list", where=str(head))
            seen.add(str(head))
            found.append(first)
            head = rest
        return found

    def path(self, node: Term, depth: int = 0) -> str:
        """Write a SHACL path as a SPARQL property path.

        :raises ShapeError: if it is none.
        """
        if isinstance(node, NamedNode):
            return str(node)
        if isinstance(node, Literal) or depth > _DEPTH:
            raise ShapeError("is no path", where=str(node))
        if (inverse := self.one(node, "inversePath")) is not None:
            return f"(^{self.path(inverse, depth + 1)})"
        if (choice := self.one(node, "alternativePath")) is not None:
            return self._joined("|", choice, depth)
        for name, suffix in _SUFFIXES.items():
            if (inner := self.one(node, name)) is not None:
                return f"({self.path(inner, depth + 1)}{suffix})"
        return self._joined("/", node, depth)

    def _joined(self, sign: str, head: Term, depth: int) -> str:
        return f"({sign.join(self.path(item, depth + 1) for item in self.items(head))})"


def _parsed(path: Path) -> Iterator[Quad]:
    try:
        for triple in parse(rebased(path), RdfFormat.TURTLE, rename_blank_nodes=True):
            yield Quad(triple.subject, triple.predicate, triple.object)
    except (OSError, UnicodeDecodeError, SyntaxError, ValueError) as error:
        raise ShapeError(f"cannot be read as Turtle: {error}", where=str(path)) from None
