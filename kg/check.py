"""The editor's report on one article: findings with both passages, the policy behind them, a wording that would hold.

Nothing is stored: the article is read, its graph made and checked in memory, and forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from kg.derive import derive_edges, derive_propositions
from kg.extract import extract, load_cues, to_record
from kg.extract.criteria import SATISFIED, CriterionReading
from kg.extract.cues import Hits
from kg.model import UNSTATED, ArticleText, Claim, Record, Span, Violation
from kg.policy import Level, levels
from kg.rdf import Names, encode
from kg.rdf.number import is_plural
from kg.terms import load_matcher
from kg.validate import Shapes, our_shapes, validate_store, with_dismissals
from kg.validate.rules import Rule, our_rules
from kg.vocabulary import Vocabulary, load, merged, scratch_store

HEADLINE = ("headline", "standfirst")
MOST_PASSAGES = 3
"""Passages of one role that are shown; the others say the same."""
JUDGED = ("claim-strength", "scope", "evidence-level", "modality")
"""Schemes of the policy: a finding whose value is a member of one comes from a cell of the matrix."""
ASKED_ANYWAY = "O14"
"""The rule on review criteria: the ten questions stand below the findings with their answers."""
AGAINST_BODY = frozenset({"O04"})
"""Rules that hold a title against its body."""
NOTICE = "This says what the article claims and what its own evidence carries. It is no medical advice."


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of the article: ``role`` says what they do in the finding, ``section`` where they stand."""

    role: str
    span: Span
    section: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One result of an editorial rule, told to an editor."""

    rule: Rule
    severity: str
    message: str
    claim: str = ""
    read_as: str = ""
    """Subject, relation and object of the claim as they were understood, by their labels."""
    passages: tuple[Passage, ...] = ()
    policy: str = ""
    """The cell of the matrix that the claim falls in, in words."""
    suggestion: str = ""
    """A wording that the stated evidence carries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One of the ten review questions: ``found here``, ``not found`` or ``needs a person``."""

    name: str
    answer: str
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The report on one article."""

    origin: str
    title: str
    text: str
    headline: str
    """Strongest wording in the title, by its label; empty where it claims nothing."""
    body: str
    evidence: str
    claims: int
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]

    @property
    def warnings(self) -> int:
        """Count the findings that are Warnings."""
        return sum(f.severity == "Warning" for f in self.findings)


def check_article(article: ArticleText) -> Checked:
    """Read one article and judge it; the same article always gives the same report."""
    cues, vocabulary = load_cues(), load()
    extraction = extract(article, matcher=load_matcher(), cues=cues)
    record = to_record(extraction)
    evidence = extraction.evidence if extraction.says_design else UNSTATED
    hits = cues.find(article.text)
    view = _View(article, record, vocabulary, hits)
    return Checked(
        origin=article.origin,
        title=record.article.title,
        text=article.text,
        headline=view.strongest(in_title=True),
        body=view.strongest(in_title=False),
        evidence=vocabulary.member("evidence-level", evidence.level).label,
        claims=len(record.claims),
        findings=tuple(sorted((view.finding(r) for r in _results(record, vocabulary)), key=_reading_order)),
        questions=tuple(view.question(c) for c in extraction.criteria),
    )


def _results(record: Record, vocabulary: Vocabulary) -> Iterator[Violation]:
    store = scratch_store()
    store.bulk_extend(merged(encode(record, vocabulary)))
    derive_edges(store)
    derive_propositions(store)
    report = with_dismissals(validate_store(store, _editorial_shapes(), default_union=False), store)
    return (r for r in report.results if not r.dismissed)


@cache
def _editorial_shapes() -> Shapes:
    shapes = our_shapes()
    chosen = tuple(c for c in shapes.constraints if c.rule.startswith("O") and c.rule != ASKED_ANYWAY)
    return Shapes(chosen, len({c.shape for c in chosen}))


