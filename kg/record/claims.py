"""Located data -> one claim: what it says, where, in which words, on what evidence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import get_args

from kg.errors import RecordError
from kg.identifiers import SLUG, slugify
from kg.model import UNSTATED, Basis, Claim, Direction, EvidenceLine, Span, Voice
from kg.record.tree import DECIMAL, Fields, Map, Seq, Tree

SAYS = re.compile(r"(?P<s>\S+) (?P<not>not )?(?P<p>\S+) (?P<o>\S+?)(?: \[in (?P<ctx>[^\]]+)\])?")
SPAN = re.compile(r"(\d{1,12})-(\d{1,12})")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words to be found in the text: the ``nth`` time they occur, or the only time."""

    words: str
    nth: int | None
    line: int


def span(text: str, path: str, line: int) -> Span:
    """Read ``start-end``."""
    found = SPAN.fullmatch(text.strip())
    if not found or int(found[1]) >= int(found[2]):
        raise RecordError(
            f"place {text[:40]!r} must be start-end, start below end",
            path=path,
            line=line,
            remedy="write 0-51, or {quote: the words, nth: 1}",
        )
    return Span(int(found[1]), int(found[2]))


def spans(fields: Fields, key: str) -> tuple[Span, ...]:
    """Take one place or a list of places, sorted."""
    found = []
    for item, line in fields.items(key):
        if not isinstance(item, str):
            raise fields.error(f"{key} must be start-end, or a list of them", key)
        found.append(span(item, fields.path, line))
    return tuple(sorted(set(found)))


def _at(fields: Fields) -> tuple[tuple[Span, ...], tuple[Quote, ...]]:
    places, quotes = [], []
    for item, line in fields.items("at"):
        if isinstance(item, Map):
            own = Fields(item, fields.path, "a quote", line)
            quotes.append(Quote(own.required("quote"), own.count("nth"), line))
            own.done()
        else:
            places.append(span(item if isinstance(item, str) else "", fields.path, line))
    if not places and not quotes:
        raise fields.error("a claim has no place", "at", remedy="add at: start-end, or at: {quote: the words}")
    return tuple(sorted(set(places))), tuple(quotes)


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


def shown_says(claim: Claim) -> str:
    """Return the ``says`` of a claim as records write it."""
    words = [claim.subject, *(["not"] if claim.negated else []), claim.predicate, claim.object]
    return " ".join(words) + (f" [in {', '.join(claim.context)}]" if claim.context else "")


def _voice_names(fields: Fields, extra: dict[str, Voice]) -> tuple[str, ...]:
    names = []
    for name in fields.texts("voice") or ("article",):
        slug = name if SLUG.fullmatch(name) else slugify(name)
        if slug != name:
            extra.setdefault(slug, Voice(slug=slug, label=name))
        names.append(slug)
    return tuple(sorted(set(names)))


def read_claim(fields: Fields, extra: dict[str, Voice]) -> tuple[Claim, tuple[Quote, ...]]:
    """Read a claim, and the quotes that are yet to be found; voices that only it names are added to ``extra``."""
    says = _says(fields)
    places, quotes = _at(fields)
    claim = Claim(
        subject=says["s"],
        predicate=says["p"],
        object=says["o"],
        negated=bool(says["not"]),
        context=tuple(sorted({c.strip() for c in says["ctx"].split(",") if c.strip()})),
        at=places,
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
        confidence=fields.share("confidence"),
        agent_type=fields.text("agent"),
        knowledge_level=fields.text("knowledge"),
        certainty=fields.matching("certainty", DECIMAL, "a decimal from 1 to 6"),
        subject_at=_optional_span(fields, "subject_at"),
        predicate_at=_optional_span(fields, "predicate_at"),
        object_at=_optional_span(fields, "object_at"),
    )
    fields.done()
    return claim, quotes


def _optional_span(fields: Fields, key: str) -> Span | None:
    text = fields.text(key)
    return span(text, fields.path, fields.line(key)) if text else None


def _evidence(fields: Fields) -> tuple[EvidenceLine, ...]:
    stated = [_line(item, "stated", fields, at) for item, at in fields.items("evidence")] or [UNSTATED]
    added = [_line(item, "curated", fields, at) for item, at in fields.items("added")]
    return tuple(sorted(set(stated + added), key=evidence_order))


def evidence_order(line: EvidenceLine) -> tuple[object, ...]:
    """Order evidence lines: stated before added, then by level, item and direction; the rest only breaks ties."""
    size = -1 if line.sample_size is None else line.sample_size
    ties = line.design, size, line.subjects, line.grade, line.at
    return line.basis != "stated", line.level, line.item, line.direction, *ties


def _line(item: Tree, basis: Basis, fields: Fields, line: int) -> EvidenceLine:
    if isinstance(item, str):
        return EvidenceLine(level=item or "unstated", basis=basis)
    if isinstance(item, Seq) or item is None:
        raise RecordError("an evidence line must be a level or a map", path=fields.path, line=line)
    own = Fields(item, fields.path, "an evidence line", line)
    result = EvidenceLine(
        level=own.text("level", "unstated"),
        design=own.text("design"),
        direction=own.one_of("direction", get_args(Direction), "supports"),
        basis=basis,
        item=own.text("item"),
        sample_size=own.count("n"),
        subjects=own.text("subjects"),
        grade=own.text("grade"),
        at=spans(own, "at"),
    )
    own.done()
    return result
