"""``kg annotate``: shape of a line, offsets, and what garbage does."""

from __future__ import annotations

import json
import random
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract import annotate, extract, load_cues
from kg.read import read_article
from kg.terms import Matcher, make_matcher

TEXT = (
    "Stem Cell Therapy Reverses Type 2 Diabetes\n\n"
    "A stem cell therapy reportedly reversed type 2 diabetes in one patient, doctors say.\n\n"
    "The case report was published in the journal Cell Letters. It remains preliminary. More research is needed.\n"
)


@cache
def matcher() -> Matcher:
    return make_matcher()


def rows(*lines: str | bytes) -> list[dict[str, Any]]:
    return list(annotate(lines, matcher=matcher(), cues=load_cues()))


def row(**given: object) -> dict[str, Any]:
    return rows(json.dumps({"id": "x", **given}))[0]


def test_a_line_has_the_agreed_shape() -> None:
    found = row(text=TEXT)
    assert {
        "id",
        "title",
        "evidence",
        "headline",
        "sentences",
        "mentions",
        "claims",
        "cautions",
        "criteria",
        "sources",
    } <= set(found)
    assert found["title"] == {"start": 0, "end": 42}
    assert set(found["evidence"]) == {"level", "basis", "sample_size", "subjects"}
    assert set(found["headline"]) == {"strength", "group", "overclaim"}
    assert set(found["sentences"][0]) == {
        "start",
        "end",
        "section",
        "strength",
        "group",
        "hedged",
        "negated",
        "certainty",
    }
    assert set(found["mentions"][0]) == {"start", "end", "type", "concept", "ids", "label", "negated"}
    claim = next(c for c in found["claims"] if c["predicate"] == "reverses")
    assert (claim["subject"]["label"], claim["object"]["label"]) == ("Stem Cell Therapy", "Type 2 Diabetes")
    assert claim["object"]["concept"] == "hckg.concept:type-2-diabetes"
    assert {"strength", "negated", "modality", "scope", "voice", "evidence", "start", "end", "confidence"} <= set(claim)
    json.dumps(found)


def test_places_are_code_points_of_the_text() -> None:
    text = "\U0001f9ea Caf\u00e9: stem cell therapy reverses type 2 diabetes."
    for mention in row(text=text)["mentions"]:
        assert text[mention["start"] : mention["end"]].lower() in ("stem cell therapy", "type 2 diabetes", "reverses")


@pytest.mark.parametrize(("verb", "outruns"), [("lowers the risk of", True), ("might lower the risk of", False)])
def test_a_title_that_says_may_does_not_outrun_a_body_that_hopes(verb: str, outruns: bool) -> None:
    body = "A trial randomly assigned 900 adults to metformin or none. Metformin is a possible treatment for stroke."
    headline = row(text=f"Metformin {verb} stroke\n\n{body}\n\nThe town is small.")["headline"]
    assert headline["overclaim"] is outruns


def test_no_title_no_headline() -> None:
    assert row(text="it helps. it rained, and then it did not rain any more on us.")["headline"] is None


def test_order_is_kept_unknown_keys_and_blank_lines_are_passed_over() -> None:
    lines = [json.dumps({"id": n, "text": "Lithium treats mania.", "gold": [1]}) for n in range(5)]
    assert [r["id"] for r in rows(lines[0], "", "  \n", *lines[1:])] == list(range(5))


@pytest.mark.parametrize(
    "line",
    [
        "{", "[]", "null", "3", '"text"', "{}", '{"text": 3}', '{"text": ""}', '{"text": "x", "title": 4}',
        '{"text": "x", "format": ["text"]}', '{"text": "x", "format": "docx"}',
        '{"text": "\\u0000\\u0001"}', '{"text": "a lone \\ud800 surrogate"}',
        b"\xff\xfe\x00", "[" * 100_000, '{"a":' * 50_000,
    ],
    ids=range(16),
)  # fmt: skip
def test_a_bad_line_is_one_error_line(line: str | bytes) -> None:
    bad, good = rows(line, json.dumps({"id": "y", "text": "Lithium treats mania."}))
    assert set(bad) == {"id", "error"}
    assert "\n" not in bad["error"]
    assert good["id"] == "y"


