"""The cue lists: every cue fires on its example, every broken list gives one clear line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import VocabularyError
from kg.extract.cues import Cue, Cues, fold, load_cues, read_cues
from kg.extract.patterns import Words, inflections, parse_pattern
from kg.model import Span

CUES = load_cues()
NUMBER = r"\d+"


@pytest.mark.parametrize("cue", CUES.cues, ids=lambda cue: cue.slug)
def test_every_example_fires_its_cue(cue: Cue) -> None:
    for example in cue.examples:
        found = {hit.cue.slug for hit in CUES.find(example).all}
        assert cue.slug in found, f"{example!r} fires {sorted(found)}; correct the pattern or the example"


def test_a_longer_cue_of_the_same_list_hides_a_shorter_one() -> None:
    hits = CUES.find("It not only eased pain.").of("negation")
    assert [hit.cue.slug for hit in hits] == ["negation-not-only"]


def test_capitals_in_a_pattern_match_as_written() -> None:
    slugs = [hit.cue.slug for hit in CUES.find("The level of NO rose; no harm was seen.").of("negation")]
    assert slugs == ["negation-nitric-oxide", "negation-no"]


def test_curly_apostrophes_and_capitals_are_read_as_plain_ones() -> None:
    assert [hit.cue.slug for hit in CUES.find("It DIDN\u2019T help.").of("negation")] == ["negation-not"]


@pytest.mark.parametrize(
    ("words", "value"),
    [("14", 14), ("3,000", 3000), ("fourteen", 14), ("twenty-one", 21), ("two hundred", 200), ("frog", None)],
)
def test_numbers_have_values(words: str, value: int | None) -> None:
    assert CUES.value(words) == value


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("reduce+ ~2 risk", "reducing the overall risk"),
        ("(not|never) again?", "never"),
        ("long-term", "long term"),
        ("associat*", "associations"),
        ("# (of|out of) #", "14 out of 17"),
    ],
)
def test_patterns_match(pattern: str, text: str) -> None:
    found = Cues((Cue("x", "x", "k", "f", (pattern,), ("e",)),)).find(text).all
    assert [(hit.start, hit.end) for hit in found] == [(0, len(text))]


def test_a_gap_ends_where_another_statement_begins() -> None:
    cue = Cue("x", "x", "k", "f", ("lowers ~5 risk", "lowers"), ("e",))
    found = Cues((cue,), gap_stop="(?:but|and raises)").find("lowers pain but raises risk; lowers the overall risk").all
    assert [hit.of("lowers pain but raises risk; lowers the overall risk") for hit in found] == [
        "lowers",
        "lowers the overall risk",
    ]


@pytest.mark.parametrize("pattern", ["", "(a", "a)", "a|", "?", "~2 a", "a?", "as*", "a ~9 b", "a $ b"])
def test_a_broken_pattern_is_refused_with_its_text(pattern: str) -> None:
    with pytest.raises(VocabularyError, match="cue pattern") as error:
        parse_pattern(pattern, Words(NUMBER))
    assert repr(pattern) in str(error.value)


def test_inflections_double_the_last_letter_only_after_one_vowel() -> None:
    assert "stopping" in inflections("stop")
    assert "treatting" not in inflections("treat")


PREFIXES = """
@prefix cc: <https://w3id.org/hckg/scheme/cue-class/> .
@prefix cue: <https://w3id.org/hckg/cue/> .
@prefix hckg: <https://w3id.org/hckg/ont#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
cc:l skos:topConceptOf <https://w3id.org/hckg/scheme/cue-class> .
cc:k skos:broader cc:l .
"""


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ("cue:a hckg:pattern 'a' ; hckg:cueClass cc:k .", "example"),
        ("cue:a hckg:pattern 'a' ; skos:example 'a' .", "one hckg:cueClass"),
        ("cue:a hckg:pattern 'a' ; skos:example 'a' ; hckg:cueClass cc:zz .", "not declared"),
        ("cue:a hckg:pattern '@none' ; skos:example 'a' ; hckg:cueClass cc:k .", "no word list"),
        ("cc:x skos:broader cc:y . cc:y skos:broader cc:x .", "declared list"),
        ("cc:l skos:broader cc:x . cc:x skos:topConceptOf cc:y .", "name taken"),
        ("cue:a hckg:pattern", "Turtle"),
    ],
)
def test_a_broken_list_is_refused(tmp_path: Path, turtle: str, message: str) -> None:
    path = tmp_path / "cues.ttl"
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    with pytest.raises(VocabularyError, match=message):
        read_cues([path])


def test_an_editor_can_add_a_cue_without_touching_code(tmp_path: Path) -> None:
    path = tmp_path / "cues.ttl"
    path.write_text(
        PREFIXES
        + "cue:a hckg:pattern 'kinda' ; skos:example 'It kinda works.' ; hckg:cueClass cc:k ; hckg:weight -2 .",
        encoding="utf-8",
    )
    (hit,) = read_cues([path]).find("It kinda works.").of("l")
    assert (hit.span, hit.cue.weight) == (Span(3, 8), -2.0)


@pytest.mark.parametrize(("mark", "signals"), [("", {"b"}), ("cc:l hckg:apart true .", {"a", "b"})])
def test_cues_of_a_list_hide_one_another_unless_they_stand_apart(tmp_path: Path, mark: str, signals: set[str]) -> None:
    path = tmp_path / "cues.ttl"
    path.write_text(
        PREFIXES
        + "cue:a hckg:pattern 'safety' ; skos:example 'safety' ; hckg:cueClass cc:k ; hckg:signals cue:a ."
        + "cue:b hckg:pattern 'durability ~2 safety' ; skos:example 'e' ; hckg:cueClass cc:k ; hckg:signals cue:b ."
        + mark,
        encoding="utf-8",
    )
    found = read_cues([path]).find("Durability and safety").of("l")
    assert {hit.cue.signals for hit in found} == signals


@given(st.text(max_size=400))
def test_folding_moves_no_character(text: str) -> None:
    assert len(fold(text)) == len(text)


PHRASES = st.sampled_from(
    [example for cue in CUES.cues for example in cue.examples] + [" ", "\n", "\u0130", "1,2", ". "]
)


@settings(deadline=None)
@given(st.lists(PHRASES, max_size=12).map("".join))
def test_hits_lie_in_the_text_in_order_and_always_the_same(text: str) -> None:
    hits = CUES.find(text)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits.all)
    assert [hit.start for hit in hits.all] == sorted(hit.start for hit in hits.all)
    assert hits.all == CUES.find(text).all


@given(st.lists(PHRASES, min_size=1, max_size=4).map(" ".join), st.integers(2, 5))
def test_hits_of_a_repeated_text_repeat(text: str, times: int) -> None:
    one = f"{text} | . |"
    assert len(CUES.find(one * times).all) == times * len(CUES.find(one).all)
