"""What the editorial rules say of the founding article, and which of them a softer headline silences."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from kg.derive import derive_edges, derive_propositions
from kg.model import Record, Violation
from kg.namespaces import HCKG
from kg.rdf import Names, encode
from kg.validate import our_shapes, validate_store, with_dismissals
from kg.vocabulary import Vocabulary, merged, scratch_store

WARNINGS = {"O01": 1, "O03": 1, "O04": 1, "O06": 4, "O10": 3, "O11": 1, "O15": 1, "O19": 1}
HINTS = {"O07", "O08", "O09", "O13", "O14", "O17", "O18", "O20"}
SILENCED = {"O01", "O03", "O04", "O10", "O11"}


def results(record: Record, vocabulary: Vocabulary) -> list[Violation]:
    store = scratch_store()
    store.bulk_extend(merged(encode(record, vocabulary)))
    derive_edges(store)
    derive_propositions(store)
    return list(with_dismissals(validate_store(store, our_shapes(), default_union=False), store).results)


@pytest.fixture(scope="module")
def as_written(founding: Record, vocabulary: Vocabulary) -> list[Violation]:
    return results(founding, vocabulary)


def softened(record: Record) -> Record:
    """Tell the headline as the standfirst tells it."""
    claims = {c.name: c for c in record.claims}
    told = claims["standfirst-reversal"]
    soft = replace(
        claims["headline-reverses"], strength=told.strength, scope=told.scope, modality=told.modality, stage=told.stage
    )
    return replace(record, claims=tuple(soft if c.name == soft.name else c for c in record.claims))


def test_the_warnings_are_these_and_nothing_is_broken(as_written: list[Violation]) -> None:
    assert Counter(r.rule for r in as_written if r.severity == "Warning") == WARNINGS
    assert [r for r in as_written if r.severity == "Violation"] == []


def test_the_hints_are_these_at_least(as_written: list[Violation]) -> None:
    assert {r.rule for r in as_written if r.severity == "Info"} >= HINTS


def test_a_softer_headline_silences_these_rules_on_it_and_no_other(
    founding: Record, vocabulary: Vocabulary, as_written: list[Violation]
) -> None:
    headline = Names(founding, vocabulary).claims["headline-reverses"]
    after = results(softened(founding), vocabulary)
    gone = {(r.rule, r.focus) for r in as_written} - {(r.rule, r.focus) for r in after}
    assert gone == {(rule, headline) for rule in SILENCED}
    assert {(r.rule, r.focus) for r in after} <= {(r.rule, r.focus) for r in as_written}


def aside(record: Record, vocabulary: Vocabulary) -> set[str]:
    """Return the names of the claims that are told in passing."""
    store = scratch_store()
    store.bulk_extend(merged(encode(record, vocabulary)))
    found = {q.subject.value for q in derive_edges(store) if q.predicate.value == str(HCKG.besideMatter)}
    return {name for name, iri in Names(record, vocabulary).claims.items() if iri in found}


def test_what_the_article_says_in_passing(founding: Record, vocabulary: Vocabulary) -> None:
    """Of what it is about the condition does nothing, and what is narrower than the therapy is the therapy's matter."""
    told = aside(founding, vocabulary)
    assert {"t1d-autoimmune", "t2d-resistance", "use-insulin"} <= told
    assert not {"headline-reverses", "standfirst-reversal", "case-applied", "mech-paracrine"} & told


def test_an_article_that_is_about_nothing_says_nothing_in_passing(founding: Record, vocabulary: Vocabulary) -> None:
    assert aside(replace(founding, article=replace(founding.article, about=())), vocabulary) == set()
