"""The editor's report on one article: findings with both passages, the policy behind them, a wording that would hold.

Nothing is stored: the article is read, its graph made and checked in memory, and forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.derive import derive_edges, derive_propositions
from kg.extract import extract, load_cues, to_record
from kg.extract.criteria import NOT_SATISFIED, SATISFIED, CriterionReading, read_criteria
from kg.model import ArticleText, Claim, Record, Span, Violation
from kg.policy import levels
from kg.rdf import Names, encode
from kg.terms import load_matcher
from kg.validate import our_shapes, validate_store, with_dismissals
from kg.validate.rules import Rule, our_rules
from kg.vocabulary import Vocabulary, load, merged, scratch_store

HEADLINE = ("headline", "standfirst")
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
    view = _View(article, record, vocabulary)
    criteria = read_criteria(cues.find(article.text), extraction.sentences, cues)
    return Checked(
        origin=article.origin,
        title=record.article.title,
        text=article.text,
        headline=view.strongest(in_title=True),
        body=view.strongest(in_title=False),
        evidence=vocabulary.member("evidence-level", extraction.evidence.level).label,
        claims=len(record.claims),
        findings=tuple(view.finding(r) for r in _results(record, vocabulary)),
        questions=tuple(view.question(c) for c in criteria),
    )


def _results(record: Record, vocabulary: Vocabulary) -> Iterator[Violation]:
    store = scratch_store()
    store.bulk_extend(merged(encode(record, vocabulary)))
    derive_edges(store)
    derive_propositions(store)
    report = with_dismissals(validate_store(store, our_shapes(), default_union=False), store)
    return (r for r in report.results if not r.dismissed and r.rule.startswith("O"))


class _View:
    """One record beside its text."""

    def __init__(self, article: ArticleText, record: Record, vocabulary: Vocabulary) -> None:
        self.text = article.text
        self.record = record
        self.vocabulary = vocabulary
        self.names = Names(record, vocabulary)
        self.sections = {p.span: p.section for p in record.places}
        by_name = {c.name: c for c in record.claims}
        self.claims = {iri: by_name[name] for name, iri in self.names.claims.items() if name in by_name}
        self.levels = {level.slug: level for level in levels(vocabulary)}

    def finding(self, result: Violation) -> Finding:
        claim = self.claims.get(result.focus)
        common = {"rule": our_rules()[result.rule], "severity": result.severity, "message": result.message}
        if claim is None:
            return Finding(**common, claim="")  # type: ignore[arg-type]
        return Finding(
            **common,  # type: ignore[arg-type]
            claim=result.claim,
            passages=tuple(self._passages(claim, result.value)),
            policy=self._policy(claim),
            suggestion=self._suggestion(claim),
        )

    def question(self, reading: CriterionReading) -> Question:
        found = reading.verdict == SATISFIED and reading.at
        answer = "found here" if found else "not found" if reading.verdict == NOT_SATISFIED else "needs a person"
        spans = sorted(set(reading.at), key=lambda s: s.start)[:3] if found else []
        name = self.vocabulary.member("hnr", reading.criterion).label
        return Question(name=name, answer=answer, passages=tuple(self._passage("says", s) for s in spans))

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
        yield from (self._passage("says", span) for span in claim.at)
        other = self.claims.get(value) or self._counterpart(claim)
        if other is not None and other.at != claim.at:
            yield self._passage("beside", other.at[0])
        for span in dict.fromkeys(s for line in claim.evidence for s in line.at):
            yield self._passage("rests on", span)

    def _counterpart(self, claim: Claim) -> Claim | None:
        """Return the claim of the body that a claim of the title is told again in, in its softest wording."""
        same = [
            c
            for c in self.record.claims
            if self._in_title(claim)
            and not self._in_title(c)
            and (c.predicate, c.object) == (claim.predicate, claim.object)
        ]
        return min(same, key=lambda c: self.vocabulary.rank("claim-strength", c.strength), default=None)

    def _passage(self, role: str, span: Span) -> Passage:
        section = self.sections.get(span, "")
        return Passage(role=role, span=span, section=section, words=self.text[span.start : span.end])

    def _best(self, claim: Claim) -> str:
        lines = [line.level for line in claim.evidence if line.direction == "supports"]
        return max(lines, key=self._carried, default="unstated")

    def _carried(self, level: str) -> int:
        return self.vocabulary.rank("claim-strength", self.levels[level].max_strength)

    def _policy(self, claim: Claim) -> str:
        level = self.levels[self._best(claim)]
        judged = level.judgements[claim.strength]
        if judged == "fine":
            return ""
        worded, most = (self.vocabulary.member("claim-strength", s).label for s in (claim.strength, level.max_strength))
        return f"evidence '{level.label}' carries at most '{most}'; this is worded '{worded}': {judged}"

    def _suggestion(self, claim: Claim) -> str:
        """Word a claim as strongly as its stated evidence carries, and no stronger."""
        level = self.levels[self._best(claim)]
        if claim.negated or level.judgements[claim.strength] == "fine":
            return ""
        pattern = self.vocabulary.member("claim-strength", level.max_strength).first("suggestedWording")
        predicate = self.vocabulary.predicates[claim.predicate]
        values = {
            "subject": self._label(claim.subject),
            "object": self._label(claim.object),
            "says": predicate.label,
            "plain": predicate.plain_form,
        }
        for name, value in values.items():
            pattern = pattern.replace(f"{{{name}}}", value)
        where = ", ".join(self._label(c) for c in claim.context)
        return f"{pattern[:1].upper()}{pattern[1:]}" + (f" (in {where})" if where else "")

    def _label(self, slug: str) -> str:
        local = {e.slug: e.label for e in self.record.entities} | {s.slug: s.label for s in self.record.studies}
        shared = self.vocabulary.concepts.get(slug)
        return local.get(slug) or (shared.label if shared else slug.replace("-", " "))
