"""Evidence: said levels, finer designs, samples and subjects; nothing is guessed."""

from __future__ import annotations

import pytest

from kg.extract.evidence import EvidenceReading, read_evidence
from kg.model import Span
from tests.unit.language import CUES

PADDING = " The weather in the town was mild that day and the market was open until six." * 8


def read(text: str) -> EvidenceReading:
    return read_evidence(CUES.find(text), CUES)


@pytest.mark.parametrize(
    ("text", "level", "design"),
    [
        ("Patients were randomly assigned to the pill or to a placebo.", "randomised-trial", "randomised-controlled"),
        ("The phase 1 trial gave the drug to 12 patients.", "uncontrolled-trial", "phase-1"),
        ("The cohort study followed nurses for ten years.", "controlled-observational", "cohort"),
        ("The trial of 212 patients had no placebo group.", "uncontrolled-trial", ""),
        ("The trial was not randomised.", "controlled-observational", "controlled-non-randomised"),
        ("It was a case-control study.", "controlled-observational", "case-control"),
        ("A systematic review and meta-analysis pooled 24 trials.", "systematic-review", "systematic-review"),
        ("A case report tells of a 59-year-old man.", "case-report", "case-report"),
        ("The drug slowed tumours in mice.", "animal", "animal-study"),
        ("The compound killed cultured cells in a petri dish.", "in-vitro", "cell-study"),
        ("The task force issued a guideline.", "expert-consensus", "guideline"),
    ],
)
def test_what_is_said_gives_level_and_design(text: str, level: str, design: str) -> None:
    found = read(text + PADDING)
    assert (found.level, found.design) == (level, design)


@pytest.mark.parametrize(
    "text",
    [
        "The clinic offers a new pill for back pain.",
        "A randomised trial is planned. Further randomised trials are needed.",
        "Previous studies have shown that walking helps.",
        "The sample was a random sample of shops.",
    ],
)
def test_nothing_said_is_unstated(text: str) -> None:
    assert read(text + PADDING).level == "unstated"


def test_the_words_that_were_read_are_given() -> None:
    text = "Patients were randomly assigned to two groups." + PADDING
    assert "randomly assigned" in {span.of(text) for span in read(text).basis}


def test_the_basis_is_what_decides_and_each_wording_once() -> None:
    text = (
        "Coffee may cut the risk of stroke. In an observational study, researchers followed 4,200 people for ten years."
        " The risk of stroke was lower. The observational study was large." + PADDING
    )
    found = read(text)
    assert [span.of(text) for span in found.basis] == ["observational study", "followed 4,200 people for"]
    hint = "The risk of stroke was lower, and the risk of death was too."
    assert [span.of(hint) for span in read(hint).basis] == ["risk of"]


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("14 of 17 patients recovered.", 17),
        ("The trial enrolled more than 3,000 adults.", 3000),
        ("They recruited twelve volunteers.", 12),
        ("The study followed 1,207 men. Some 40 percent of men smoked.", 1207),
        ("About 40 million people worldwide have gout.", None),
        ("One in ten people has it.", None),
        ("A 59-year-old man was treated.", None),
        ("It came out in 2019.", None),
    ],
)
def test_sample_sizes(text: str, size: int | None) -> None:
    assert read(text).sample_size == size


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("The women kept a diary.", "human"),
        ("The drug slowed tumours in mice." + PADDING, "animal"),
        ("The compound killed cultured cells in a petri dish." + PADDING, "cells"),
        ("The market was open.", "none"),
    ],
)
def test_subjects(text: str, subjects: str) -> None:
    assert read(text).subjects == subjects


def test_context_of_a_trial() -> None:
    found = read("In the phase 3 trial, registered as NCT01234567, others got a placebo.")
    assert (found.stage, found.comparator, found.registrations) == ("late-trial", "placebo", ("NCT01234567",))


def test_a_passage_is_read_alone() -> None:
    text = "The drug slowed tumours in mice. It was a case-control study."
    hits = CUES.find(text)
    assert read_evidence(hits, CUES, [Span(0, 32)]).level == "animal"
    assert read_evidence(hits, CUES, [Span(33, len(text))]).level == "controlled-observational"


def test_an_empty_text_says_nothing() -> None:
    assert read("") == EvidenceReading()


@pytest.mark.parametrize(
    "text",
    [
        "Aspirin may help. A trial of 3,000 people is to start next year.",
        "The researchers hope to enrol 1,200 adults in a trial of vitamin D.",
        "The next trial will recruit 900 women.",
        "A larger study with 500 patients is planned.",
        "The firm is now recruiting 250 children for a trial of the vaccine.",
        "A trial in 800 patients begins in May.",
    ],
)
def test_those_who_are_yet_to_take_part_are_no_sample(text: str) -> None:
    assert read(text).sample_size is None


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("The team tested lithium in 24 patients. A larger trial with 500 people is planned.", 24),
        ("The team studied 40 men. It plans to test the diet in 400 more people.", 40),
        ("The trial enrolled 300 people and will report next year.", 300),
        ("The trial, which followed 120 women for 10 years, is to report next spring.", 120),
        ("The trial involved 64 adults aged 50 to 74 years.", 64),
        ("The study involved 52-year-old men.", None),
        ("The study involved a 52-year-old man and 11 other patients.", 11),
        ("Researchers followed patients over 65 years old.", None),
        ("The trial tested it in 20 percent of patients.", None),
    ],
)
def test_ages_years_and_plans_count_nobody(text: str, size: int | None) -> None:
    assert read(text).sample_size == size


def test_those_of_the_sentence_that_tells_the_design_were_studied() -> None:
    text = (
        "In a randomised trial of 900 adults the drug helped. In mice it had slowed tumours, and rats and mice lived."
    )
    assert read(text).subjects == "human"


