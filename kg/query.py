"""Named queries: ``.rq`` files with a header, parameters that are bound, rows with typed values.

The same files are pages, command line, Python, examples and tests. A header has four lines::

    # title: Therapies for a condition
    # question: Which therapies are said to do what for a condition, and on what best evidence?
    # params: condition iri
    # returns: condition iri, conditionLabel string, therapy string, relation string, stated string, best string

A parameter is a variable that the query projects: bound, it narrows the rows; left out, it is free. A fifth line,
``# empty:``, gives the reason where a query has no rows until a parameter is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store, Triple, Variable

from kg import resources
from kg.errors import BadParameter, ForbiddenQuery, InputError, QueryError, UnknownQuery
from kg.identifiers import check_iri, expand
from kg.namespaces import PREFIXES, XSD
from kg.precheck import refuse_service
from kg.syntax import in_words
from kg.vocabulary import rebased

HEADER = re.compile(r"^# (title|question|params|returns|empty): *(.*)$", re.MULTILINE)
TYPES = {
    "integer": str(XSD.integer),
    "decimal": str(XSD.decimal),
    "boolean": str(XSD.boolean),
    "string": str(XSD.string),
}
TRUSTED = "if you trust the query, allow it: kg query --allow-service, in Python allow_service=True"
Term = Any


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedQuery:
    """One ``.rq`` file. ``parameters`` maps each name to ``iri``, ``string``, ``integer``, ..."""

    name: str
    group: str
    title: str
    question: str
    parameters: dict[str, str]
    returns: str
    empty: str
    text: str
    allow_service: bool = False
    """Whether it may have other endpoints asked."""

    def substitutions(self, given: Mapping[str, str]) -> dict[Variable, Term]:
        """Turn texts into the terms that are bound.

        :raises BadParameter: for a name the query does not take, or a value of the wrong kind.
        """
        unknown = sorted(set(given) - set(self.parameters))
        if unknown:
            allowed = ", ".join(self.parameters) or "none"
            raise BadParameter(f"query {self.name} takes no parameter {unknown[0]!r}", remedy=f"it takes: {allowed}")
        return {Variable(k): parameter(v, self.parameters[k], where=k) for k, v in given.items() if v != ""}


@dataclass(frozen=True, slots=True)
class Row:
    """One solution; ``row["x"]`` is the term bound to a variable, or None."""

    variables: tuple[str, ...]
    values: tuple[Term, ...]

    def __getitem__(self, name: str) -> Term:
        """Return the term of a variable.

        :raises KeyError: if the query returns no such variable.
        """
        try:
            return self.values[self.variables.index(name)]
        except ValueError:
            raise KeyError(name) from None

    def text(self, name: str) -> str:
        """Return the IRI or the characters of a value, nothing where it is unbound."""
        term = self[name]
        return "" if term is None else str(getattr(term, "value", term))  # a triple has no value

    def number(self, name: str) -> int | None:
        """Return a whole number, None where it is unbound."""
        text = self.text(name)
        return int(float(text)) if text else None

    def as_dict(self) -> dict[str, str]:
        """Return the bound values as texts."""
        return {v: self.text(v) for v, value in zip(self.variables, self.values, strict=True) if value is not None}


@dataclass(frozen=True, slots=True)
class Rows:
    """The solutions of a SELECT, in the order of the query."""

    variables: tuple[str, ...]
    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        """Walk the rows."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.rows)


LISTS = {"context": "; ", "voices": "; ", "topics": "; ", "places": " "}


def in_order(variable: str, cell: str) -> str:
    """Return a cell that GROUP_CONCAT made with its parts sorted; no engine promises their order.

    >>> in_order("places", "420-479 51-54")
    '51-54 420-479'
    """
    between = LISTS.get(variable)
    return cell if between is None else between.join(sorted(cell.split(between), key=lambda p: (len(p), p)))


Result = Rows | bool | tuple[Triple, ...]


def parse_header(text: str) -> dict[str, str]:
    """Return the header lines of a query by key."""
    return {k: v.strip() for k, v in HEADER.findall(text)}


@cache
def named_queries() -> dict[str, NamedQuery]:
    """Return every query by name, such as ``therapies-for-condition``; a leading number is not part of the name."""
    queries = {}
    for path in resources.query_files():
        query = _named(path, rebased(path))
        queries[query.name] = query
    return queries


def read_query(path: Path, *, allow_service: bool = False) -> NamedQuery:
    """Read a ``.rq`` file of the user's own; the parameters its header names can be bound.

    :param allow_service: let it ask other endpoints (``SERVICE``).
    :raises InputError: if it cannot be read.
    :raises QueryError: if it is no SPARQL, or does not select a parameter, which then cannot be bound.
    """
    try:
        query = replace(_named(path, path.read_text(encoding="utf-8-sig")), allow_service=allow_service)
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot be read: {reason}", path=str(path)) from error
    if hidden := _unselected(query):
        remedy = f"write SELECT ?{hidden[0]} ..."
        raise QueryError(f"does not select its parameter ?{hidden[0]}", where=str(path), remedy=remedy)
    return query


