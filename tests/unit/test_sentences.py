"""Sentences: where they end, and that positions are exact."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.cues import load_cues
from kg.extract.sentences import split_sentences
from kg.model import Block, Span

CUES = load_cues()


def cut(text: str) -> list[str]:
    block = Block("body", Span(0, len(text)))
    return [span.of(text) for span in split_sentences(text, [block], CUES)]


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Lee of Acme Inc. Tested it",
        "The dose was 2.5 mg. per day",
        "It was drug vs. Placebo",
        "J. B. Lee wrote it",
        "Spices, e.g. Turmeric, were eaten",
        "The U.S. Senate agreed",
        "It rose to 3.1... and fell",
        "Candida sp. Grew",
    ],
)
def test_stops_within_a_sentence_do_not_end_it(text: str) -> None:
    assert cut(text + ".") == [text + "."]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It works. It is safe.", ["It works.", "It is safe."]),
        ("Does it work? Yes! It does.", ["Does it work?", "Yes!", "It does."]),
        ("\u201cIt works.\u201d She agreed.", ["\u201cIt works.\u201d", "She agreed."]),
        ("A title\n\nA text", ["A title", "A text"]),
        ("Wrapped\nline. Next.", ["Wrapped\nline.", "Next."]),
        ("It rose by 5. 12 people fell ill.", ["It rose by 5.", "12 people fell ill."]),
        ("They took vitamin D. The pain went.", ["They took vitamin D.", "The pain went."]),
        (
            "It worked for years.3 It is safe.1,2 They agreed.",
            ["It worked for years.3", "It is safe.1,2", "They agreed."],
        ),
        ("So did I. She agreed.", ["So did I.", "She agreed."]),
        ("  \n ", []),
    ],
)
def test_sentences_end_where_they_end(text: str, sentences: list[str]) -> None:
    assert cut(text) == sentences


def test_no_sentence_crosses_a_block() -> None:
    text = "A heading The text goes on."
    blocks = [Block("heading", Span(0, 9)), Block("body", Span(10, len(text)))]
    assert split_sentences(text, blocks, CUES) == [Span(0, 9), Span(10, len(text))]


@given(st.text(alphabet="aB .!?\n\u201c\u201d3)", min_size=1, max_size=200))
def test_sentences_are_in_order_cover_all_but_white_space_and_are_trimmed(text: str) -> None:
    spans = split_sentences(text, [Block("body", Span(0, len(text)))], CUES)
    covered = "".join(span.of(text) for span in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(span.of(text) == span.of(text).strip() for span in spans)
    assert all(a.end <= b.start for a, b in zip(spans, spans[1:], strict=False))


@pytest.mark.parametrize("filler", [".", "a. ", "\n", " ", "!?", "\u201c", "A. B. "])
def test_a_million_characters_of_one_kind_are_cut(filler: str) -> None:
    text = filler * (1_000_000 // len(filler))
    assert sum(len(sentence) for sentence in cut(text)) <= len(text)
