"""Which IRI each name of a record stands for, and the ids of its claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from pyoxigraph import Triple

from kg.identifiers import (
    article_id,
    article_iri,
    claim_iri,
    concept_iri,
    digest,
    relative,
    scheme_iri,
    sha256,
    text_iri,
)
from kg.model import Claim, EvidenceLine, Record, Span
from kg.namespaces import BASE, HCKG
from kg.vocabulary import Vocabulary

GRAPHS = ("claims", "edges", "assessment", "provenance")


@dataclass(frozen=True)
class Names:
    """The IRIs of one record; local names win over shared concepts."""

    record: Record
    vocabulary: Vocabulary
    _local: dict[str, str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Index the names that the record itself defines."""
        local = {
            e.slug: concept_iri(e.slug) if e.shared else f"{self.article}/entity/{e.slug}" for e in self.record.entities
        }
        local |= {s.slug: f"{self.article}/study/{s.slug}" for s in self.record.studies}
        object.__setattr__(self, "_local", local)

    @cached_property
    def article_id(self) -> str:
        """The 12 digits of the article."""
        return article_id(self.record.article.address, self.record.article.text)

    @cached_property
    def article(self) -> str:
        """The article."""
        return article_iri(self.article_id)

    @cached_property
    def text(self) -> str:
        """The exact text; an article whose text nobody has seen still has one, named after the article."""
        return text_iri(self.record.article.text or digest(self.article_id))

    @cached_property
    def sources(self) -> dict[str, str]:
        """Publications by their name in the record."""
        return {s.slug: s.iri for s in self.record.sources}

    @cached_property
    def sections(self) -> dict[Span, str]:
        """The section of each place."""
        return {p.span: p.section for p in self.record.places}

    def graph(self, name: str) -> str:
        """One of the four named graphs of the article."""
        return f"{self.article}/graph/{name}"

    def thing(self, name: str) -> str:
        """An entity or study of the record, else a shared concept."""
        return self._local.get(name) or concept_iri(name)

    def item(self, name: str) -> str:
        """What an evidence line rests on: a source or a study."""
        return self.sources.get(name) or self.thing(name)

    def object(self, claim: Claim) -> str:
        """The object of a claim: a limitation where it states one."""
        return (
            scheme_iri("limitation", claim.object) if claim.predicate == "hasLimitation" else self.thing(claim.object)
        )

    def voice(self, slug: str) -> str:
        """A voice of the article."""
        return f"{self.article}/voice/{slug}"

    def place(self, span: Span) -> str:
        """A place in the text."""
        return f"{self.text}/place/{span}"

    def evidence(self, line: EvidenceLine) -> str:
        """An evidence line, named by its content: claims that rest on the same argument share it."""
        rest = (
            line.design,
            line.item and relative(self.item(line.item)),
            "" if line.sample_size is None else str(line.sample_size),
            line.subjects,
            line.grade,
            *map(str, line.at),
        )
        name = f"{line.basis}-{line.level}-{line.direction}"
        return f"{self.article}/evidence/{name}" + (f"-{sha256('|'.join(rest))[:6]}" if any(rest) else "")

    def section_group(self, claim: Claim) -> str:
        """``title`` or ``body``, from the first place of the claim."""
        return self.vocabulary.member("section", self.sections[claim.at[0]]).first("sectionGroup")

    @cached_property
    def claims(self) -> dict[str, str]:
        """Claims by name. Identity is what is said where, not how strongly or by whom; ties count by place."""
        groups: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
        for claim in self.record.claims:
            groups[self._what(claim)].append(claim)
        return {
            claim.name: claim_iri((*what, str(ordinal)))
            for what, claims in groups.items()
            for ordinal, claim in enumerate(sorted(claims, key=lambda c: (c.at[0], c.at, c.name)), 1)
        }

    def _what(self, claim: Claim) -> tuple[str, ...]:
        contexts = ",".join(sorted(relative(self.thing(c)) for c in claim.context))
        predicate = f"{HCKG}{claim.predicate}"
        negated = "true" if claim.negated else "false"
        return (
            self.article,
            self.thing(claim.subject),
            predicate,
            self.object(claim),
            negated,
            contexts,
            self.section_group(claim),
        )


PROPOSITIONS_GRAPH = f"{BASE}graph/propositions"
SHARED_GRAPHS = f"{BASE}graph/shared-"
"""Begins the names of the graphs that hold what articles have in common; see :func:`shared_graph`."""


def shared_graph(triples: Iterable[Triple]) -> str:
    """Name the graph of a description that articles share, after what it says.

    Two articles that say the same of a thing share the graph: the union of all graphs holds it once, however many
    articles there are. Where two vocabularies described it, there are two.
    """
    return SHARED_GRAPHS + sha256("\n".join(sorted(map(str, triples))))[:16]
