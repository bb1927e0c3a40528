"""Answers that are kept, and forgotten when there are too many."""

from __future__ import annotations

from kg.endpoint.kept import LARGEST, MOST_ANSWERS, KeptAnswers
from kg.workers import Answer


def answer(size: int) -> Answer:
    return Answer(b"x" * size, "text/csv", 1, False)


def test_the_answers_used_last_are_kept():
    kept = KeptAnswers(most_bytes=30)
    for key in "abc":
        kept.put(key, answer(10))
    assert kept.get("a") is not None
    kept.put("d", answer(10))
    assert [key for key in "abcd" if kept.get(key)] == ["a", "c", "d"]


def test_large_answers_and_those_without_a_key_are_not_kept():
    kept = KeptAnswers(most_bytes=100)
    kept.put("a", answer(101))
    kept.put("", answer(1))
    KeptAnswers().put("b", answer(LARGEST + 1))
    assert kept.get("a") is None
    assert kept.get("") is None


def test_the_same_answer_counts_once():
    kept = KeptAnswers(most_bytes=30)
    for _ in range(10):
        kept.put("a", answer(10))
    kept.put("b", answer(20))
    assert kept.get("a") is not None


def test_empty_answers_are_bounded_too():
    kept = KeptAnswers()
    for number in range(MOST_ANSWERS + 1):
        kept.put(str(number), answer(0))
    assert kept.get("0") is None
    assert kept.get(str(MOST_ANSWERS)) is not None