def test_a_bad_line_keeps_its_id() -> None:
    assert row(text="x", format="docx")["id"] == "x"


def test_a_web_page_is_given_with_the_text_that_places_count_in() -> None:
    words = "The therapy was tested in one patient only, doctors say, and more work is needed."
    page = "<html><body><article><h1>Stem cell therapy reverses type 2 diabetes</h1><p>" + words + "</p>"
    found = row(text=page, format="html")
    assert all(found["text"][m["start"] : m["end"]] for m in found["mentions"])


def test_a_long_line_of_one_sentence_ends() -> None:
    found = row(text="stem cell therapy treats type 2 diabetes and " * 300)
    assert len(found["claims"]) < 100


@settings(max_examples=80, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["id", "text", "title", "url", "format", "x"]),
        st.one_of(st.text(max_size=80), st.integers(), st.none()),
    )
)
def test_whatever_a_line_holds_one_line_comes_out(given_: dict[str, object]) -> None:
    (found,) = rows(json.dumps(given_))
    assert ("error" in found) != ("claims" in found)


def test_a_short_form_is_called_by_the_longest_name_the_text_has_for_it() -> None:
    found = row(text="Bariatric surgery reverses T2DM. It is short for type 2 diabetes mellitus.")["claims"][0][
        "object"
    ]
    assert (found["label"], found["start"], found["end"]) == ("type 2 diabetes mellitus", 27, 31)


def test_a_short_form_that_stands_alone_is_called_as_written() -> None:
    assert row(text="Bariatric surgery reverses T2DM.")["claims"][0]["object"]["label"] == "T2DM"


PHRASES = st.sampled_from(
    [
        *("Lithium treats mania", "type 2 diabetes (T2D)", "T2D", "said Dr. Ann Lee", "14 of 17 patients", "may not"),
        *("was better than", "in a randomized trial", ".", "\n\n", "- ", "don't", "2.5%", "\u03b2-cells", "\U0001f9ea"),
    ]
)
TEXTS = st.lists(PHRASES, min_size=1, max_size=12).map(" ".join).filter(str.strip)


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_what_was_read_before_changes_nothing(texts: list[str], draw: random.Random) -> None:
    lines = [json.dumps({"id": number, "text": text}) for number, text in enumerate(texts)]
    first = rows(*lines)
    draw.shuffle(lines)
    assert sorted(rows(*lines), key=lambda found: found["id"]) == first


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_every_place_lies_in_the_text_and_is_trimmed(text: str) -> None:
    found = row(text=text)
    parts = ("sentences", "mentions", "claims", "cautions", "sources")
    places = [place for part in parts for place in found[part]]
    places += [claim[side] for claim in found["claims"] for side in ("subject", "object") if "start" in claim[side]]
    for place in places:
        surface = text[place["start"] : place["end"]]
        assert len(surface) == place["end"] - place["start"] > 0
        assert surface == surface.strip()


def test_of_a_passage_it_tells_what_is_too_unsure_for_a_record() -> None:
    text = "Keywords: type 2 diabetes, metformin."
    (claim,) = row(text=text)["claims"]
    assert (claim["predicate"], claim["confidence"]) == ("usedFor", 0.3)
    assert not extract(read_article(text, format="text"), matcher=matcher(), cues=load_cues()).claims
    article = "\n\n".join([text, *(f"This is sentence {n} of the article." for n in range(8))])
    assert not row(text=article)["claims"], "an article says things more than once"


def test_a_line_without_text_keeps_its_id() -> None:
    assert [row["id"] for row in rows('{"id": 2}', '{"id": "z", "text": 3}')] == [2, "z"]


def test_a_line_that_is_not_utf_8_says_so() -> None:
    (bad,) = rows(b'{"id": 1, "text": "caf\xe9"}')
    assert "not UTF-8: byte 22" in bad["error"]


def test_fish_oil_is_no_study_in_fish() -> None:
    text = "Fish oil eased pain in a trial of 48 patients. Those who took fish oil slept well."
    (row,) = rows(json.dumps({"id": 1, "text": text}))
    assert row["evidence"]["subjects"] == "human"
