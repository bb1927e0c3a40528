"""Reports in three forms: text for people, JSON for programs, a SHACL report in Turtle."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from kg.errors import one_line
from kg.identifiers import compress
from kg.model import Report, Violation
from kg.validate.graph import RDF, SH

_IRI: Final = re.compile(r"(https?|urn):[^\s<>\"{}|\\^`]+")
_BLANK: Final = re.compile(r"_:(\w+)")
_XSD_BOOLEAN: Final = NamedNode("http://www.w3.org/2001/XMLSchema#boolean")
_PREFIXES: Final = {"sh": SH, "xsd": "http://www.w3.org/2001/XMLSchema#"}
_HEADINGS: Final = {
    "Violation": ("violation", "must be mended"),
    "Warning": ("warning", "should be looked at"),
    "Info": ("note", "may be improved"),
}
_LONGEST: Final = 160


def counts(report: Report) -> dict[str, int]:
    """Count results by severity; all three are named."""
    found = Counter(result.severity for result in report.results if not result.dismissed)
    return {name: found[name] for name in ("Violation", "Warning", "Info")}


def to_text(report: Report) -> str:
    """Tell a report to somebody who does not know SHACL: by severity and rule; claim, field, fault and remedy."""
    lines = []
    for severity, results in groupby(_standing(report), key=lambda r: r.severity):
        name, meaning = _HEADINGS[severity]
        found = list(results)
        lines += ["", f"{_number(len(found), name)}: {meaning}"]
        for _, group in groupby(found, key=lambda r: (r.rule, r.message)):
            lines += _group(list(group))
    lines += _dismissed([r for r in report.results if r.dismissed])
    return "\n".join([_summary(report), *lines]) + "\n"


def _standing(report: Report) -> Iterator[Violation]:
    return (r for r in report.results if not r.dismissed)


def _dismissed(results: list[Violation]) -> Iterator[str]:
    if results:
        yield from ("", f"{len(results)} dismissed by an editor, not counted")
    for result in results:
        yield f"  {result.rule}  {_line(result.claim)}"
        yield f"      because {_line(result.dismissed)}"


def _summary(report: Report) -> str:
    numbers = ", ".join(_number(n, _HEADINGS[name][0]) for name, n in counts(report).items())
    verdict = "The graph conforms" if report.conforms else "The graph does not conform"
    return f"{verdict}: {numbers}; {_number(report.shapes_checked, 'shape')} checked."


def _number(n: int, name: str) -> str:
    return f"{n} {name}{'' if n == 1 else 's'}"


def _group(results: list[Violation]) -> Iterator[str]:
    yield f"  {results[0].rule}  {_line(results[0].message)}"
    for result in results:
        yield f"    {_line(result.claim)}"
        details = [f"at {_short(result.focus)}"]
        if result.path:
            details.append(f"field {_short(result.path)}")
        if result.value and result.value != result.focus:
            details.append(f"found {_short(result.value)}")
        yield f"      {', '.join(details)}"


def _line(text: str) -> str:
    """Make one line of what may hold line ends or control characters, cut to a readable length."""
    clean = one_line(text)
    return clean if len(clean) <= 2 * _LONGEST else f"{clean[: 2 * _LONGEST]}…"


def _short(text: str) -> str:
    return _line(compress(text) if _IRI.fullmatch(text) else text)[:_LONGEST]


def to_json(report: Report) -> str:
    """Write a report as JSON: ``conforms``, ``shapes``, ``counts`` and ``results`` with the fields of a violation."""
    names = ("severity", "rule", "message", "claim", "focus", "path", "value", "shape", "component", "dismissed")
    results = [{name: getattr(result, name) for name in names} for result in report.results]
    whole = {"conforms": report.conforms, "shapes": report.shapes_checked, "counts": counts(report)}
    return json.dumps({**whole, "results": results}, ensure_ascii=False, indent=2) + "\n"


def to_turtle(report: Report) -> str:
    """Write a report of ours in SHACL's vocabulary. By that standard a graph conforms if there is no result at all."""
    return (serialize(_triples(report), format=RdfFormat.TURTLE, prefixes=_PREFIXES) or b"").decode()


def _triples(report: Report) -> Iterator[Triple]:
    whole = BlankNode("report")
    conforms = Literal("false" if any(_standing(report)) else "true", datatype=_XSD_BOOLEAN)
    yield Triple(whole, NamedNode(f"{RDF}type"), NamedNode(f"{SH}ValidationReport"))
    yield Triple(whole, NamedNode(f"{SH}conforms"), conforms)
    for number, result in enumerate(_standing(report), start=1):
        node = BlankNode(f"result{number}")
        yield Triple(whole, NamedNode(f"{SH}result"), node)
        for name, term in _fields(result):
            yield Triple(node, NamedNode(name), term)


def _fields(result: Violation) -> Iterator[tuple[str, NamedNode | BlankNode | Literal]]:
    yield f"{RDF}type", NamedNode(f"{SH}ValidationResult")
    yield f"{SH}resultSeverity", NamedNode(SH + result.severity)
    yield f"{SH}focusNode", _term(result.focus)
    if _IRI.fullmatch(result.path):
        yield f"{SH}resultPath", NamedNode(result.path)
    if result.value:
        yield f"{SH}value", _term(result.value)
    yield f"{SH}sourceConstraintComponent", NamedNode(result.component)
    if result.shape:
        yield f"{SH}sourceShape", NamedNode(result.shape)
    yield f"{SH}resultMessage", Literal(result.message, language="en")


def _term(text: str) -> NamedNode | BlankNode | Literal:
    if _IRI.fullmatch(text):
        return NamedNode(text)
    blank = _BLANK.fullmatch(text)
    return BlankNode(blank[1]) if blank else Literal(text)
