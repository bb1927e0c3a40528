"""Which study a claim stands with: articles of several studies, of one in mice, of none, with advice beside a study."""

from __future__ import annotations

import pytest

from kg.extract import extract, load_cues, to_record
from kg.extract.result import Extraction
from kg.model import Claim
from kg.read import read_article
from tests.unit.test_everyday import matcher

TAIL = "\n\nThe weather was mild that day. The market was open until six."


def read(text: str) -> Extraction:
    return extract(read_article(text + TAIL, format="text"), matcher=matcher(), cues=load_cues())


def rests(claim: Claim) -> tuple[str, int | None, str]:
    line = claim.evidence[0]
    return line.level, line.sample_size, claim.study


def told(text: str) -> dict[str, tuple[str, int | None, str]]:
    """Return on what each claim rests, the last of each predicate."""
    return {c.predicate: rests(c) for c in read(text).claims if c.predicate != "hasLimitation"}


MICE_THEN_PEOPLE = (
    "Lithium against dementia\n\n"
    "Lithium prevented dementia in 48 mice bred to fall ill. The treated mice were calm.\n\n"
    "The team then ran a randomised trial in 212 people. Lithium slowed dementia."
)


def test_of_a_mouse_study_and_a_trial_in_people_each_keeps_its_own_numbers() -> None:
    found = read(MICE_THEN_PEOPLE)
    line = found.evidence
    assert (line.level, line.sample_size, line.subjects) == ("randomised-trial", 212, "human")
    assert [(s.slug, s.level, s.sample_size) for s in found.studies] == [
        ("study", "randomised-trial", 212),
        ("study-2", "animal", 48),
    ]
    assert told(MICE_THEN_PEOPLE) == {
        "prevents": ("animal", 48, "study-2"),
        "treats": ("randomised-trial", 212, "study"),
    }


def test_a_title_that_names_mice_keeps_the_mouse_study_first() -> None:
    found = read(MICE_THEN_PEOPLE.replace("against dementia", "against dementia in mice"))
    assert (found.evidence.level, found.evidence.sample_size, found.evidence.subjects) == ("animal", 48, "animal")
    assert [(s.level, s.sample_size) for s in found.studies][1:] == [("randomised-trial", 212)]


def test_two_studies_in_people_are_two() -> None:
    text = (
        "Zinc and colds\n\nA cohort study of 42,767 Britons found that zinc reduced the risk of colds.\n\n"
        "There was also a randomised trial of 1,548 people. There zinc prevented colds."
    )
    assert told(text) == {
        "reducesRiskOf": ("controlled-observational", 42767, "study"),
        "prevents": ("randomised-trial", 1548, "study-2"),
    }


def test_the_record_holds_every_study_that_a_claim_stands_with() -> None:
    record = to_record(read(MICE_THEN_PEOPLE))
    assert [(s.slug, s.level, s.sample_size) for s in record.studies] == [
        ("study", "randomised-trial", 212),
        ("study-2", "animal", 48),
    ]


def test_a_paragraph_on_another_study_ends_with_it() -> None:
    text = (
        "Coffee cuts the risk of dementia\n\nIn a cohort study of 900 adults coffee lowered the risk of dementia.\n\n"
        "Earlier work in mice was short.\n\nIn the study coffee reduced the risk of gout."
    )
    assert {rests(c) for c in read(text).claims} == {("controlled-observational", 900, "study")}


def test_the_opening_may_call_what_was_tested_by_another_name() -> None:
    text = (
        "Walnuts reverse eczema\n\nWalnuts reversed eczema, a study shows.\n\n"
        "Walnuts are rich in zinc.\n\nThe scientists fed mice zinc for ten weeks."
    )
    assert told(text) == {"treats": ("animal", None, "study")}
    alone = text.replace("Walnuts are rich in zinc.\n\n", "")
    assert told(alone) == {"treats": ("unstated", None, "")}


