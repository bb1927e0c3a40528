"""The editor's report as text, JSON, SARIF 2.1.0 (for continuous integration) and one HTML page to print."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import quote

from kg import __version__
from kg.check import NOTICE, Checked, Finding, Passage
from kg.errors import one_line
from kg.inputs import ADDRESSES
from kg.validate.rules import Rule

PAGE = Path(__file__).with_name("check.html")
SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
PLAIN = (".txt", ".text")
LONGEST = 300
NOT_MEASURED = "not measured: the articles that people read for this gave no such finding"
ROLES = {"says": "the article says", "beside": "compare", "rests on": "evidence named"}
SECTIONS = {"standfirst": "under the headline", "lead": "opening", "list-item": "list"}
"""What an editor calls the roles of passages, and the parts of an article."""
NO_EFFECT = "no effect claimed"
NOTHING_READ = " No claim could be read, which clears nothing."


def to_text(reports: Sequence[Checked]) -> str:
    """Tell reports to a person."""
    return "\n".join(line for report in reports for line in _text(report)) + "\n"


def _text(report: Checked) -> Iterator[str]:
    yield _line(report.title or report.origin)
    if report.title and report.origin:
        yield f"  in {_line(report.origin)}"
    yield f"  {_summary(report)}"
    told: dict[str, str] = {}
    for rule, group in by_rule(report.findings):
        yield ""
        yield f"  {group[0].severity.upper()} {rule.name} {rule.label}: {len(group)}"
        yield from (f"    {name}: {value}" for name, value in _of_rule(rule))
        for finding in group:
            yield f"    - {_line(finding.message)}"
            yield from (f"        {name}: {_line(value)}" for name, value in _once(finding, told))
    yield ""
    yield "  the ten review questions"
    for question in report.questions:
        yield f"    {question.name}: {'; '.join((question.answer, *_roles(question.passages)))}"
    yield ""
    yield f"  {NOTICE}"


def by_rule(findings: Sequence[Finding]) -> Iterator[tuple[Rule, list[Finding]]]:
    """Group findings by their rule, in the order of the report."""
    for _, group in groupby(findings, key=lambda f: f.rule.name):
        found = list(group)
        yield found[0].rule, found


def _summary(report: Checked) -> str:
    return (
        f"headline: {report.headline or NO_EFFECT}; body: {report.body or NO_EFFECT}; evidence: {report.evidence}. "
        f"{_number(report.warnings, 'warning')} and {_number(len(report.findings) - report.warnings, 'hint')} "
        f"on {_number(report.claims, 'claim')}.{'' if report.claims else NOTHING_READ}"
    )


def _once(finding: Finding, told: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Walk the details of a finding; of a claim that was told before, its words and where the rest stands."""
    rule = told.setdefault(finding.claim, finding.rule.name) if finding.claim else finding.rule.name
    details = list(_details(finding))
    if rule == finding.rule.name:
        yield from details
        return
    yield from details[:1]
    yield "more", f"under {rule}"


def _number(n: int, name: str) -> str:
    return f"{n} {name}{'' if n == 1 else 's'}"


def _of_rule(rule: Rule) -> Iterator[tuple[str, str]]:
    """Walk what holds of every finding of a rule."""
    for name, value in (("why", rule.purpose), ("may be fine", rule.may_be_fine)):
        if value:
            yield name, value
    yield "how often right", judged(rule)


def judged(rule: Rule) -> str:
    """Say how many findings of a rule people judged right; of a few, that they are few."""
    return f"{rule.right} of {rule.read} such findings that people judged" if rule.read else NOT_MEASURED


def _roles(passages: Iterable[Passage]) -> Iterator[str]:
    for role, group in groupby(passages, key=lambda p: p.role):
        yield f"{ROLES.get(role, role)} {', '.join(f'“{_line(p.words)}”' for p in group)}"


def _details(finding: Finding) -> Iterator[tuple[str, str]]:
    for role, passages in groupby(finding.passages, key=lambda p: p.role):
        yield ROLES.get(role, role), "; ".join(f"“{_line(p.words)}” ({_part(p) or 'text'}, {p.span})" for p in passages)
    for name, value in (
        ("read as", finding.read_as),
        ("policy", finding.policy),
        ("could be worded", finding.suggestion),
    ):
        if value:
            yield name, value


def _part(passage: Passage) -> str:
    """Return what an editor calls the part of the article that a passage stands in."""
    return SECTIONS.get(passage.section, passage.section)


def _line(text: str) -> str:
    clean = one_line(text)
    return clean if len(clean) <= LONGEST else f"{clean[:LONGEST]}…"


def to_json(reports: Sequence[Checked]) -> str:
    """Write reports as one JSON list; offsets count code points of the text that was read."""
    return json.dumps([_object(r) for r in reports], ensure_ascii=False, indent=2) + "\n"