def test_cells_that_are_given_to_somebody_were_not_studied() -> None:
    assert read(
        "In the pilot study, three patients got cells of their own, and the cells grew." + PADDING
    ).subjects == ("human")


def test_people_are_no_sample_of_work_on_cells() -> None:
    text = "The compound killed cultured cells in a petri dish. It was given to 40 patients once." + PADDING
    assert (read(text).level, read(text).sample_size) == ("in-vitro", None)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("They pooled the results of 31 randomised trials in adults.", None),
        ("The review covered 31 trials with 12,345 patients.", 12345),
        ("A group of 16 experts met.", None),
        ("The trial followed 120 women. Fourteen women dropped out early.", 120),
        ("Twelve patients stopped because of side effects.", None),
        ("The study followed 1.3 million people for ten years.", 1_300_000),
        ("Some 14.6 % (5,307) of the respondents drank nothing.", None),
        ("Nine out of ten parents agreed.", None),
        ("They read 82 questionnaires.", 82),
        ("Released on 28-Jan-2016: Patients fare well.", None),
        ("Embargoed until March 17, 4 pm: Patients fare well.", None),
        ("Volunteers (aged 18 to 27) and older (aged 65-82) participants came.", None),
        ("The 155 obese adults drank vinegar.", 155),
    ],
)
def test_only_those_who_were_studied_are_counted(text: str, size: int | None) -> None:
    assert read(text).sample_size == size


@pytest.mark.parametrize(
    "text",
    [
        "Over the past ten years doctors have learned much about the clinic.",
        "The pill has been around for more than 50 years.",
        "Experts are available for live or taped interviews.",
    ],
)
def test_what_is_told_in_passing_is_no_study(text: str) -> None:
    assert not read(text + PADDING).said


def test_a_control_alone_says_no_trial() -> None:
    assert not read("Walking eased pain compared with placebo.").said
    assert read("In 40 patients walking eased pain compared with placebo.").said


def test_a_pill_or_a_placebo_is_a_trial_with_a_control() -> None:
    assert read("For a year they took vinegar or a placebo each day." + PADDING).level == "randomised-trial"


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("The team recruited three men and eleven women with gout.", 14),
        ("The study of more than 10,000 heart patients is out. They randomly assigned 10,732 patients to it.", 10_732),
        ("Nearly 400 patients came. The study of 398 patients was run in May.", 398),
        ("A British trial of 1998 overweight people told of 342 people on the drug.", 342),
        ("They began the trial in 2007, ultimately recruiting a total of 274 women.", 274),
        ("The trial enrolled 416 patients. Almost 500,000 individuals dying from overdoses were counted.", 416),
        ("One patient fell ill. Twenty men with gout took the pill.", 20),
        ("It was tried in one man with gout.", 1),
        ("Of 900 women, 204 women developed gout. The 900 women were watched.", 900),
        ("A total of 24 breasts were rebuilt. They were those of 19 patients.", 19),
    ],
)
def test_the_sample_is_those_who_were_studied(text: str, size: int) -> None:
    assert read(text + PADDING).sample_size == size


@pytest.mark.parametrize(
    "text",
    [
        "Deaths fell to 4.8 per 100 person-years on the drug.",
        "One third of the patients fell ill.",
        "Gout is the number 1 ill of men.",
        "Almost one in four of those patients fell ill.",
        "Doctors would need to treat 370 women to save one life.",
        "The college has a faculty of more than 3,000 physicians.",
        "Its doctors provide care in about 80 specialties to more than 100,000 patients.",
        "It kills many every year.4 Half of people know it.",
        "We want to make HIF-2 blockers for patients.",
    ],
)
def test_rates_staff_and_shares_count_nobody(text: str) -> None:
    assert read(text + PADDING).sample_size is None


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Nine trials of vitamin D together find no lower risk of gout.", "systematic-review"),
        ("Pooled trials of the drug find a small effect.", "systematic-review"),
        ("The graft survived in one man with gout. He was the first participant of a small study.", "case-report"),
        ("Nobody was allotted to a diet; the diets of 900 women were asked for.", "controlled-observational"),
        ("The agency issued a warning about the pills.", "expert-consensus"),
        ("In a small phase II trial doctors randomly assigned 61 women to the drug or to none.", "randomised-trial"),
        ("Old rats got cells. Other rats were assigned to receive placebo.", "animal"),
    ],
)
def test_what_a_study_did_goes_before_what_it_is_called(text: str, level: str) -> None:
    assert read(text + PADDING).level == level


@pytest.mark.parametrize(
    "text", ["The shop makes health claims of its tea.", "People with gout, known as an old ill, sleep less as a rule."]
)
def test_loose_words_tell_of_no_study(text: str) -> None:
    assert not read(text + PADDING).said


@pytest.mark.parametrize(
    "text",
    [
        "Adults usually start by taking one tablet daily.",
        "Symptoms often return after treatment.",
        "You can catch it from animals such as sheep and cattle.",
        "It is checked with a blood test in the laboratory.",
        "Your doctor will ask you to fill in a questionnaire.",
        "People with gout who take diuretics have a higher risk of kidney stones.",
        "Some people take part in clinical trials. Ask your doctor about them.",
    ],
)
def test_advice_tells_of_no_study(text: str) -> None:
    assert not read(text + PADDING).said


@pytest.mark.parametrize("word", ["Researchers say so.", "It was published in May.", "The team gave it to nine women."])
def test_words_of_research_make_loose_words_a_design(word: str) -> None:
    assert read(f"Adults start by taking one tablet daily for six weeks. {word}" + PADDING).said