def _reading_order(finding: Finding) -> tuple[bool, str, int]:
    """Order findings as an editor reads: warnings first, by rule, and as the article goes."""
    first = finding.passages[0].span.start if finding.passages else -1
    return finding.severity != "Warning", finding.rule.name, first


class _View:
    """One record beside its text."""

    def __init__(self, article: ArticleText, record: Record, vocabulary: Vocabulary, hits: Hits) -> None:
        self.text = article.text
        self.hits = hits
        self.blocks = article.blocks
        self.record = record
        self.vocabulary = vocabulary
        self.names = Names(record, vocabulary)
        self.sections = {p.span: p.section for p in record.places}
        by_name = {c.name: c for c in record.claims}
        self.claims = {iri: by_name[name] for name, iri in self.names.claims.items() if name in by_name}
        self.levels = {level.slug: level for level in levels(vocabulary)}

    def finding(self, result: Violation) -> Finding:
        rule = our_rules()[result.rule]
        told = {"rule": rule, "severity": result.severity, "message": result.message}
        claim = self.claims.get(result.focus)
        if claim is None:
            shown = self._shown(rule, self.claims.get(result.value))
            return Finding(**told, passages=tuple(shown))  # type: ignore[arg-type]
        judged = any(f"/scheme/{name}/" in result.value for name in JUDGED)
        return Finding(
            **told,  # type: ignore[arg-type]
            claim=result.claim,
            read_as=self._read_as(claim),
            passages=tuple(self._passages(claim, result.value)),
            policy=self._policy(claim, result.value) if judged else "",
            suggestion=self._suggestion(claim, result) if judged or result.severity == "Warning" else "",
        )

    def _shown(self, rule: Rule, claim: Claim | None) -> Iterator[Passage]:
        """Walk the words that show what a rule about the whole article found: a claim, or cues of a class."""
        if claim is not None:
            yield from self._few("says", claim.at)
        kind = rule.shown_by
        yield from self._few("says", (h.span for h in self.hits.all if kind and h.cue.kind == kind))

    def question(self, reading: CriterionReading) -> Question:
        """Answer a question, with words that speak for the answer."""
        found = reading.shown == SATISFIED
        shown = self._few("says", reading.favouring) if found else self._few("against it", reading.against)
        name = self.vocabulary.member("hnr", reading.criterion).label
        return Question(name=name, answer=self.vocabulary.member("verdict", reading.shown).label, passages=tuple(shown))

    def strongest(self, *, in_title: bool) -> str:
        ranks = [
            (self.vocabulary.rank("claim-strength", c.strength), c.strength)
            for c in self.record.claims
            if self._in_title(c) == in_title
        ]
        rank, slug = max(ranks, default=(0, ""))
        return self.vocabulary.member("claim-strength", slug).label if rank else ""

    def _in_title(self, claim: Claim) -> bool:
        return self.sections.get(claim.at[0]) in HEADLINE

    def _passages(self, claim: Claim, value: str) -> Iterator[Passage]:
        yield from self._few("says", claim.at)
        other = self.claims.get(value) or self._counterpart(claim)
        if other is not None and other.at != claim.at:
            yield self._passage("beside", other.at[0])
        yield from self._few("rests on", (span for line in claim.evidence for span in line.at))

    def _few(self, role: str, spans: Iterable[Span]) -> Iterator[Passage]:
        """Walk the first passages that differ in words."""
        once = {self.text[s.start : s.end].casefold(): s for s in sorted(spans, key=lambda s: s.start, reverse=True)}
        first = islice(sorted(once.values(), key=lambda s: s.start), MOST_PASSAGES)
        return (self._passage(role, span) for span in first)

    def _counterpart(self, claim: Claim) -> Claim | None:
        """Return the claim of the body that a claim of the title is told again in, in its strongest wording."""
        same = [
            c
            for c in self.record.claims
            if self._in_title(claim)
            and not self._in_title(c)
            and not c.negated
            and (c.predicate, c.object) == (claim.predicate, claim.object)
        ]
        return max(same, key=lambda c: self.vocabulary.rank("claim-strength", c.strength), default=None)

    def _passage(self, role: str, span: Span) -> Passage:
        section = self.sections.get(span) or self._section(span)
        return Passage(role=role, span=span, section=section, words=self.text[span.start : span.end])

    def _section(self, span: Span) -> str:
        return next((b.section for b in self.blocks if b.span.holds(span)), "")

    def _best(self, claim: Claim) -> Level:
        lines = [self.levels[line.level] for line in claim.evidence if line.direction == "supports"]
        return max(lines, key=lambda level: self._rank(level.max_strength), default=self.levels["unstated"])

    def _rank(self, strength: str) -> int:
        return self.vocabulary.rank("claim-strength", strength)

    def _policy(self, claim: Claim, value: str) -> str:
        """Tell the cell of the matrix that a claim falls in, or the reach of its evidence where that is judged."""
        level, name = self._best(claim), self.vocabulary.member
        if "/scheme/scope/" in value:
            reach, told = (name("scope", s).label for s in (level.max_scope, claim.scope))
            return f"evidence '{level.label}' reaches at most '{reach}'; this is told of '{told}'"
        judged = level.judgements[claim.strength]
        worded, most = (name("claim-strength", s).label for s in (claim.strength, level.max_strength))
        return f"evidence '{level.label}' carries at most '{most}'; this is worded '{worded}': {judged}"

    def _suggestion(self, claim: Claim, result: Violation) -> str:
        """Word a claim as strongly as its stated evidence carries and, of a title, as its body does; no stronger."""
        allowed = [self._best(claim).max_strength]
        body = self._counterpart(claim)
        if body is not None and result.rule in AGAINST_BODY:
            allowed.append(body.strength)
        strength = min(allowed, key=self._rank)
        if claim.negated or self._rank(claim.strength) <= self._rank(strength):
            return ""
        pattern = self.vocabulary.member("claim-strength", strength).first("suggestedWording")
        predicate = self.vocabulary.predicates[claim.predicate]
        subject = self._called(claim, claim.subject, claim.subject_at)
        values = {
            "subject": subject,
            "object": self._called(claim, claim.object, claim.object_at),
            "says": predicate.says(negated=False, plural=is_plural(subject)),
            "plain": predicate.plain_form,
        }
        worded = re.sub(r"\{(\w+)\}", lambda m: values[m[1]], pattern)
        where = ", ".join(self._label(c) for c in claim.context)
        return f"{worded[:1].upper()}{worded[1:]}" + (f" (in {where})" if where else "")

    def _read_as(self, claim: Claim) -> str:
        """Tell the parts of a claim apart: no verb has to agree with a label that may be of one or of many."""
        predicate = self.vocabulary.predicates[claim.predicate]
        says = predicate.says(negated=claim.negated, plural=False)
        limited = claim.predicate == "hasLimitation"
        ends = self.vocabulary.member("limitation", claim.object).label if limited else self._label(claim.object)
        where = f" (in {', '.join(map(self._label, claim.context))})" if claim.context else ""
        return f"{self._label(claim.subject)} → {says} → {ends}{where}"

    def _called(self, claim: Claim, slug: str, at: Span | None) -> str:
        """Return what the article calls a thing; its label where they differ in capitals only, or nothing names it."""
        label = self._label(slug)
        words = " ".join(self.text[at.start : at.end].split()) if at and at != claim.predicate_at else label
        return label if words.casefold() == label.casefold() else words

    def _label(self, slug: str) -> str:
        local = {e.slug: e.label for e in self.record.entities} | {s.slug: s.label for s in self.record.studies}
        shared = self.vocabulary.concepts.get(slug)
        return local.get(slug) or (shared.label if shared else slug.replace("-", " "))
