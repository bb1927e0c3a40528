"""Located data -> Record: every key, its type and its place; no vocabulary is needed here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar, get_args

from kg.errors import IdentifierError, RecordError
from kg.identifiers import SLUG, check_iri, slugify, source_iri
from kg.model import (
    UNSTATED,
    Article,
    Assessment,
    Basis,
    Claim,
    Concept,
    Direction,
    Dismissal,
    EvidenceLine,
    Measurement,
    Place,
    Provenance,
    Record,
    Source,
    Span,
    Study,
    Voice,
)
from kg.record.tree import Fields, Map, Seq, Tree

SAYS = re.compile(r"(?P<s>\S+) (?P<not>not )?(?P<p>\S+) (?P<o>\S+?)(?: \[in (?P<ctx>[^\]]+)\])?")
SPAN = re.compile(r"(\d{1,12})-(\d{1,12})")
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
DECIMAL = re.compile(r"[0-9]+(\.[0-9]+)?")
DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
T = TypeVar("T")
Choice = TypeVar("Choice", bound=str)

DEFINED = ("voices", "sources", "studies", "entities")
"""Keys of a record under which things get names."""
MATCHES = ("exact", "close", "broad", "narrow", "related")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words to be found in the text: the ``nth`` time they occur, or the only time."""

    words: str
    nth: int | None
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A record as written: claims in order, with the line and the quotes of each, not yet resolved."""

    record: Record
    path: str
    lines: tuple[int, ...]
    """Of each claim."""
    named: dict[str, int] = field(default_factory=dict)
    """Lines of entities, studies, sources and voices by name."""
    quotes: tuple[tuple[Quote, ...], ...]


def parse_record(tree: Tree, path: str) -> Draft:
    """Read one record.

    :raises RecordError: with file, line, what was found and what is allowed.
    """
    fields = Fields(tree, path, "a record")
    article = _article(Fields(fields.raw("article"), path, "article", fields.line("article")))
    extra_voices: dict[str, Voice] = {}
    claims, lines, quotes = [], [], []
    for item, line in fields.items("claims"):
        claim, found = _claim(Fields(item, path, "a claim", line), extra_voices)
        claims.append(claim)
        lines.append(line)
        quotes.append(found)
    voices = tuple(_each(fields, "voices", _voice))
    named = {v.slug for v in voices}
    record = Record(
        article=article,
        claims=tuple(claims),
        voices=voices + tuple(v for slug, v in extra_voices.items() if slug not in named),
        entities=tuple(_each(fields, "entities", _entity)),
        studies=tuple(_each(fields, "studies", _study)),
        sources=tuple(_each(fields, "sources", _source)),
        places=tuple(_places(fields)),
        assessments=tuple(_each(fields, "assessments", _assessment)),
        dismissed=tuple(
            _dismissal(Fields(item, path, "a dismissal", line)) for item, line in fields.items("dismissed")
        ),
        provenance=_provenance(fields),
    )
    fields.done()
    defined = {name: line for key in DEFINED for name, _, line in fields.named(key)}
    return Draft(record=record, path=path, lines=tuple(lines), named=defined, quotes=tuple(quotes))


def _each(fields: Fields, key: str, read: Callable[[str, Tree, Fields, int], T]) -> Iterable[T]:
    for name, item, line in fields.named(key):
        if not SLUG.fullmatch(name) or len(name) > 80:
            raise fields.error(f"name {name[:40]!r} in {key} must be lower-case letters, digits and hyphens", key)
        yield read(name, item, fields, line)


def _article(fields: Fields) -> Article:
    article = Article(
        title=fields.required("title"),
        address=_address(fields, "address"),
        publisher=fields.text("publisher"),
        text=_matching(fields, "text", DIGEST, "sha256: and 64 hex digits"),
        characters=fields.count("characters"),
        kind=_matching(fields, "kind", re.compile(r"[A-Z][A-Za-z]+"), "a schema.org class such as NewsArticle")
        or "NewsArticle",
        authors=fields.texts("authors"),
        published=_matching(fields, "published", DATE, "a date, a month or a year"),
        modified=_matching(fields, "modified", DATE, "a date, a month or a year"),
        language=_matching(
            fields, "language", re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"), "a language tag such as en"
        )
        or "en",
        section=fields.text("section"),
        credit=fields.text("credit"),
        licence=_address(fields, "licence"),
        about=fields.texts("about"),
        cites=fields.texts("cites"),
        constructed=fields.flag("constructed"),
    )
    fields.done()
    if not article.address and not article.text:
        raise fields.error("article has neither address nor text", remedy="add address: or text: sha256:...")
    return article


def _address(fields: Fields, key: str) -> str:
    value = fields.text(key)
    try:
        return check_iri(value) if value else ""
    except IdentifierError as error:
        raise fields.error(f"{key}: {error.message}", key) from error


def _matching(fields: Fields, key: str, pattern: re.Pattern[str], form: str) -> str:
    value = fields.text(key)
    if value and not pattern.fullmatch(value):
        raise fields.error(f"{key} {value[:60]!r} must be {form}", key)
    return value


def _one_of(fields: Fields, key: str, allowed: tuple[Choice, ...], default: Choice) -> Choice:
    value = fields.text(key, default)
    if value not in allowed:
        raise fields.error(f"{key} {value[:40]!r} is none of {', '.join(allowed)}", key)
    return value


def _voice(name: str, item: Tree, fields: Fields, line: int) -> Voice:
    if isinstance(item, str):
        return Voice(slug=name, label=item)
    own = Fields(item, fields.path, f"voice {name}", line)
    voice = Voice(slug=name, label=own.required("label"), identified=own.flag("identified"), kind=own.text("kind"))
    own.done()
    return voice


def _entity(name: str, item: Tree, fields: Fields, line: int) -> Concept:
    own = Fields(item, fields.path, f"entity {name}", line)
    entity = Concept(
        slug=name,
        cls=own.required("class"),
        label=own.required("label"),
        kind=own.text("kind"),
        broader=own.texts("broader"),
        alternatives=tuple(sorted(set(own.texts("also")))),
        developer=own.text("developer"),
        mappings=tuple(sorted((relation, curie) for relation in MATCHES for curie in own.texts(relation))),
        definition=own.text("definition"),
        shared=own.flag("shared"),
    )
    own.done()
    return entity


def _study(name: str, item: Tree, fields: Fields, line: int) -> Study:
    own = Fields(item, fields.path, f"study {name}", line)
    study = Study(
        slug=name,
        label=own.required("label"),
        level=own.text("level"),
        design=own.text("design"),
        of=own.texts("of"),
        sample_size=own.count("sample_size"),
        population=own.text("population"),
        country=own.text("country"),
        stage=own.text("stage"),
        registration=own.text("registration"),
        source=own.text("source"),
        possible_source=own.text("possible_source"),
        match_confidence=_share(own, "match_confidence"),
        match_reason=own.text("match_reason"),
        measurements=tuple(
            _measurement(Fields(m, fields.path, "a measurement", at)) for m, at in own.items("measurements")
        ),
    )
    own.done()
    return study


def _measurement(own: Fields) -> Measurement:
    measurement = Measurement(
        outcome=own.required("outcome"),
        value=own.required("value"),
        unit=own.text("unit"),
        time=own.text("time"),
        group=own.text("group"),
    )
    own.done()
    return measurement


def _share(fields: Fields, key: str) -> str:
    value = _matching(fields, key, DECIMAL, "a decimal from 0 to 1")
    if value and float(value) > 1:
        raise fields.error(f"{key} {value} must be from 0 to 1", key)
    return value


def _source(name: str, item: Tree, fields: Fields, line: int) -> Source:
    own = Fields(item, fields.path, f"source {name}", line)
    try:
        iri = source_iri(own.required("address"))
    except IdentifierError as error:
        raise own.error(
            f"address: {error.message}", "address", remedy="give a DOI, pmid:123 or a web address"
        ) from error
    source = Source(
        slug=name,
        iri=iri,
        title=own.required("title"),
        basis=_one_of(own, "basis", get_args(Basis), "curated"),
        kind=own.text("kind"),
        authors=own.texts("authors"),
        journal=own.text("journal"),
        published=_matching(own, "published", DATE, "a date, a month or a year"),
        pmid=_matching(own, "pmid", re.compile(r"\d{1,8}"), "digits"),
        registration=own.text("registration"),
        design=own.text("design"),
        status=own.text("status"),
        notice=own.text("notice").removeprefix("https://doi.org/"),
        discusses=own.texts("discusses"),
        cites=own.texts("cites"),
        funding=own.text("funding"),
    )
    own.done()
    return source


def _places(fields: Fields) -> Iterable[Place]:
    for name, item, line in fields.named("places"):
        span = _span(name, fields.path, line)
        words = str(item or "").split()
        if not isinstance(item, str) or not 1 <= len(words) <= 2:
            raise RecordError(f"place {name} must be a section and, if known, a digest", path=fields.path, line=line)
        mark = words[1].removeprefix("sha256:") if len(words) == 2 else ""
        if mark and not re.fullmatch(r"[0-9a-f]{64}", mark):
            raise RecordError(f"digest of place {name} must be 64 hex digits", path=fields.path, line=line)
        yield Place(span=span, section=words[0], digest=f"sha256:{mark}" if mark else "")


def _span(text: str, path: str, line: int) -> Span:
    found = SPAN.fullmatch(text.strip())
    if not found or int(found[1]) >= int(found[2]):
        raise RecordError(
            f"place {text[:40]!r} must be start-end, start below end",
            path=path,
            line=line,
            remedy="write 0-51, or {quote: the words, nth: 1}",
        )
    return Span(int(found[1]), int(found[2]))


def _spans(fields: Fields, key: str) -> tuple[Span, ...]:
    spans = []
    for item, line in fields.items(key):
        if not isinstance(item, str):
            raise fields.error(f"{key} must be start-end, or a list of them", key)
        spans.append(_span(item, fields.path, line))
    return tuple(sorted(set(spans)))


def _at(fields: Fields) -> tuple[tuple[Span, ...], tuple[Quote, ...]]:
    spans, quotes = [], []
    for item, line in fields.items("at"):
        if isinstance(item, Map):
            own = Fields(item, fields.path, "a quote", line)
            quotes.append(Quote(own.required("quote"), own.count("nth"), line))
            own.done()
        else:
            spans.append(_span(item if isinstance(item, str) else "", fields.path, line))
    if not spans and not quotes:
        raise fields.error("a claim has no place", "at", remedy="add at: start-end, or at: {quote: the words}")
    return tuple(sorted(set(spans))), tuple(quotes)


def _says(fields: Fields) -> dict[str, str]:
    text = " ".join(fields.required("says").split())
    found = SAYS.fullmatch(text)
    if not found:
        raise fields.error(
            f"says {text[:80]!r} must read: subject predicate object",
            "says",
            remedy="for example: stem-cell-therapy not reverses type-2-diabetes [in china]",
        )
    return {k: v or "" for k, v in found.groupdict().items()}


def _voice_names(fields: Fields, extra: dict[str, Voice]) -> tuple[str, ...]:
    names = []
    for name in fields.texts("voice") or ("article",):
        slug = name if SLUG.fullmatch(name) else slugify(name)
        if slug != name:
            extra.setdefault(slug, Voice(slug=slug, label=name))
        names.append(slug)
    return tuple(sorted(set(names)))


def _claim(fields: Fields, extra: dict[str, Voice]) -> tuple[Claim, tuple[Quote, ...]]:
    says = _says(fields)
    spans, quotes = _at(fields)
    claim = Claim(
        subject=says["s"],
        predicate=says["p"],
        object=says["o"],
        negated=bool(says["not"]),
        context=tuple(sorted({c.strip() for c in says["ctx"].split(",") if c.strip()})),
        at=spans,
        name=fields.text("name"),
        kind=fields.text("kind"),
        strength=fields.text("strength"),
        modality=fields.text("modality", "asserted"),
        stance=fields.text("stance") or ("cautions" if says["p"] == "hasLimitation" else "endorses"),
        scope=fields.text("scope"),
        stage=fields.text("stage"),
        voices=_voice_names(fields, extra),
        cue=fields.text("cue"),
        paraphrase=fields.text("paraphrase"),
        evidence=_evidence(fields),
        study=fields.text("study"),
        qualifies=tuple(sorted(set(fields.texts("qualifies")))),
        supports=tuple(sorted(set(fields.texts("supports")))),
        contradicts=tuple(sorted(set(fields.texts("contradicts")))),
        confidence=_share(fields, "confidence"),
        agent_type=fields.text("agent"),
        knowledge_level=fields.text("knowledge"),
        certainty=_matching(fields, "certainty", DECIMAL, "a decimal from 1 to 6"),
        subject_at=_optional_span(fields, "subject_at"),
        predicate_at=_optional_span(fields, "predicate_at"),
        object_at=_optional_span(fields, "object_at"),
    )
    fields.done()
    return claim, quotes


def _optional_span(fields: Fields, key: str) -> Span | None:
    text = fields.text(key)
    return _span(text, fields.path, fields.line(key)) if text else None


def _evidence(fields: Fields) -> tuple[EvidenceLine, ...]:
    stated = [_line(item, "stated", fields, at) for item, at in fields.items("evidence")] or [UNSTATED]
    added = [_line(item, "curated", fields, at) for item, at in fields.items("added")]
    return tuple(sorted(set(stated + added), key=evidence_order))


def evidence_order(line: EvidenceLine) -> tuple[bool, str, str, str]:
    """Order evidence lines: stated before added, then by level, item and direction."""
    return line.basis != "stated", line.level, line.item, line.direction


def _line(item: Tree, basis: Basis, fields: Fields, line: int) -> EvidenceLine:
    if isinstance(item, str):
        return EvidenceLine(level=item, basis=basis)
    if isinstance(item, Seq) or item is None:
        raise RecordError("an evidence line must be a level or a map", path=fields.path, line=line)
    own = Fields(item, fields.path, "an evidence line", line)
    result = EvidenceLine(
        level=own.text("level", "unstated"),
        design=own.text("design"),
        direction=_one_of(own, "direction", get_args(Direction), "supports"),
        basis=basis,
        item=own.text("item"),
        sample_size=own.count("n"),
        subjects=own.text("subjects"),
        grade=own.text("grade"),
        at=_spans(own, "at"),
    )
    own.done()
    return result


def _assessment(name: str, item: Tree, fields: Fields, line: int) -> Assessment:
    if isinstance(item, str):
        return Assessment(criterion=name, verdict=item)
    own = Fields(item, fields.path, f"assessment {name}", line)
    result = Assessment(
        criterion=name,
        verdict=own.required("verdict"),
        based_on=tuple(sorted(own.texts("claims"))),
        at=_spans(own, "at"),
    )
    own.done()
    return result


def _dismissal(fields: Fields) -> Dismissal:
    result = Dismissal(rule=fields.required("rule"), reason=fields.required("reason"), claim=fields.text("claim"))
    fields.done()
    return result


def _provenance(fields: Fields) -> Provenance:
    item = fields.raw("provenance")
    if item is None:
        return Provenance()
    own, default = Fields(item, fields.path, "provenance", fields.line("provenance")), Provenance()
    result = Provenance(
        maker=own.text("maker", default.maker),
        maker_label=own.text("label", default.maker_label),
        agent_type=own.text("agent", default.agent_type),
        knowledge_level=own.text("knowledge", default.knowledge_level),
        confidence=_share(own, "confidence") or default.confidence,
        date=_matching(own, "date", DATE, "a date, a month or a year"),
        method=own.text("method"),
        packs=tuple(sorted(own.texts("packs"))),
    )
    own.done()
    return result
