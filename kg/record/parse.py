"""Located data -> Record: every key, its type and its place; no vocabulary is needed here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar, get_args

from kg.dates import is_iso
from kg.errors import IdentifierError, RecordError
from kg.identifiers import SLUG, check_iri, identifier_iri, source_iri
from kg.model import (
    Article,
    Assessment,
    Basis,
    Concept,
    Dismissal,
    Measurement,
    Place,
    Provenance,
    Record,
    Source,
    Study,
    Voice,
)
from kg.record.claims import Quote, read_claim, span, spans
from kg.record.tree import Faults, Fields, Tree
from kg.vocabulary import MATCHES

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
SCHEMA_CLASS = re.compile(r"[A-Z][A-Za-z]+")
RULE = re.compile(r"[A-Z]\d{2}")
DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
T = TypeVar("T")

DEFINED = ("voices", "sources", "studies", "entities")
"""Keys of a record under which things get names."""


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
    line: int = 0
    """Of the record, in a file that holds one a line."""

    @property
    def origin(self) -> str:
        """Where it stands."""
        return f"{self.path}:{self.line}" if self.line else self.path


def parse_record(tree: Tree, path: str) -> Draft:
    """Read one record.

    :raises RecordError: with file, line, what was found and what is allowed.
    """
    fields = Fields(tree, path, "a record")
    article = _article(Fields(fields.raw("article"), path, "article", fields.line("article")))
    extra_voices: dict[str, Voice] = {}
    claims, lines, quotes, faults = [], [], [], Faults()
    for item, line in fields.items("claims"):
        try:
            claim, found = read_claim(Fields(item, path, "a claim", line), extra_voices)
        except RecordError as error:
            faults.note(error)
            continue
        claims.append(claim)
        lines.append(line)
        quotes.append(found)
    faults.settle()
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
        text=fields.matching("text", DIGEST, "sha256: and 64 hex digits"),
        characters=fields.count("characters"),
        kind=fields.matching("kind", SCHEMA_CLASS, "a schema.org class such as NewsArticle") or "NewsArticle",
        authors=fields.texts("authors"),
        published=_date(fields, "published"),
        modified=_date(fields, "modified"),
        language=fields.matching("language", LANGUAGE, "a language tag such as en") or "en",
        section=fields.text("section"),
        credit=fields.text("credit"),
        licence=_address(fields, "licence"),
        about=fields.texts("about"),
        cites=fields.texts("cites"),
        measures=fields.texts("measures"),
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


def _date(fields: Fields, key: str) -> str:
    """Take a date, a month or a year that the calendar has, or none."""
    value = fields.text(key)
    if value and not is_iso(value):
        raise fields.error(f"{key} {value[:60]!r} must be a date, a month or a year", key)
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
        mappings=tuple(sorted((relation, curie) for relation in MATCHES for curie in _identifiers(own, relation))),
        definition=own.text("definition"),
        shared=own.flag("shared"),
    )
    own.done()
    return entity


def _identifiers(own: Fields, key: str) -> tuple[str, ...]:
    identifiers = own.texts(key)
    for identifier in identifiers:
        try:
            identifier_iri(identifier)
        except IdentifierError as error:
            raise own.error(f"{key}: {error.message}", key, remedy=error.remedy) from error
    return identifiers


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
        publication=own.text("publication"),
        source=own.text("source"),
        possible_source=own.text("possible_source"),
        match_confidence=own.share("match_confidence"),
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
        basis=own.one_of("basis", get_args(Basis), "curated"),
        kind=own.matching("kind", SCHEMA_CLASS, "a schema.org class such as Report"),
        authors=own.texts("authors"),
        journal=own.text("journal"),
        published=_date(own, "published"),
        pmid=own.matching("pmid", re.compile(r"\d{1,8}"), "digits"),
        registration=own.text("registration"),
        design=own.text("design"),
        publication=own.text("publication"),
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
        at = span(name, fields.path, line)
        words = str(item or "").split()
        if not isinstance(item, str) or not 1 <= len(words) <= 2:
            raise RecordError(f"place {name} must be a section and, if known, a digest", path=fields.path, line=line)
        mark = words[1].removeprefix("sha256:") if len(words) == 2 else ""
        if mark and not re.fullmatch(r"[0-9a-f]{64}", mark):
            raise RecordError(f"digest of place {name} must be 64 hex digits", path=fields.path, line=line)
        yield Place(span=at, section=words[0], digest=f"sha256:{mark}" if mark else "")


def _assessment(name: str, item: Tree, fields: Fields, line: int) -> Assessment:
    if isinstance(item, str) and item:
        return Assessment(criterion=name, verdict=item)
    own = Fields(item, fields.path, f"assessment {name}", line)
    result = Assessment(
        criterion=name,
        verdict=own.required("verdict"),
        based_on=tuple(sorted(own.texts("claims"))),
        at=spans(own, "at"),
    )
    own.done()
    return result


def _dismissal(fields: Fields) -> Dismissal:
    fields.required("rule")
    rule = fields.matching("rule", RULE, "a rule such as O13")
    result = Dismissal(rule=rule, reason=fields.required("reason"), claim=fields.text("claim"))
    fields.done()
    return result


def _provenance(fields: Fields) -> Provenance:
    item = fields.raw("provenance")
    if item is None:
        return Provenance()
    own, default = Fields(item, fields.path, "provenance", fields.line("provenance")), Provenance()
    result = Provenance(
        maker=own.matching("maker", SLUG, "lower-case letters, digits and hyphens") or default.maker,
        maker_label=own.text("label", default.maker_label),
        agent_type=own.text("agent", default.agent_type),
        knowledge_level=own.text("knowledge", default.knowledge_level),
        confidence=own.share("confidence") or default.confidence,
        date=_date(own, "date"),
        method=own.text("method"),
        packs=tuple(sorted(own.texts("packs"))),
        extracted=own.texts("extracted"),
    )
    own.done()
    return result