def _unselected(query: NamedQuery) -> list[str]:
    """Return the parameters that a SELECT does not select; asked of no data, and not if it may ask others."""
    result = run_text(Store(), query.text) if query.parameters and not query.allow_service else None
    return [name for name in query.parameters if isinstance(result, Rows) and name not in result.variables]


def _named(path: Path, text: str) -> NamedQuery:
    header = parse_header(text)
    stated = header.get("params", "none")
    pairs = [p.split() for p in stated.split(",") if p.strip() and stated != "none"]
    return NamedQuery(
        name=re.sub(r"^\d+-", "", path.stem),
        group=path.parent.name,
        title=header.get("title", path.stem),
        question=header.get("question", ""),
        parameters={p[0].lstrip("?"): p[1] if len(p) > 1 else "iri" for p in pairs},
        returns=header.get("returns", ""),
        empty=header.get("empty", ""),
        text=text,
    )


def get_query(name: str) -> NamedQuery:
    """Return a named query; its number may stand in front or alone.

    :raises UnknownQuery: listing what there is.
    """
    queries = named_queries()
    bare = re.sub(r"^\d+-", "", name)
    if bare in queries:
        return queries[bare]
    near = get_close_matches(bare, queries, n=3)
    remedy = f"did you mean {', '.join(near)}?" if near else "kg query --list shows them"
    raise UnknownQuery(f"no query is named {name!r}", remedy=remedy)


def parameter(text: str, kind: str, *, where: str = "") -> Term:
    """Turn a text into a term of a kind; an IRI may be given as CURIE.

    :raises BadParameter: if it is none.
    """
    if kind == "iri":
        prefix = text.partition(":")[0]
        iri = (
            text.strip("<>")
            if text.startswith("<") or prefix in ("http", "https")
            else expand(text)
            if prefix in PREFIXES
            else text
        )
        return NamedNode(check_iri(iri, where=where, schemes=("http", "https", "urn")))
    if kind == "integer" and not re.fullmatch(r"[+-]?\d{1,18}", text):
        raise BadParameter(f"{text[:40]!r} is no whole number", where=where)
    if kind == "decimal" and not re.fullmatch(r"[+-]?\d+(\.\d+)?", text):
        raise BadParameter(f"{text[:40]!r} is no number", where=where)
    if kind == "boolean" and text not in ("true", "false"):
        raise BadParameter(f"{text[:40]!r} is neither true nor false", where=where)
    if kind == "label":
        return Literal(text, language="en")
    return Literal(text, datatype=NamedNode(TYPES.get(kind, TYPES["string"])))


def run(store: Store, query: NamedQuery, given: Mapping[str, str] | None = None) -> Result:
    """Run a query of ours, which is trusted, on the union of all graphs.

    :returns: rows of a SELECT, the answer of an ASK, the triples of a CONSTRUCT.
    :raises QueryError: if a parameter does not fit.
    """
    return run_text(store, query.text, query.substitutions(given or {}), allow_service=query.allow_service)


def run_text(
    store: Store, text: str, substitutions: Mapping[Variable, Term] | None = None, *, allow_service: bool = False
) -> Result:
    """Run query text that the user of this process typed; for the text of strangers there are workers.

    :param allow_service: let it ask other endpoints; a text passed on may mean those of the inner network.
    :raises ForbiddenQuery: if it asks for SERVICE, and may not.
    :raises QueryError: with what the parser says.
    """
    bound, prefixes = dict(substitutions or {}), dict(PREFIXES)
    try:
        if not allow_service:
            refuse_service(text)
        return _result(store.query(text, prefixes=prefixes, use_default_graph_as_union=True, substitutions=bound))
    except ForbiddenQuery as error:
        raise ForbiddenQuery(error.message, where=error.where, remedy=TRUSTED) from error
    except SyntaxError as error:
        raise QueryError(f"not valid SPARQL: {in_words(str(error), text)}") from error
    except (RuntimeError, ValueError, OSError) as error:
        raise QueryError(f"cannot be run: {error}") from error


def _result(answer: QuerySolutions | QueryBoolean | QueryTriples) -> Result:
    if isinstance(answer, QueryBoolean):
        return bool(answer)
    if isinstance(answer, QueryTriples):
        return tuple(answer)
    variables = tuple(v.value for v in answer.variables)
    return Rows(variables, tuple(Row(variables, tuple(solution)) for solution in answer))


def select(store: Store, name: str, **given: str) -> Rows:
    """Run a named SELECT of ours.

    :raises QueryError: if there is none of that name, it gives no rows, or a parameter does not fit.
    """
    result = run(store, get_query(name), given)
    if not isinstance(result, Rows):
        raise QueryError(f"query {name} gives no rows")
    return result