def _object(report: Checked) -> dict[str, Any]:
    return {
        "article": report.origin,
        "title": report.title,
        "headline": report.headline,
        "body": report.body,
        "evidence": report.evidence,
        "claims": report.claims,
        "warnings": report.warnings,
        "findings": [
            {
                "rule": f.rule.name,
                "name": f.rule.label,
                "severity": f.severity,
                "why": f.rule.purpose,
                "message": f.message,
                "claim": f.claim,
                "readAs": f.read_as,
                "passages": _places(f.passages),
                "policy": f.policy,
                "mayBeFine": f.rule.may_be_fine,
                "suggestion": f.suggestion,
                "precision": f.rule.precision,
                "judged": judged(f.rule),
            }
            for f in report.findings
        ],
        "questions": [{"name": q.name, "answer": q.answer, "passages": _places(q.passages)} for q in report.questions],
        "notice": NOTICE,
    }


def _places(passages: Iterable[Passage]) -> list[dict[str, Any]]:
    return [
        {
            "role": p.role,
            "roleLabel": ROLES.get(p.role, p.role),
            "section": p.section,
            "sectionLabel": _part(p),
            "start": p.span.start,
            "end": p.span.end,
            "words": p.words,
        }
        for p in passages
    ]


def to_sarif(reports: Sequence[Checked]) -> str:
    """Write reports as one SARIF run; a region is given where the text that was read is the file itself."""
    rules = {f.rule.name: f for r in reports for f in r.findings}
    driver = {
        "name": "kg check",
        "version": __version__,
        "rules": [_rule(rules[n].rule, rules[n].severity) for n in sorted(rules)],
    }
    results = [_result(f, r) for r in reports for f in r.findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SARIF, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: Rule, severity: str) -> dict[str, Any]:
    told = {
        "id": rule.name,
        "shortDescription": {"text": rule.label},
        "fullDescription": {"text": rule.purpose},
        "defaultConfiguration": {"level": _level(severity)},
        "properties": {"measuredPrecision": rule.precision or NOT_MEASURED},
    }
    return told | ({"help": {"text": rule.may_be_fine}} if rule.may_be_fine else {})


def _level(severity: str) -> str:
    return "warning" if severity == "Warning" else "note"


def _result(finding: Finding, report: Checked) -> dict[str, Any]:
    parts = [finding.message, f"Could be worded: {finding.suggestion}" if finding.suggestion else ""]
    places = [_location(p, report) for p in finding.passages] or [_file(report)]
    return {
        "ruleId": finding.rule.name,
        "level": _level(finding.severity),
        "message": {"text": " ".join(p for p in parts if p)},
        "locations": places[:1],
        "relatedLocations": places[1:],
    }


def _file(report: Checked) -> dict[str, Any]:
    is_address = report.origin.lower().startswith(ADDRESSES)
    uri = report.origin if is_address else quote(os.fsencode(Path(report.origin).as_posix()))
    return {"physicalLocation": {"artifactLocation": {"uri": uri}}}


def _location(passage: Passage, report: Checked) -> dict[str, Any]:
    place = _file(report)
    place["message"] = {"text": f"{passage.role}: {passage.words}"}
    if Path(report.origin).suffix.lower() in PLAIN:
        start, end = passage.span.start, passage.span.end
        (line, column), (last, until) = _position(report.text, start), _position(report.text, end)
        place["physicalLocation"]["region"] = {
            "startLine": line,
            "startColumn": column,
            "endLine": last,
            "endColumn": until,
            "charOffset": start,
            "charLength": end - start,
        }
    return place


def _position(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def to_html(reports: Sequence[Checked]) -> str:
    """Write reports as one page that needs nothing else and prints well; every word of an article is escaped."""
    page = Template(PAGE.read_text(encoding="utf-8"))
    return page.substitute(articles="\n".join(_article(r) for r in reports), notice=escape(NOTICE))


def _article(report: Checked) -> str:
    told: dict[str, str] = {}
    rows = (
        f"<tr><th scope=row>{escape(q.name)}</th><td>{q.answer}</td>"
        f"<td>{'<br>'.join(map(escape, _roles(q.passages)))}</td></tr>"
        for q in report.questions
    )
    return "\n".join(
        [
            f"<article><h1>{escape(report.title or report.origin)}</h1>",
            f"<p>{escape(_summary(report))}</p>",
            *(_section(rule, group, told) for rule, group in by_rule(report.findings)),
            f"<h2>The ten review questions</h2><table>{''.join(rows)}</table></article>",
        ]
    )


def _section(rule: Rule, group: Sequence[Finding], told: dict[str, str]) -> str:
    severity = group[0].severity
    items = (f"<li><p>{escape(f.message)}</p>{_list(_once(f, told))}</li>" for f in group)
    heading = f"<h2>{severity} {rule.name}: {escape(rule.label)}</h2>"
    return f'<section class="{severity.lower()}">{heading}{_list(_of_rule(rule))}<ol>{"".join(items)}</ol></section>'


def _list(pairs: Iterable[tuple[str, str]]) -> str:
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(_line(value))}</dd>" for name, value in pairs)
    return f"<dl>{rows}</dl>"


FORMS = {"text": to_text, "json": to_json, "sarif": to_sarif, "html": to_html}
