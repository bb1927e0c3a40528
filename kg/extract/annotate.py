"""``kg annotate``: a line of JSON in, a line of JSON out, in order; a bad line is an error line, never an end."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from kg.errors import InputError, KgError
from kg.extract.cues import Cues, load_cues
from kg.extract.pipeline import extract
from kg.extract.reading import STUDY
from kg.extract.result import Extraction
from kg.identifiers import article_id, compress, concept_iri, scheme_iri
from kg.model import Claim, Mention, Sentence, Span
from kg.namespaces import BASE
from kg.read import read_article
from kg.terms import Matcher, load_matcher
from kg.terms.abbreviations import Definition, find_definitions, written_out
from kg.vocabulary import load

MAX_LINE = 20_000_000
Row = dict[str, Any]
_ABBREVIATION = re.compile(r"[A-Z]{2}")


class Named(NamedTuple):
    """Where a text names a concept, in order, and the longest of the names."""

    places: list[Span]
    longest: str


class Names(NamedTuple):
    """What a text calls each concept, and the short forms it defines."""

    of: Mapping[str, Named]
    short: list[Definition]


NOWHERE = Named([], "")
_TEXTUAL = ("title", "url", "format")
_REMEDY = 'write {"id": ..., "text": ...} a line'


def annotate(
    lines: Iterable[str | bytes], *, matcher: Matcher | None = None, cues: Cues | None = None
) -> Iterator[Row]:
    """Walk annotations, one a line that is not blank: what ``kg extract`` reads, as plain data.

    Of a passage of a few sentences it also tells what is too unsure for a record; see the confidence of each claim.
    A line that cannot be read gives ``{"id", "error"}``; ``id`` is null where the line shows none.

    :param matcher: names to look for; those of everything installed if left out.
    """
    matcher, cues = matcher or load_matcher(), cues or load_cues()
    for line in lines:
        if line.strip():
            yield _annotated(line, matcher, cues)


def _annotated(line: str | bytes, matcher: Matcher, cues: Cues) -> Row:
    row: Mapping[str, Any] = {}
    try:
        row = parse_line(line)
        _check(row)
        kind = row.get("format") or "text"
        article = read_article(row["text"], format=kind, title=row.get("title") or "", address=row.get("url") or "")
        found = to_row(extract(article, matcher=matcher, cues=cues, guesses=True))
    except KgError as error:
        return {"id": row.get("id"), "error": str(error)}
    return {"id": row.get("id"), **found} | ({} if article.text == row["text"] else {"text": article.text})


def parse_line(line: str | bytes) -> Mapping[str, Any]:
    """Return a line of the input as a mapping.

    :raises InputError: saying why it is none.
    """
    if len(line) > MAX_LINE:
        raise InputError(f"a line of {len(line)} characters is too long", remedy=f"keep below {MAX_LINE}")
    try:
        row = json.loads(line.decode("utf-8-sig") if isinstance(line, bytes) else line)
    except UnicodeDecodeError as error:
        raise InputError(f"is not UTF-8: byte {error.start}", remedy="save the file as UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"is no JSON: {str(error)[:80]}", remedy=_REMEDY) from error
    if not isinstance(row, dict):
        raise InputError("holds no text", remedy=_REMEDY)
    return row


def _check(row: Mapping[str, Any]) -> None:
    if not isinstance(row.get("text"), str):
        raise InputError("holds no text", remedy=_REMEDY)
    wrong = next((key for key in _TEXTUAL if not isinstance(row.get(key) or "", str)), None)
    if wrong:
        raise InputError(f"{wrong} is no text", remedy="leave it out, or put it in quotes")


def to_row(found: Extraction) -> Row:
    """Return an extraction as ``kg annotate`` writes it, without the id."""
    titles = [b.span for b in found.article.blocks if b.section == "headline"]
    named = _names(found.mentions, found.article.text)
    headline = found.headline
    return {
        "title": _place(titles[0]) if titles else None,
        "evidence": {
            "level": found.evidence.level,
            "basis": [[s.start, s.end] for s in found.evidence.at],
            "sample_size": found.evidence.sample_size,
            "subjects": found.evidence.subjects or "none",
        },
        "headline": headline
        and {"strength": headline.strength, "group": headline.group, "overclaim": headline.overclaim},
        "sentences": [_sentence(s) for s in found.sentences],
        "mentions": [_mention(m) for m in found.mentions],
        "claims": [_claim(c, found, named) for c in found.claims],
        "cautions": [{"kind": c.kind, **_place(c.span)} for c in found.cautions],
        "criteria": {c.criterion: c.verdict for c in found.criteria},
        "sources": [{"label": s.label, "kind": s.kind, **_place(s.span)} for s in found.sources],
    }


def _place(span: Span) -> Row:
    return {"start": span.start, "end": span.end}


def _sentence(s: Sentence) -> Row:
    return {
        **_place(s.span),
        "section": s.section,
        "strength": s.strength,
        "group": s.group,
        "hedged": s.hedged,
        "negated": s.negated,
        "certainty": round(s.certainty, 2),
    }


def _mention(m: Mention) -> Row:
    return {
        **_place(m.span),
        "type": m.cls,
        "concept": compress(concept_iri(m.concept)),
        "ids": list(m.ids),
        "label": m.label,
        "negated": m.negated,
    }


def _names(mentions: Iterable[Mention], text: str) -> Names:
    """Return what each concept is called, so that no claim has to walk every mention."""
    places: dict[str, list[Span]] = {}
    for m in mentions:
        places.setdefault(m.concept, []).append(m.span)
    of = {slug: Named(spans, max((s.of(text) for s in spans), key=len)) for slug, spans in places.items()}
    return Names(of, find_definitions(text))


def _claim(c: Claim, found: Extraction, named: Names) -> Row:
    span = Span(min(s.start for s in c.at), c.at[0].end)
    return {
        "subject": _thing(c.subject, c.subject_at, found, named),
        "predicate": c.predicate,
        "object": _thing(c.object, c.object_at, found, named),
        "strength": c.strength,
        "negated": c.negated,
        "modality": c.modality,
        "scope": c.scope,
        "voice": c.voices[0],
        "evidence": c.evidence[0].level,
        **_place(span),
        "confidence": float(c.confidence),
        "context": [_thing(slug, None, found, named) for slug in c.context],
    }


def _thing(slug: str, at: Span | None, found: Extraction, named: Names) -> Row:
    """Return one side of a claim, called as the text calls it; a study and a limit have a name of ours."""
    concept = found.entities.get(slug)
    if concept is not None:
        label = _called(named.of.get(slug, NOWHERE), at, found.article.text)
        label = written_out(label, named.short) or concept.label
        iri = concept_iri(slug) if concept.shared else f"{BASE}article/{_article(found)}/entity/{slug}"
    elif slug == STUDY:
        label, iri = found.studies[0].label, f"{BASE}article/{_article(found)}/study/{slug}"
    else:
        label, iri = load().member("limitation", slug).label, scheme_iri("limitation", slug)
    return {"label": label, "concept": compress(iri)} | (_place(at) if at else {})


def _called(named: Named, at: Span | None, text: str) -> str:
    """Return the words of the text for a thing: those at a place, else its first name; for short forms the longest."""
    places, longest = named
    if not places:
        return ""
    where = bisect_left(places, at) if at else 0
    words = (at if at and places[where : where + 1] == [at] else places[0]).of(text)
    return longest if _ABBREVIATION.search(words) else words


def _article(found: Extraction) -> str:
    return article_id(found.article.metadata.address, found.article.digest)
