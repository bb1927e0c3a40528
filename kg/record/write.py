"""Record -> its canonical file form: short, sorted, defaults left out, the same bytes for the same record."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from kg.errors import one_line
from kg.identifiers import slugify
from kg.model import (
    Article,
    Assessment,
    Claim,
    Concept,
    EvidenceLine,
    Provenance,
    Record,
    Source,
    Span,
    Study,
    Voice,
)
from kg.record.claims import shown_says
from kg.vocabulary import Vocabulary

Plain = Mapping[str, Any]
BARE = re.compile(r"[A-Za-z0-9(][A-Za-z0-9 ,.;()/+%'’_\-\u00c0-\u024f\u0370-\u03ff–]*")
AMBIGUOUS = re.compile(r"(?i)(?:true|false|null|yes|no|on|off|~|(?!\d+-\d+$)[-+.0-9][-+.0-9_:exo]*|\d{4}-\d\d-\d\d.*)")

UNSAFE = re.compile("[\x80-\x9f\u2028\u2029\ufeff]")


def to_plain(record: Record, vocabulary: Vocabulary) -> dict[str, Any]:
    """Return the record as maps, lists and strings, what equals its default left out."""
    said = Counter(map(shown_says, record.claims))
    return _without_empty(
        {
            "article": _article(record.article),
            "voices": {v.slug: _voice(v) for v in record.voices},
            "entities": {e.slug: _entity(e) for e in record.entities},
            "studies": {s.slug: _study(s) for s in record.studies},
            "sources": {s.slug: _source(s) for s in record.sources},
            "places": {str(p.span): f"{p.section} {p.digest.removeprefix('sha256:')}".strip() for p in record.places},
            "claims": [_claim(c, said, vocabulary) for c in record.claims],
            "assessments": {a.criterion: _assessment(a) for a in record.assessments},
            "dismissed": [
                _without_empty({"rule": d.rule, "reason": d.reason, "claim": d.claim}) for d in record.dismissed
            ],
            "provenance": _provenance(record.provenance),
        }
    )


def to_json(record: Record, vocabulary: Vocabulary) -> str:
    """Return the record as one JSON line, as corpora hold it."""
    return json.dumps(to_plain(record, vocabulary), ensure_ascii=False, separators=(",", ":"))


def to_yaml(record: Record, vocabulary: Vocabulary) -> str:
    """Return the canonical YAML of a record; a claim about terms of packs is told in words beside its identifiers."""
    lines: list[str] = []
    words = {e.slug: one_line(e.label) for e in record.entities if e.shared}
    for key, value in to_plain(record, vocabulary).items():
        lines.append(f"{key}:")
        if isinstance(value, list):
            for item in value:
                first, *others = _list_item(item)
                lines += [first + _in_words(item.get("says", ""), words), *others]
        elif key in ("article", "provenance", "places"):
            lines += [f"  {k}: {_flow(v)}" for k, v in value.items()]
        else:
            for name, item in value.items():
                lines += _named_item(name, item)
    return "\n".join(lines) + "\n"


def _in_words(says: str, words: Mapping[str, str]) -> str:
    """Return a comment that says ``mesh-d016138 treats mesh-d003866`` in the labels of the terms."""
    parts = re.split(r"([\[\], ]+)", says)
    return "  # " + "".join(words.get(p, p) for p in parts) if any(p in words for p in parts) else ""


def _named_item(name: str, item: Any) -> list[str]:
    if not isinstance(item, dict) or len(_flow(item)) <= 110:
        return [f"  {name}: {_flow(item)}"]
    return [f"  {name}:", *(line for k, v in item.items() for line in _entry(k, v, "    "))]


def _list_item(item: Plain) -> list[str]:
    entries = [line for k, v in item.items() for line in _entry(k, v, "  ")]
    return [f"- {entries[0][2:]}", *entries[1:]]


def _entry(key: str, value: Any, indent: str) -> list[str]:
    if isinstance(value, list) and any(isinstance(x, dict) for x in value):
        return [f"{indent}{key}:", *(f"{indent}- {_flow(x)}" for x in value)]
    return [f"{indent}{key}: {_flow(value)}"]


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {_scalar(v) if isinstance(v, str) else _flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_scalar(v) if isinstance(v, str) else _flow(v) for v in value) + "]"
    return _scalar(value, flow=False) if isinstance(value, str) else _bare(value)


def _bare(value: Any) -> str:
    return "true" if value is True else "false" if value is False else str(value)


def _scalar(value: str, *, flow: bool = True) -> str:
    """Write a string without quotes where that reads back as the same string."""
    if isinstance(value, _Digits):
        return value
    plain = BARE.fullmatch(value) or re.fullmatch(
        r"(?:https?://|sha256:)[A-Za-z0-9./_~%#?=&+\-]+|[A-Za-z]+:[A-Za-z0-9.]+", value
    )
    safe = plain and not value.endswith((" ", ":")) and not (flow and ("," in value))
    return value if safe and (not AMBIGUOUS.fullmatch(value)) else _quoted(value)


def _quoted(value: str) -> str:
    """Write a string in double quotes, escaping what YAML would fold or refuse."""
    return UNSAFE.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(value, ensure_ascii=False))


def _without_empty(values: Plain) -> dict[str, Any]:
    return {k: v for k, v in values.items() if v}


def _differing(values: Plain, defaults: Plain) -> dict[str, Any]:
    return {k: v for k, v in _without_empty(values).items() if defaults.get(k) != v}


class _Digits(str):
    """A decimal, written bare, digit for digit."""

    __slots__ = ()


def _names(values: Iterable[str]) -> Any:
    items = list(values)
    return items[0] if len(items) == 1 else items


def _article(a: Article) -> dict[str, Any]:
    values = {
        "title": a.title,
        "address": a.address,
        "publisher": a.publisher,
        "kind": a.kind,
        "authors": list(a.authors),
        "published": a.published,
        "modified": a.modified,
        "language": a.language,
        "section": a.section,
        "credit": a.credit,
        "licence": a.licence,
        "constructed": a.constructed,
        "about": list(a.about),
        "cites": list(a.cites),
        "measures": list(a.measures),
        "text": a.text,
        "characters": a.characters,
    }
    return _differing(values, {"kind": "NewsArticle", "language": "en"})


def _voice(v: Voice) -> Any:
    if v.identified or v.kind:
        return _without_empty({"label": v.label, "identified": v.identified, "kind": v.kind})
    return v.label


def _entity(e: Concept) -> dict[str, Any]:
    matches: dict[str, Any] = {}
    for relation, curie in e.mappings:
        matches.setdefault(relation, []).append(curie)
    return _without_empty(
        {
            "class": e.cls,
            "label": e.label,
            "kind": e.kind,
            "broader": _names(e.broader),
            "also": list(e.alternatives),
            "developer": e.developer,
            "shared": e.shared,
            "definition": e.definition,
            **matches,
        }
    )


def _study(s: Study) -> dict[str, Any]:
    return _without_empty(
        {
            "label": s.label,
            "level": s.level,
            "design": s.design,
            "of": list(s.of),
            "sample_size": s.sample_size,
            "population": s.population,
            "country": s.country,
            "stage": s.stage,
            "registration": s.registration,
            "publication": s.publication,
            "source": s.source,
            "possible_source": s.possible_source,
            "match_confidence": _Digits(s.match_confidence),
            "match_reason": s.match_reason,
            "measurements": [
                _without_empty(
                    {"outcome": m.outcome, "value": m.value, "unit": m.unit, "time": m.time, "group": m.group}
                )
                for m in s.measurements
            ],
        }
    )


def _source(s: Source) -> dict[str, Any]:
    values = {
        "address": s.iri,
        "title": s.title,
        "authors": list(s.authors),
        "journal": s.journal,
        "published": s.published,
        "pmid": s.pmid,
        "registration": s.registration,
        "kind": s.kind,
        "design": s.design,
        "publication": s.publication,
        "basis": s.basis,
        "status": s.status,
        "notice": s.notice,
        "discusses": _names(s.discusses),
        "cites": _names(s.cites),
        "funding": s.funding,
    }
    return _differing(values, {"basis": "curated"})


def _claim(c: Claim, said: Mapping[str, int], vocabulary: Vocabulary) -> dict[str, Any]:
    values = {
        "says": shown_says(c),
        "name": c.name,
        "at": _names(str(s) for s in c.at),
        "kind": c.kind,
        "strength": c.strength,
        "modality": c.modality,
        "stance": c.stance,
        "scope": c.scope,
        "stage": c.stage,
        "voice": _names(c.voices),
        "cue": c.cue,
        "paraphrase": c.paraphrase,
        "evidence": _lines(c, "stated"),
        "added": _lines(c, "curated"),
        "study": c.study,
        "qualifies": _names(c.qualifies),
        "supports": _names(c.supports),
        "contradicts": _names(c.contradicts),
        "certainty": _Digits(c.certainty),
        "confidence": _Digits(c.confidence),
        "agent": c.agent_type,
        "knowledge": c.knowledge_level,
        "subject_at": _at(c.subject_at),
        "predicate_at": _at(c.predicate_at),
        "object_at": _at(c.object_at),
    }
    return _differing(values, _claim_defaults(c, said, vocabulary))


def _at(span: Span | None) -> str:
    return str(span) if span else ""


def _claim_defaults(c: Claim, said: Mapping[str, int], vocabulary: Vocabulary) -> dict[str, Any]:
    predicate = vocabulary.predicates[c.predicate]
    says = shown_says(c)
    usual = vocabulary.member("modality", c.modality).first("usualStrength").rpartition("/")[2]
    strength = usual if predicate.asserts_effect and not c.negated and usual else "no-effect-claimed"
    judged = predicate.asserts_effect and not c.negated and vocabulary.rank("claim-strength", c.strength) >= 2
    return {
        "name": slugify(says) if said[says] == 1 else "",
        "kind": predicate.usual_kind or "efficacy",
        "strength": strength,
        "modality": "asserted",
        "stance": "cautions" if c.predicate == "hasLimitation" else "endorses",
        "scope": "population" if judged else "",
        "voice": "article",
        "evidence": "unstated",
    }


def _lines(c: Claim, basis: str) -> Any:
    lines = [_evidence(e) for e in c.evidence if e.basis == basis]
    return lines[0] if len(lines) == 1 else lines


def _evidence(e: EvidenceLine) -> Any:
    if e == EvidenceLine(level=e.level, basis=e.basis):
        return e.level
    values = {
        "level": e.level,
        "design": e.design,
        "n": e.sample_size,
        "direction": e.direction,
        "item": e.item,
        "subjects": e.subjects,
        "grade": e.grade,
        "at": _names(str(s) for s in e.at),
    }
    return _differing(values, {"direction": "supports"})


def _assessment(a: Assessment) -> Any:
    if not a.based_on and not a.at:
        return a.verdict
    return _without_empty({"verdict": a.verdict, "claims": list(a.based_on), "at": [str(s) for s in a.at]})


def _provenance(p: Provenance) -> dict[str, Any]:
    default = Provenance()
    values = {
        "maker": p.maker,
        "label": p.maker_label,
        "agent": p.agent_type,
        "knowledge": p.knowledge_level,
        "confidence": _Digits(p.confidence),
        "date": p.date,
        "method": p.method,
        "packs": list(p.packs),
        "extracted": list(p.extracted),
    }
    defaults = {
        "maker": default.maker,
        "label": default.maker_label,
        "agent": default.agent_type,
        "knowledge": default.knowledge_level,
        "confidence": _Digits(default.confidence),
    }
    return _differing(values, defaults)
