"""In whom or in what each finding was seen, where an article tells of cells, of animals and of people."""

from __future__ import annotations

from functools import cache

import pytest

from kg.extract import extract, load_cues, to_record
from kg.model import Claim
from kg.read import read_article
from kg.terms import Matcher, make_matcher
from kg.terms.index import Index, Term

SURE = 0.7
"""A passage says more than this, less surely: what stands together in it may be related."""


@cache
def matcher() -> Matcher:
    known = {"Condition": ("dementia", "melanoma", "stroke"), "Chemical": ("curcumin", "metformin")}
    return make_matcher([Index.make([Term(slug=n, cls=c, names=(n,)) for c, names in known.items() for n in names])])


def claims(text: str) -> list[Claim]:
    found = extract(read_article(text, format="text"), matcher=matcher(), cues=load_cues())
    to_record(found)
    return [c for c in found.claims if c.predicate != "hasLimitation" and float(c.confidence) >= SURE]


def seen(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return level, subjects and context of each claim, in order."""
    return [(c.evidence[0].level, c.evidence[0].subjects, c.context) for c in claims(text)]


CELLS = ("in-vitro", "cells", ("cells-in-culture",))
MICE = ("animal", "animal", ("mice",))
OPEN = ("unstated", "", ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In cell cultures, curcumin killed melanoma, but in mice curcumin did not prevent melanoma.", [CELLS, MICE]),
        ("Curcumin killed melanoma in cell cultures. In mice, curcumin slowed melanoma.", [CELLS, MICE]),
        ("Curcumin slowed melanoma in mice, but curcumin does not prevent dementia in people.", [MICE, OPEN]),
        ("Animal studies show that curcumin slows melanoma.", [("animal", "animal", ("laboratory-animals",))]),
        ("Curcumin slowed melanoma in old rats.", [("animal", "animal", ("rodents",))]),
        ("Curcumin slows melanoma.", [OPEN]),
    ],
)
def test_each_claim_rests_on_what_it_was_seen_in(text: str, expected: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert seen(text) == expected


def test_evidence_points_to_the_words_that_tell_it() -> None:
    text = "Curcumin killed melanoma in cell cultures. In mice, curcumin slowed melanoma."
    assert [[at.of(text) for at in c.evidence[0].at] for c in claims(text)][1] == ["mice"]


TRIAL = "Metformin Cuts Stroke Risk\n\nIn a randomised trial of 900 adults, metformin reduced the risk of stroke."


def test_beside_a_trial_in_people_a_claim_about_mice_rests_on_mice_alone() -> None:
    text = TRIAL + "\n\nIn mice, metformin prevented dementia. It rained. It snowed."
    told = {c.predicate: (c.evidence[0].level, c.evidence[0].subjects, c.study) for c in claims(text)}
    assert told == {
        "reducesRiskOf": ("randomised-trial", "human", "study"),
        "prevents": ("animal", "animal", "study-2"),
    }


def test_beside_cells_a_trial_in_people_is_evidence_of_its_own_claim() -> None:
    text = (
        "Curcumin Kills Melanoma in the Lab\n\nCurcumin killed melanoma in cell cultures, researchers report.\n\n"
        "A trial in 40 patients found that curcumin did not prevent melanoma. It rained. It snowed."
    )
    last = claims(text)[-1].evidence[0]
    assert (last.level, last.subjects, last.sample_size) == ("uncontrolled-trial", "human", 40)
    assert claims(text)[0].evidence[0].sample_size is None