@pytest.mark.parametrize(
    "text",
    [
        "A tablet beats pain\n\nIn our customer survey 94 % of 2,310 customers felt better. Turmeric prevents gout.",
        "A tablet beats pain\n\nOf 2,310 users surveyed, most felt better. Turmeric prevents gout.",
        "Why people took a dewormer for dogs\n\nThe pet drug is cheap. Zinc prevents gout, some say.",
        "Horse medicine is no cure\n\nIt is a drug used in horses and cattle. Zinc prevents gout, some say.",
        "Ask me\n\nYour risk of gout over the next ten years is low. Zinc prevents gout.",
        "Gene therapy for a deaf boy\n\nIt was first tried in mice. Zinc prevents gout.",
        "Vinegar is everywhere\n\nI looked at the evidence. Zinc prevents gout.",
        "My story\n\nFor years I had gout. Zinc prevents gout, and my life has changed.",
    ],
)
def test_where_no_study_is_told_of_none_is_made_up(text: str) -> None:
    found = read(text)
    assert not found.says_design
    assert found.evidence.subjects != "animal"
    assert {rests(c) for c in found.claims} == {("unstated", None, "")}


@pytest.mark.parametrize(
    ("advice", "level"),
    [
        ("The NHS says that aspirin prevents stroke.", "expert-consensus"),
        ("Under the new guidelines aspirin prevents stroke.", "expert-consensus"),
        ("Ask your doctor whether aspirin prevents stroke.", "unstated"),
        ("Aspirin prevented stroke in those who took it.", "randomised-trial"),
    ],
)
def test_advice_is_not_lent_the_study_of_the_article(advice: str, level: str) -> None:
    text = (
        "Aspirin lowers the risk of stroke\n\n"
        "In a randomised trial of 2,256 women aspirin lowered the risk of stroke.\n\n" + advice
    )
    assert told(text)["prevents"][0] == level
    assert told(text)["reducesRiskOf"] == ("randomised-trial", 2256, "study")


def test_a_guideline_is_the_evidence_of_an_article_on_it() -> None:
    text = "New guideline on aspirin\n\nA task force issued a guideline. The guideline says aspirin prevents stroke."
    assert told(text)["prevents"] == ("expert-consensus", None, "study")


def test_how_many_took_part_is_told_where_the_design_is_not() -> None:
    text = "Cold showers may lift mood\n\nThe team had 61 volunteers. Cold showers may ease depression."
    line = read(text).evidence
    assert (line.level, line.sample_size, [at.of(text) for at in line.at]) == ("unstated", 61, ["61 volunteers"])


def test_the_words_that_count_the_sample_are_evidence_too() -> None:
    text = "Zinc tested\n\nIn a randomised trial of 900 adults zinc did nothing."
    line = read(text).evidence
    assert [at.of(text) for at in line.at] == ["randomised trial", "900 adults"]


def test_a_list_of_other_works_tells_of_no_study() -> None:
    text = (
        "An app for wounds\n\nForty patients were enrolled.\n\n1. Lee A, et al. Burns: a systematic review. Am J. 2014."
    )
    assert read(text).evidence.level != "systematic-review"
    assert read(text.replace("et al. ", "")).evidence.level == "systematic-review"


def test_what_is_told_first_of_people_goes_before_what_is_added_of_animals() -> None:
    people = "There is one trial from 2009. In it 155 obese adults drank tea daily for ten weeks."
    rats = "In rats it lowers blood glucose."
    first = read(f"Does green tea help?\n\n{people}\n\n{rats}").evidence
    assert (first.level, first.sample_size, first.subjects) == ("uncontrolled-trial", 155, "human")
    assert read(f"Does green tea help?\n\n{rats} {rats}\n\n{people}").evidence.level == "animal"


def test_the_form_of_what_was_tested_is_no_other_thing() -> None:
    text = (
        "Lithium against dementia\n\nLithium slowed dementia in a trial in 196 women.\n\n"
        "The women got the pill or a placebo for two weeks."
    )
    assert told(text)["treats"] == ("randomised-trial", 196, "study")


def test_what_was_tested_is_the_matter_though_the_opening_calls_it_otherwise() -> None:
    text = (
        "Gout medicine against memory loss\n\nA gout medicine may help.\n\n"
        "In a randomised trial 212 people took lithium. Lithium slowed dementia.\n\n"
        "Lithium is cheap. Lithium is old. Lithium is sold widely."
    )
    assert told(text)["treats"] == ("randomised-trial", 212, "study")
