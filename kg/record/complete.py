"""A record as written -> a record that says everything: defaults, quotes and names resolved."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches
from itertools import count
from operator import attrgetter
from typing import Any, TypeVar

from kg.errors import RecordError, VocabularyError
from kg.identifiers import digest, doi_of, slugify
from kg.model import (
    Article,
    ArticleText,
    Assessment,
    Claim,
    Concept,
    Dismissal,
    EvidenceLine,
    Place,
    Record,
    Source,
    Span,
    Study,
)
from kg.record.agency import credited
from kg.record.claims import Quote, evidence_order, shown_says
from kg.record.parse import Draft
from kg.record.tree import Faults
from kg.vocabulary import Predicate, Vocabulary

Named = TypeVar("Named", Assessment, Claim, Concept)


def complete(draft: Draft, vocabulary: Vocabulary, text: ArticleText | None = None) -> Record:
    """Fill in every default, find every quote and check every name.

    :param text: the exact text of the article where it is held; quotes need it.
    :returns: the record in canonical order, equal for equal content.
    :raises RecordError: with file and line, for a name nothing bears, a quote that is not there once, a place
        beyond the text or one whose words do not match their digest.
    """
    return _Completion(draft, vocabulary, text).record()


def lines_of(draft: Draft, vocabulary: Vocabulary, text: ArticleText | None = None) -> dict[str, int]:
    """Return the lines of a draft that can be completed: of its claims and of what else it names, by name."""
    claims = _Completion(draft, vocabulary, text).named()
    return draft.named | {claim.name: line for claim, line in zip(claims, draft.lines, strict=True)}


class _Completion:
    """One record on its way; a step may raise with the line it is at, what is wrong with claims is told together."""

    def __init__(self, draft: Draft, vocabulary: Vocabulary, text: ArticleText | None) -> None:
        self.draft = draft
        self.vocabulary = vocabulary
        self.text = text
        self.given = draft.record
        self.local = {e.slug: e.cls for e in self.given.entities}
        self.studies = {s.slug for s in self.given.studies}
        self.sources = {s.slug for s in self.given.sources}
        self.items = self.sources | self.studies
        self.voices = {v.slug for v in self.given.voices} | {"article"}
        self.sections = {p.span: p for p in self.given.places}
        self.claim_names: set[str] = set()
        self.saying: dict[str, list[str]] = defaultdict(list)
        """Names of claims by their ``says``."""
        self.faults = Faults()
        self.starts = [b.span.start for b in text.blocks] if text else []
        stated = zip(self.given.claims, draft.lines, strict=True)
        self.lines = {span: line for claim, line in reversed(list(stated)) for span in claim.at}

    def record(self) -> Record:
        self._check_text()
        for entity in self.given.entities:
            self._check_entity(entity, self.draft.named.get(entity.slug))
        for voice in self.given.voices:
            self._member("voice-kind", voice.kind, self.draft.named.get(voice.slug))
        filled = self._each(self._filled, self.named())
        for claim in filled:
            self.claim_names.add(claim.name)
            self.saying[shown_says(claim)].append(claim.name)
        linked = self._each(self._linked, filled)
        self.faults.settle()
        claims = tuple(sorted(linked, key=lambda c: (c.at[0], c.at, c.name)))
        done = replace(
            self.given,
            article=self._article(),
            claims=claims,
            places=self._places(claims),
            voices=tuple(sorted(self.given.voices, key=lambda v: v.slug)),
            entities=tuple(sorted((self._entity(e) for e in self.given.entities), key=lambda e: e.slug)),
            studies=tuple(sorted((self._study(s) for s in self.given.studies), key=lambda s: s.slug)),
            sources=tuple(sorted((self._source(s) for s in self.given.sources), key=lambda s: s.slug)),
            assessments=self._assessments(),
            dismissed=tuple(
                sorted((self._dismissal(d) for d in self.given.dismissed), key=lambda d: (d.rule, d.claim))
            ),
        )
        return credited(done, self.vocabulary)

    def named(self) -> list[Claim]:
        """Return the claims as written, each with its places and its name."""
        quotes = iter(self.draft.quotes)
        return self._named(self._each(lambda claim, _: self._placed(claim, next(quotes)), self.given.claims))

    def _placed(self, claim: Claim, quotes: Iterable[Quote]) -> Claim:
        return _with(claim, at=tuple(sorted({*claim.at, *(self._find(q) for q in quotes)})))

    def _each(self, step: Callable[[Claim, int], Claim], claims: Iterable[Claim]) -> list[Claim]:
        """Take each claim a step on; what is wrong with one is kept for the end, and the others go on."""
        result = []
        for claim, line in zip(claims, self.draft.lines, strict=True):
            try:
                result.append(step(claim, line))
            except RecordError as fault:
                self.faults.note(fault)
                result.append(claim)
        return result

    def _error(self, message: str, line: int | None = None, remedy: str = "") -> RecordError:
        return RecordError(message, path=self.draft.path, line=line, remedy=remedy)

    def _unknown(self, name: str, what: str, known: Iterable[str], line: int | None) -> RecordError:
        near = get_close_matches(name, list(known), n=3)
        return self._error(f"{name[:60]!r} is no {what}", line, f"did you mean {', '.join(near)}?" if near else "")

    def _check_text(self) -> None:
        stated = self.given.article
        if self.text and stated.text and stated.text != self.text.digest:
            raise self._error(
                f"the text given has digest {self.text.digest[:20]}..., the record names {stated.text[:20]}..."
            )
        if self.text and stated.characters is not None and stated.characters != len(self.text.text):
            raise self._error(f"the text has {len(self.text.text)} characters, the record says {stated.characters}")

    def _check_entity(self, entity: Concept, line: int | None) -> None:
        if not self.vocabulary.is_a(entity.cls, "Entity"):
            raise self._error(
                f"entity {entity.slug} has class {entity.cls!r}, which is none of ours",
                line,
                "use Condition, Therapy, Mechanism, ...",
            )
        if (scheme := f"{entity.cls.lower()}-kind") in self.vocabulary.schemes:
            self._member(scheme, entity.kind, line)

    def _article(self) -> Article:
        text = self.text
        changes = {"text": text.digest, "characters": len(text.text)} if text else {}
        for source in self.given.article.cites:
            self._need(source, "source of this record", self.sources, None)
        for name in self.given.article.about:
            self._thing(name, None)
        for measure in self.given.article.measures:
            self._member("effect-measure", measure, None)
        article = replace(self.given.article, **changes)  # type: ignore[arg-type]
        return replace(
            article,
            about=tuple(sorted(set(article.about))),
            cites=tuple(sorted(set(article.cites))),
            measures=tuple(sorted(set(article.measures))),
        )

    def _need(self, name: str, what: str, known: Iterable[str], line: int | None) -> None:
        if name and name not in known:
            raise self._unknown(name, what, known, line)

    def _thing(self, name: str, line: int | None) -> None:
        if name not in self.local and name not in self.studies and name not in self.vocabulary.concepts:
            known = [*self.local, *self.studies, *self.vocabulary.concepts]
            raise self._unknown(name, "concept, nor an entity or study of this record", known, line)

    def _member(self, scheme: str, slug: str, line: int | None) -> None:
        if slug:
            try:
                self.vocabulary.member(scheme, slug)
            except VocabularyError as error:
                raise self._error(error.message, line, error.remedy) from error

    def _entity(self, entity: Concept) -> Concept:
        for name in entity.broader:
            self._thing(name, None)
        self._need(entity.developer, "voice of this record", self.voices, None)
        return _with(entity, broader=tuple(sorted(entity.broader)))

    def _study(self, study: Study) -> Study:
        for name in (*study.of, *(m.outcome for m in study.measurements)):
            self._thing(name, None)
        for source in (study.source, study.possible_source):
            self._need(source, "source of this record", self.sources, None)
        self._member("evidence-level", study.level, None)
        self._member("research-stage", study.stage, None)
        self._member("study-design", study.design, None)
        self._member("publication-type", study.publication, None)
        order = sorted(study.measurements, key=lambda m: (m.outcome, m.time, m.group, m.value, m.unit))
        return replace(study, of=tuple(sorted(study.of)), measurements=tuple(order))

    def _source(self, source: Source) -> Source:
        for other in (*source.discusses, *source.cites):
            self._need(other, "source of this record", self.sources, None)
        self._member("study-design", source.design, None)
        self._member("publication-status", source.status, None)
        self._member("publication-type", source.publication, None)
        source = replace(source, publication=source.publication or self._publication(source.iri))
        return replace(source, discusses=tuple(sorted(source.discusses)), cites=tuple(sorted(source.cites)))

    def _publication(self, iri: str) -> str:
        """Return the publication type that a DOI shows by how it begins, if any."""
        members = self.vocabulary.schemes["publication-type"].values()
        return next((m.slug for m in members for p in m.values.get("doiPattern", ()) if re.match(p, doi_of(iri))), "")

    # ---- places

    def _find(self, quote: Quote) -> Span:
        if self.text is None:
            raise self._error(
                "a quote can only be found in a text that is held",
                quote.line,
                "build its text with the record, or kg fmt --text FILE",
            )
        starts: list[int] = []
        position = self.text.text.find(quote.words)
        while position >= 0 and len(starts) < 1000:
            starts.append(position)
            position = self.text.text.find(quote.words, position + 1)
        shown = quote.words[:50]
        if not starts:
            raise self._error(f"the text does not hold the words {shown!r}", quote.line, "copy them exactly")
        if quote.nth is None and len(starts) > 1:
            raise self._error(
                f"the words {shown!r} stand {len(starts)} times in the text", quote.line, "add nth: 1 for the first"
            )
        if not 1 <= (quote.nth or 1) <= len(starts):
            raise self._error(f"the words {shown!r} stand {len(starts)} times, not {quote.nth}", quote.line)
        start = starts[(quote.nth or 1) - 1]
        return Span(start, start + len(quote.words))

    def _section(self, span: Span) -> str:
        if span in self.sections:
            return self.sections[span].section
        if self.text:
            index = bisect_right(self.starts, span.start) - 1
            return self.text.blocks[max(index, 0)].section if self.text.blocks else "body"
        return "headline" if span.end <= len(self.given.article.title) else "body"

    def _places(self, claims: tuple[Claim, ...]) -> tuple[Place, ...]:
        spans = {s for c in claims for s in (*c.at, *(s for e in c.evidence for s in e.at))}
        spans |= {s for c in claims for s in (c.subject_at, c.predicate_at, c.object_at) if s}
        spans |= {s for a in self.given.assessments for s in a.at}
        length = len(self.text.text) if self.text else self.given.article.characters
        found = []
        for span in sorted(spans, key=attrgetter("start", "end")):
            try:
                found.append(self._place(span, length))
            except RecordError as fault:
                self.faults.note(fault)
        self.faults.settle()
        return tuple(found)

    def _place(self, span: Span, length: int | None) -> Place:
        if length is not None and span.end > length:
            raise self._error(f"place {span} ends past the {length} characters of the text", self.lines.get(span))
        section = self._section(span)
        self._member("section", section, self.lines.get(span))
        stated = self.sections[span].digest if span in self.sections else ""
        actual = digest(span.of(self.text.text)) if self.text else stated
        if stated and stated != actual:
            raise self._error(
                f"the words at {span} do not match their digest",
                self.lines.get(span),
                "correct the place, or delete its line under places",
            )
        return Place(span=span, section=section, digest=actual)

    # ---- claims

    def _named(self, claims: list[Claim]) -> list[Claim]:
        taken = Counter(c.name for c in claims if c.name)
        if twice := [name for name, count in taken.items() if count > 1]:
            line = next(n for c, n in zip(claims, self.draft.lines, strict=True) if c.name == twice[0])
            raise self._error(f"two claims are named {twice[0]!r}", line)
        numbered: dict[str, Iterator[str]] = {}
        result = []
        for claim in claims:
            name = claim.name
            if not name:
                stem = slugify(shown_says(claim))
                names = numbered.setdefault(stem, _numbered(stem))
                taken[name := next(n for n in names if n not in taken)] += 1
            result.append(_with(claim, name=name))
        return result

    def _filled(self, claim: Claim, line: int) -> Claim:
        predicate = self.vocabulary.predicates.get(claim.predicate)
        if predicate is None:
            raise self._unknown(claim.predicate, "predicate", self.vocabulary.predicates, line)
        self._check_names(claim, line)
        strength = claim.strength or self._usual_strength(claim, predicate)
        filled = _with(
            claim,
            strength=strength,
            kind=claim.kind or predicate.usual_kind or "efficacy",
            voices=tuple(sorted(set(claim.voices))),
            context=tuple(sorted(set(claim.context))),
            evidence=tuple(sorted(set(claim.evidence), key=evidence_order)),
        )
        self._check_members(filled, line)
        if (
            not filled.scope
            and predicate.asserts_effect
            and not filled.negated
            and self.vocabulary.rank("claim-strength", strength) >= 2
        ):
            filled = replace(filled, scope="population")
        return filled

    def _usual_strength(self, claim: Claim, predicate: Predicate) -> str:
        self._member("modality", claim.modality, None)
        if not predicate.asserts_effect or claim.negated:
            return "no-effect-claimed"
        usual = self.vocabulary.member("modality", claim.modality).first("usualStrength")
        return usual.rpartition("/")[2] or "no-effect-claimed"

    def _check_names(self, claim: Claim, line: int) -> None:
        if claim.predicate == "hasLimitation":
            self._member("limitation", claim.object, line)
        else:
            self._thing(claim.object, line)
        for name in (claim.subject, *claim.context):
            self._thing(name, line)
        for voice in claim.voices:
            self._need(voice, "voice of this record", self.voices, line)
        self._need(claim.study, "study of this record", self.studies, line)
        for evidence in claim.evidence:
            self._check_evidence(evidence, line)

    def _check_evidence(self, evidence: EvidenceLine, line: int) -> None:
        self._member("evidence-level", evidence.level, line)
        self._member("study-design", evidence.design, line)
        self._member("subjects", evidence.subjects, line)
        self._member("grade", evidence.grade, line)
        self._need(evidence.item, "source or study of this record", self.items, line)

    def _check_members(self, claim: Claim, line: int) -> None:
        self._member("claim-kind", claim.kind, line)
        self._member("claim-strength", claim.strength, line)
        self._member("stance", claim.stance, line)
        self._member("scope", claim.scope, line)
        self._member("research-stage", claim.stage, line)

    def _linked(self, claim: Claim, line: int) -> Claim:
        return _with(
            claim,
            qualifies=self._names(claim.qualifies, line),
            supports=self._names(claim.supports, line),
            contradicts=self._names(claim.contradicts, line),
        )

    def _names(self, references: tuple[str, ...], line: int | None) -> tuple[str, ...]:
        return tuple(sorted({self._claim_name(r, line) for r in references}))

    def _claim_name(self, reference: str, line: int | None) -> str:
        words = " ".join(reference.split())
        found = [reference] if reference in self.claim_names else self.saying.get(words, [])
        if len(found) == 1:
            return found[0]
        if found:
            raise self._error(
                f"{words[:80]!r} is said by {len(found)} claims", line, f"name the one you mean: {', '.join(found)}"
            )
        near = get_close_matches(words, self.claim_names, n=3)
        remedy = "if you took that claim out, take it out here, too"
        remedy = f"did you mean {', '.join(near)}? {remedy.capitalize()}" if near else remedy
        raise self._error(f"{words[:60]!r} is no claim of this record", line, remedy)

    def _assessments(self) -> tuple[Assessment, ...]:
        result = []
        for item in self.given.assessments:
            self._member("hnr", item.criterion, None)
            self._member("verdict", item.verdict, None)
            result.append(_with(item, based_on=self._names(item.based_on, None)))
        return tuple(sorted(result, key=lambda a: a.criterion))

    def _dismissal(self, item: Dismissal) -> Dismissal:
        return replace(item, claim=self._claim_name(item.claim, None)) if item.claim else item


def _with(thing: Named, **values: Any) -> Named:
    """Return the thing with these values; the same where it has them already."""
    differs = any(getattr(thing, name) != value for name, value in values.items())
    return replace(thing, **values) if differs else thing


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem}-{number}" for number in count(2))
