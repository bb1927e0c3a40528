"""Negation and hedging: which words, and how far they reach."""

from __future__ import annotations

import pytest

from kg.extract.hedge import is_hedged, is_negated, modality_at
from tests.unit.language import marked, sentence, span_of


@pytest.mark.parametrize(
    "text",
    [
        "The pill did not help.",
        "It didn\u2019t help.",
        "They slept without it.",
        "Neither helped.",
        "It failed to help.",
    ],
)
def test_negated_sentences(text: str) -> None:
    assert sentence(text).negated


@pytest.mark.parametrize(
    "text", ["It not only helped but healed.", "There is no doubt that it helped.", "She died of heart failure."]
)
def test_words_that_only_look_like_negation(text: str) -> None:
    assert not sentence(text).negated


@pytest.mark.parametrize(
    "text",
    ["It may help.", "It is likely to help.", "It is unclear whether it helps.", "The results suggest that it helps."],
)
def test_hedged_sentences(text: str) -> None:
    assert sentence(text).hedged


@pytest.mark.parametrize(
    "text", ["It came out in May 2014.", "Call a doctor as soon as possible.", "They could not walk.", "It helps."]
)
def test_words_that_only_look_like_hedges(text: str) -> None:
    assert not sentence(text).hedged


@pytest.mark.parametrize(
    ("text", "target", "negated"),
    [
        ("The pill did not ease pain, but it improved sleep.", "pain", True),
        ("The pill did not ease pain, but it improved sleep.", "sleep", False),
        ("The pill improved sleep without side effects.", "sleep", False),
        ("The pill improved sleep without side effects.", "side effects", True),
        ("It did not ease pain; it improved sleep.", "sleep", False),
    ],
)
def test_negation_reaches_to_the_end_of_its_clause(text: str, target: str, negated: bool) -> None:
    hits, whole = marked(text)
    assert is_negated(hits, whole, span_of(text, target)) is negated


@pytest.mark.parametrize(
    ("text", "target", "hedged"),
    [
        ("The diet may help sleep, although it raises weight.", "sleep", True),
        ("The diet may help sleep, although it raises weight.", "weight", False),
        ("The cause of the disease is unclear.", "cause", True),
    ],
)
def test_hedges_reach_forward_or_both_ways(text: str, target: str, hedged: bool) -> None:
    hits, whole = marked(text)
    assert is_hedged(hits, whole, span_of(text, target)) is hedged


@pytest.mark.parametrize(
    ("text", "target", "modality"),
    [
        ("The pill eases pain.", "eases", "asserted"),
        ("The pill may ease pain.", "ease", "possible"),
        ("The results suggest that the pill eases pain.", "eases", "interpreted"),
        ("The authors hypothesise that the pill eases pain.", "eases", "hypothesised"),
        ("The pill is designed to ease pain.", "ease", "intended"),
        ("It is unclear whether the pill eases pain.", "eases", "unknown"),
    ],
)
def test_modality_is_that_of_the_nearest_cue(text: str, target: str, modality: str) -> None:
    hits, whole = marked(text)
    assert modality_at(hits, whole, span_of(text, target)) == modality


def test_modality_is_inherited_where_the_sentence_has_none() -> None:
    hits, whole = marked("The pill eases pain.")
    assert modality_at(hits, whole, whole, inherited="possible") == "possible"
