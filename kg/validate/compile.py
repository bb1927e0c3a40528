"""SHACL shapes to SPARQL: one query a constraint, over all focus nodes at once.

pySHACL asks a SPARQL constraint once for every focus node; the same text with the target put in front asks once for
all. What a core constraint means in SPARQL stands in ``components.yaml``. A shape that says more than the compiler
understands is refused by name, never passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations, count
from pathlib import Path
from typing import Any, Final, cast

import yaml
from pyoxigraph import Literal, NamedNode, Store

from kg import resources
from kg.errors import ShapeError
from kg.model import Severity
from kg.validate.absent import joined_once, without_texts
from kg.validate.graph import OWL, RDF, RDFS, SH, TARGETS, Node, ShapesGraph, Term

COMPONENTS: Final = Path(__file__).with_name("components.yaml")
_SAID_ELSEWHERE: Final = TARGETS | {
    *("severity", "message", "path", "property", "sparql", "name", "description", "order", "group", "defaultValue"),
    *("flags", "qualifiedValueShape", "deactivated", "declare"),
}
_KINDS: Final = {
    "IRI": "isIRI(?value)",
    "BlankNode": "isBlank(?value)",
    "Literal": "isLiteral(?value)",
    "BlankNodeOrIRI": "!isLiteral(?value)",
    "BlankNodeOrLiteral": "!isIRI(?value)",
    "IRIOrLiteral": "!isBlank(?value)",
}
_CASTS: Final = frozenset(("boolean", "decimal", "integer", "float", "double", "dateTime", "date", "time"))
_REPEATED: Final = frozenset(
    ("class", "node", "not", "and", "or", "hasValue", "equals", "disjoint", "lessThan", "lessThanOrEquals")
)
_NOT_OF_ARTICLES: Final = frozenset(("policy", "predicate", "proposition"))
_MOST_VALUES: Final = 5
_NESTING: Final = 5
_FORBIDDEN: Final = re.compile(r"\b(MINUS|VALUES|SERVICE)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """One constraint of one shape as a query: ``prefixes``, ``head``, then target and ``body`` in one group."""

    rule: str
    shape: str
    severity: Severity
    message: str
    component: str
    targets: tuple[tuple[str, str], ...]
    """Pairs such as ``("targetClass", "<http://...>")``."""
    head: str
    body: str
    path: str = ""
    prefixes: str = field(default="", repr=False)

    def query(self, subclasses: Mapping[str, Iterable[str]], focus: Iterable[str] | None = None) -> str:
        """Write the query for a graph where each class has these subclasses, itself among them.

        :param focus: nodes in SPARQL syntax to look at alone.
        """
        chosen = "" if focus is None else f"VALUES $this {{ {' '.join(focus)} }} "
        return f"{self.prefixes}{self.head} {{ {chosen}{self._target(subclasses)} {self.body}"

    def _target(self, subclasses: Mapping[str, Iterable[str]]) -> str:
        parts = sorted({part for kind, term in self.targets for part in _target_patterns(kind, term, subclasses)})
        if len(parts) == 1:
            return parts[0]
        return f"{{ SELECT DISTINCT $this WHERE {{ {' UNION '.join(f'{{ {part} }}' for part in parts)} }} }}"


@dataclass(frozen=True, slots=True)
class Shapes:
    """Shapes made ready to run: constraints in order, and the number of shapes with a target."""

    constraints: tuple[Constraint, ...]
    count: int

    def classes(self) -> set[str]:
        """Return the target classes, in SPARQL syntax."""
        return {term for c in self.constraints for kind, term in c.targets if kind == "targetClass"}


@cache
def our_shapes() -> Shapes:
    """Return the shapes of this project, compiled once a process."""
    return compile_shapes(resources.shape_files())


@cache
def article_shapes() -> Shapes:
    """Return those of our shapes that an article can break: not what speaks of the vocabulary or of many articles."""
    return compile_shapes(path for path in resources.shape_files() if path.stem not in _NOT_OF_ARTICLES)


def compile_shapes(paths: Iterable[Path]) -> Shapes:
    """Turn shape files (Turtle) into queries.

    :raises ShapeError: naming the shape that cannot be read, has no message, or uses what is not understood here.
    """
    graph = ShapesGraph(paths)
    used = [shape for shape in graph.with_targets() if not _is_true(graph, shape, "deactivated")]
    constraints = tuple(c for shape in used for c in _Compiler(graph, shape).constraints())
    if not constraints:
        raise ShapeError("no shape to check", remedy="give a Turtle file with a sh:NodeShape that has a target")
    _dry_run(constraints)
    return Shapes(constraints, len(used))


def _dry_run(constraints: Iterable[Constraint]) -> None:
    empty = Store()
    for constraint in constraints:
        try:
            empty.query(constraint.query({}))
        except (SyntaxError, ValueError) as error:
            raise ShapeError(f"is no query: {error}", where=constraint.shape) from None


def _is_true(graph: ShapesGraph, node: Node, name: str) -> bool:
    value = graph.one(node, name)
    return isinstance(value, Literal) and value.value in ("true", "1")


def _target_patterns(kind: str, term: str, subclasses: Mapping[str, Iterable[str]]) -> Iterator[str]:
    if kind == "targetClass":
        yield from (f"$this <{RDF}type> {cls} ." for cls in subclasses.get(term, (term,)))
    elif kind == "targetNode":
        yield f"VALUES $this {{ {term} }}"
    else:
        yield f"$this {term} ?any__ ." if kind == "targetSubjectsOf" else f"?any__ {term} $this ."


@cache
def _components() -> dict[str, dict[str, Any]]:
    return cast("dict[str, dict[str, Any]]", yaml.safe_load(COMPONENTS.read_text(encoding="utf-8")))


class _Compiler:
    """One shape that has a target, and what hangs on it."""

    def __init__(self, graph: ShapesGraph, shape: NamedNode) -> None:
        self.graph = graph
        self.shape = shape
        self.numbers = count(1)
        self.targets = tuple(self._targets())

    def constraints(self) -> Iterator[Constraint]:
        path = self._path(self.shape) if self.graph.one(self.shape, "path") else ""
        yield from self._of(self.shape, path)
        for inner in self.graph.objects(self.shape, "property"):
            if isinstance(inner, Literal):
                raise self._error("sh:property names no shape")
            if path:
                raise self._error("sh:property within a property shape is not understood")
            if not _is_true(self.graph, inner, "deactivated"):
                if self.graph.objects(inner, "property"):
                    raise self._error("sh:property within sh:property is not understood")
                yield from self._of(inner, self._path(inner))

    def _of(self, node: Node, path: str) -> Iterator[Constraint]:
        for name, parameter in self._parameters(node):
            pattern, reports = self._pattern(node, name, parameter, "$this", path)
            value = ("?value" if path else "($this AS ?value)") if reports else ""
            component = SH + _components()[name]["component"]
            yield self._constraint(node, f"SELECT DISTINCT $this {value} WHERE", f"{pattern} }}", component, path)
        for constraint in self.graph.objects(node, "sparql"):
            if isinstance(constraint, Literal):
                raise self._error("sh:sparql names no constraint")
            if not _is_true(self.graph, constraint, "deactivated"):
                yield self._sparql(node, constraint, path)

    def _constraint(self, node: Node, head: str, body: str, component: str, path: str, **more: str) -> Constraint:
        shape = node.value if isinstance(node, NamedNode) else self.shape.value
        return Constraint(
            rule=re.split(r"[#/]", shape)[-1],
            shape=shape,
            severity=self._severity(node),
            message=more.pop("message", "") or self._message(node),
            component=component,
            targets=self.targets,
            head=head,
            body=joined_once(body),
            path=path[1:-1] if path.startswith("<") else path,
            **more,
        )

    def _sparql(self, node: Node, constraint: Node, path: str) -> Constraint:
        select = self.graph.one(constraint, "select")
        if not isinstance(select, Literal):
            raise self._error("sh:sparql without sh:select")
        text = select.value.replace("$PATH", path) if path else select.value
        if word := _FORBIDDEN.search(without_texts(text)):
            raise self._error(f"SHACL allows no {word[0].upper()} in sh:select")
        head, brace, body = text.partition("{")
        if not brace or not re.match(r"\s*SELECT\b", head, re.IGNORECASE):
            raise self._error("sh:select is no SELECT query")
        head = re.sub(r"SELECT(\s+DISTINCT)?", "SELECT DISTINCT", head.strip(), count=1, flags=re.IGNORECASE)
        message = self._message(constraint if self.graph.objects(constraint, "message") else node)
        component = f"{SH}SPARQLConstraintComponent"
        prefixes = self._prefixes(constraint)
        return self._constraint(node, head, body, component, path, message=message, prefixes=prefixes)

    def _prefixes(self, constraint: Node) -> str:
        declared: set[str] = set()
        waiting = self.graph.objects(constraint, "prefixes")
        seen: set[Term] = set()
        while waiting:
            ontology = waiting.pop()
            if isinstance(ontology, Literal) or ontology in seen:
                continue
            seen.add(ontology)
            waiting += self.graph.objects(ontology, f"{OWL}imports")
            for declaration in cast("list[Node]", self.graph.objects(ontology, "declare")):
                prefix, space = self.graph.one(declaration, "prefix"), self.graph.one(declaration, "namespace")
                if prefix is None or space is None:
                    raise self._error("sh:declare needs sh:prefix and sh:namespace")
                declared.add(f"PREFIX {prefix.value}: <{space.value}>\n")
        return "".join(sorted(declared))

    def _targets(self) -> Iterator[tuple[str, str]]:
        for name in sorted(TARGETS):
            for target in self.graph.objects(self.shape, name):
                yield name, str(target)
        if NamedNode(f"{RDFS}Class") in self.graph.objects(self.shape, f"{RDF}type"):
            yield "targetClass", str(self.shape)

    def _severity(self, node: Node) -> Severity:
        found = self.graph.one(node, "severity")
        name = "Violation" if found is None else str(found.value).removeprefix(SH)
        if name not in ("Violation", "Warning", "Info"):
            raise self._error(f"severity {name} is none of sh:Violation, sh:Warning, sh:Info")
        return cast("Severity", name)

    def _message(self, node: Node) -> str:
        found = [m for m in self.graph.objects(node, "message") if isinstance(m, Literal)]
        if not found:
            raise self._error("has no sh:message", remedy="say what is wrong and what to do, in one line")
        return next((m.value for m in found if m.language == "en"), found[0].value)

    def _path(self, node: Node) -> str:
        path = self.graph.one(node, "path")
        if path is None:
            raise self._error("sh:property without sh:path")
        return self.graph.path(path)

    def _parameters(self, node: Node) -> Iterator[tuple[str, Term]]:
        known = _components()
        if unknown := self.graph.terms(node) - known.keys() - _SAID_ELSEWHERE:
            raise self._error(f"sh:{min(unknown)} is not understood here")
        for name in known:
            if name not in _REPEATED:
                self.graph.one(node, name)
            for parameter in self.graph.objects(node, name):
                if name != "uniqueLang" or parameter.value == "true":  # SHACL: the literal true, not 1
                    yield name, parameter

    def _pattern(self, node: Node, name: str, parameter: Term, this: str, path: str) -> tuple[str, bool]:
        """Return the pattern of a violation of one constraint, and whether its result names the value."""
        entry = _components()[name]
        if "each" in entry:
            expression = self._each(node, name, parameter, "?value" if path else this)
            values = f"{this} {path} ?value . " if path else ""
            return f"{values}FILTER({expression})", True
        inner = self._inner(node, name, parameter, this, path)
        return (inner, entry.get("reports", True)) if "found" in entry else (f"FILTER NOT EXISTS {{ {inner} }}", False)

    def _inner(self, node: Node, name: str, parameter: Term, this: str, path: str, value: str = "?value") -> str:
        """Fill the pattern of a component that is about all values of a path together."""
        if not path:
            raise self._error(f"sh:{name} is understood in sh:property only")
        entry = _components()[name]
        text = self._counted(node, name, parameter, this, path) if "ount" in name else str(parameter)
        return _filled(entry.get("found") or entry["missing"], this, value, PATH=path, parameter=text)

    def _each(self, node: Node, name: str, parameter: Term, value: str, depth: int = 0) -> str:
        """Return the expression that is true of a value that violates one constraint."""
        text = self._written(node, name, parameter, value, depth)
        return _filled(_components()[name]["each"], "", value, parameter=text, flags=self._flags(node))

    def _written(self, node: Node, name: str, parameter: Term, value: str, depth: int) -> str:
        """Write a parameter as its component wants it."""
        if name in ("node", "not"):
            return self._fault(parameter, value, depth)
        if name in ("and", "or"):
            sign = " || " if name == "and" else " && "
            return sign.join(self._fault(shape, value, depth) for shape in self.graph.items(parameter))
        if name == "nodeKind":
            kind = _KINDS.get(str(parameter.value).removeprefix(SH))
            if kind is None:
                raise self._error(f"{parameter} is no sh:nodeKind")
            return _filled(kind, "", value)
        if name == "in":
            return " || ".join(f"sameTerm({value}, {item})" for item in self.graph.items(parameter)) or "false"
        if name == "languageIn":
            tags = self.graph.items(parameter)
            return " || ".join(f"LANGMATCHES(LANG({value}), {tag})" for tag in tags) or "false"
        if name == "datatype" and parameter.value.rpartition("#")[2] in _CASTS:
            return f"{parameter} && isLiteral({parameter}(STR({value})))"
        if name == "pattern":
            self._check_pattern(parameter, self._flags(node))
        return str(parameter)

    def _flags(self, node: Node) -> str:
        return str(self.graph.one(node, "flags") or Literal(""))

    def _check_pattern(self, pattern: Term, flags: str) -> None:
        answer = Store().query(f'SELECT (REGEX("", {pattern}, {flags}) AS ?ok) {{}}')
        if next(iter(cast("Any", answer)))[0] is None:
            raise self._error(f"{pattern} is no regular expression of SPARQL")

    def _fault(self, shape: Term, value: str, depth: int) -> str:
        """Return the expression that is true of a value that does not conform to a shape."""
        if isinstance(shape, Literal) or depth >= _NESTING:
            raise self._error("shapes are nested too deep, or name themselves")
        if self.graph.terms(shape) & {"sparql", "uniqueLang"}:
            raise self._error("a shape within a shape may hold core constraints only")
        return f"({' || '.join(self._faults(shape, value, depth + 1)) or 'false'})"

    def _faults(self, shape: Node, value: str, depth: int) -> Iterator[str]:
        path = self._path(shape) if self.graph.one(shape, "path") else ""
        for name, parameter in self._parameters(shape):
            inner = f"?v{next(self.numbers)}"
            entry = _components()[name]
            if "each" not in entry:
                exists = "EXISTS" if "found" in entry else "NOT EXISTS"
                yield f"{exists} {{ {self._inner(shape, name, parameter, value, path, inner)} }}"
            elif path:
                fault = self._each(shape, name, parameter, inner, depth)
                yield f"EXISTS {{ {value} {path} {inner} . FILTER({fault}) }}"
            else:
                yield self._each(shape, name, parameter, value, depth)
        for inner_shape in self.graph.objects(shape, "property"):
            yield self._fault(inner_shape, value, depth)

    def _counted(self, node: Node, name: str, parameter: Term, this: str, path: str) -> str:
        """Return the pattern of so many distinct values: as many as asked for, or one more than allowed."""
        wanted = int(parameter.value) + name.lower().endswith("maxcount")
        if wanted > _MOST_VALUES:
            raise self._error(f"sh:{name} {parameter.value} is more than is understood here")
        names = [f"?c{next(self.numbers)}" for _ in range(wanted)]
        parts = [f"{this} {path} {n} ." for n in names]
        parts += [f"FILTER(!sameTerm({a}, {b}))" for a, b in combinations(names, 2)]
        if name.startswith("qualified"):
            shape = self.graph.one(node, "qualifiedValueShape")
            if shape is None:
                raise self._error(f"sh:{name} without sh:qualifiedValueShape")
            parts += [f"FILTER(!{self._fault(shape, n, 0)})" for n in names]
        return " ".join(parts)

    def _error(self, message: str, remedy: str = "") -> ShapeError:
        return ShapeError(message, where=self.shape.value, remedy=remedy)


def _filled(template: str, this: str, value: str, **parameters: str) -> str:
    """Fill a template in one pass, so that what is filled in is never read again."""
    known = {
        "$this": this,
        "?value": value,
        "?other": f"{value}_other",
        **{f"${name}": text for name, text in parameters.items()},
    }
    return re.sub(r"[$?]\w+", lambda m: known.get(m[0], m[0]), template)
