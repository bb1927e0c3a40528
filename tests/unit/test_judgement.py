"""Cautions that articles state, and review criteria."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg import vocabulary
from kg.extract.cautions import read_cautions
from kg.extract.criteria import read_criteria
from tests.unit.language import CUES, article


def cautions(text: str) -> set[str]:
    hits, sentences = article(text)
    return {kind for kind, _ in read_cautions(hits, sentences)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("It was seen in a single patient.", "single-case"),
        ("It was a small study.", "small-sample"),
        ("The results are preliminary.", "early-stage"),
        ("Further research is needed.", "needs-replication"),
        ("The long-term effects are unknown.", "long-term-unknown"),
        ("It is unclear whether it is safe.", "safety-unknown"),
        ("It has not been tested in humans.", "animal-only"),
        ("The author has a conflict of interest.", "conflict-of-interest"),
        ("It has not been peer-reviewed.", "not-peer-reviewed"),
        ("It has not been approved by the regulator.", "not-approved"),
        ("The dosing was not told.", "dosing-undisclosed"),
    ],
)
def test_stated_limits_are_read(text: str, kind: str) -> None:
    assert kind in cautions(text)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "The lasting effects and the safety of the graft remain under study.",
            {"long-term-unknown", "safety-unknown"},
        ),
        ("Further work is needed to establish its long-term safety.", {"needs-replication", "long-term-unknown"}),
        ("The kind of cell, the dose and the protocol were not disclosed.", {"dosing-undisclosed"}),
        ("This is an early, single-patient report.", {"early-stage", "single-case"}),
        ("Oversight by the state and agreed protocols are needed.", {"needs-standard-protocols"}),
        ("Larger randomised trials are needed.", {"needs-trials", "needs-replication"}),
        ("This small pilot study was not blinded.", {"small-sample", "early-stage", "not-blinded"}),
    ],
)
def test_one_clause_may_state_two_limits(text: str, kinds: set[str]) -> None:
    assert kinds <= cautions(text)


@pytest.mark.parametrize(
    "text",
    [
        "Early detection saves lives.",
        "Small amounts are fine.",
        "The drug works.",
        "She was the first patient to undergo the operation.",
        "About one woman in nine is affected.",
        "Not a single patient fell ill.",
        "An experimental vaccine was given to the volunteers.",
        "The effect is less well founded than it seems.",
        "The chief executive was delighted.",
        "Shares rose after the news, and health equity is our aim.",
        "He is an adviser to the dean.",
        "The first step of the pathway needs an enzyme.",
        "Patients with a very early disease did well.",
        "It delays the disease; there is no cure for it.",
        "People need more sleep.",
        "The diagnosis was confirmed by a blood test.",
        "Everybody should be tested again at least once a year.",
        "They should be tested in the laboratory.",
        "There was no benefit at the higher dose.",
        "The drug does not release insulin.",
        "Treatment gave short-term relief.",
        "The study asks how the long-term care of patients is paid.",
        "Little to no side effects were seen.",
        "Neither the patients nor their doctors knew which treatment was given.",
        "Results may differ materially because of known and unknown risks.",
        "They adjusted for age, smoking and other possible confounding factors.",
        "The disorder shows considerable genetic heterogeneity.",
        "A small sample of blood is enough.",
        "Earlier small studies had found the same.",
        "Protein levels fell in mouse models and in humans.",
        "The lobes are held in a retracted position.",
        "The tablets were withdrawn from the market.",
        "A surgeon may follow standard procedures under medical supervision.",
        "It is not recommended as a food.",
        "Results are not available.",
        "Many stop treatment too early.",
        "It was an experimental study.",
        "They ruled out other factors that could play a part.",
        "The need for further surgery, finds research from abroad, is low.",
        "They were not asked to specify the brand.",
        "Scientists at the Roche Foundation took part.",
        "Low fitness in children is a cause for concern.",
    ],
)
def test_words_that_only_look_like_limits(text: str) -> None:
    assert cautions(text) == set()


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("Dr Ray is a paid consultant of the maker.", {"conflict-of-interest"}),
        ("This is a small study.", set()),
    ],
)
def test_the_foot_of_a_page_declares_interests_and_nothing_else(words: str, kinds: set[str]) -> None:
    hits, sentences = article(words)
    foot = [replace(sentence, section="boilerplate") for sentence in sentences]
    assert {kind for kind, _ in read_cautions(hits, foot)} == kinds


@pytest.mark.parametrize(
    "text",
    [
        "The study was funded by the National Institutes of Health.",
        "The work was paid for by the NIHR and the British Heart Foundation, a charity.",
        "The trial was supported by a grant from the Medical Research Council.",
        "The researchers received funding from the NIH and a charity.",
        "The authors declared no conflicts of interest.",
        "The authors had no financial ties to the maker of the drug.",
    ],
)
def test_public_money_and_declared_absence_are_no_conflict(text: str) -> None:
    assert "conflict-of-interest" not in cautions(text)


@pytest.mark.parametrize(
    "text",
    [
        "The trial was funded by the maker of the drug.",
        "The work was funded by the NIH and by Pfizer.",
        "The study was funded by the Almond Board.",
        "Two of the authors have received fees from the company.",
        "The team received grants from Novartis.",
        "Dr Lee disclosed a conflict of interest.",
    ],
)
def test_money_of_those_who_sell_is_a_conflict(text: str) -> None:
    assert "conflict-of-interest" in cautions(text)


@pytest.mark.parametrize(
    "text",
    ["Experts say turmeric does not cure gout.", "There is no evidence that the vaccine causes gout."],
)
def test_a_denied_effect_limits_nothing(text: str) -> None:
    assert cautions(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Grapefruit raises blood levels of statins.",
        "The pill should not be taken with warfarin.",
        "Do not take the herb together with antidepressants.",
        "People who take warfarin should avoid ibuprofen.",
        "Ginkgo may interact with blood thinners.",
        "Antacids reduce the absorption of the drug.",
    ],
)
def test_what_must_not_be_taken_together_is_a_caution(text: str) -> None:
    assert cautions(text) == {"interaction"}


@pytest.mark.parametrize(
    "text",
    [
        "The pill does not interact with other medicines.",
        "There were no drug interactions.",
        "Genes interact with diet.",
        "Fish raises blood levels of vitamin D.",
        "It should be taken with food.",
    ],
)
def test_other_dealings_are_no_interaction(text: str) -> None:
    assert cautions(text) == set()


def verdicts(text: str) -> dict[str, str]:
    hits, sentences = article(text)
    return {reading.criterion: reading.verdict for reading in read_criteria(hits, sentences, CUES)}


SOBER = (
    "The randomised trial followed 300 patients for 12 weeks and compared the pill with a placebo. "
    "Pain fell from 8 to 5 points, compared with 7 in the placebo group, a difference of 25 percent. "
    "The most common side effects were nausea and headache; serious adverse events were rare. "
    "The pill costs $20 a month and is an expensive choice beside other treatments. "
    "A limitation is that the study does not prove long benefit. "
    "The study was funded by the Medical Research Council; the authors had no conflicts of interest."
)
HYPE = (
    "The revolutionary pill is a miracle for everybody who ever had a sore back, its makers say. "
    "It is a groundbreaking, life-saving breakthrough of unprecedented power, and the world's first of its kind. "
    "Users call it amazing and incredible. Nothing like it was ever seen, and the chief executive is thrilled "
    "with this extraordinary pill, which is to be the holy grail of the whole field for many years to come."
)


@pytest.mark.parametrize(
    "criterion",
    ["benefits", "costs", "evidence-quality", "funding-and-conflicts", "harms", "no-sensational-language"],
)
def test_a_sober_article_meets_what_an_advertisement_does_not(criterion: str) -> None:
    assert verdicts(SOBER)[criterion] == "satisfied"
    assert verdicts(HYPE)[criterion] == "not-satisfied"


NAMED = "Of 200 women 12 had nausea and 9 a rash; three withdrew, and the pill carries a risk of bleeding. "
UNNAMED = "Of 200 women 12 had complications of the disease; all were treated, and the pill is taken at night. "
TURNS = "For the first time a pill kills the germ and saves lives, which opens a new era for this unique drug. "
PLAIN = "In a trial a pill acted on the germ, and fewer people fell ill with it, which others have seen as well. "


@pytest.mark.parametrize(
    ("criterion", "met", "missed"), [("harms", NAMED, UNNAMED), ("no-sensational-language", PLAIN, TURNS)]
)
def test_a_criterion_is_met_by_what_is_said_and_not_by_its_subject(criterion: str, met: str, missed: str) -> None:
    filling = "The women lived in the north of the country and were seen by their doctors once a month. " * 4
    assert verdicts(met + filling)[criterion] == "satisfied"
    assert verdicts(missed + filling)[criterion] == "not-satisfied"


QUIET = "The pill cures back pain, says its maker. " + "It was tried in two towns by the sea last winter. " * 10


def test_of_silence_no_criterion_is_shown_to_be_satisfied() -> None:
    hits, sentences = article(QUIET)
    (read,) = [r for r in read_criteria(hits, sentences, CUES) if r.criterion == "no-sensational-language"]
    assert (read.verdict, read.shown) == ("satisfied", "undetermined")
    assert [span.of(QUIET) for span in read.against] == ["cures"]
    assert {r.shown for r in read_criteria(*article(SOBER), CUES) if r.favouring} == {"satisfied"}


def test_a_short_text_is_not_judged() -> None:
    assert set(verdicts("The pill is a miracle.").values()) == {"undetermined"}


def test_the_places_of_a_verdict_are_given() -> None:
    hits, sentences = article(SOBER)
    harms = next(r for r in read_criteria(hits, sentences, CUES) if r.criterion == "harms")
    assert any("side effects" in span.of(SOBER) for span in harms.at)


def test_criteria_and_cautions_bear_the_names_of_the_schemes() -> None:
    schemes = vocabulary.load().schemes
    hits, sentences = article(SOBER)
    assert {r.criterion for r in read_criteria(hits, sentences, CUES)} == set(schemes["hnr"])
    limits = {cue.signals for cue in CUES.cues if cue.family == "caution" and cue.signals}
    assert limits <= set(schemes["limitation"])


def test_sales_talk_is_sensational() -> None:
    plain = "The capsule holds turmeric. It is sold in packs of thirty. " * 8
    talk = plain + "Say goodbye to stiff knees. It changed my life. Order today."
    verdicts = []
    for text in (plain, talk):
        hits, sentences = article(text)
        verdicts += [
            r.verdict for r in read_criteria(hits, sentences, CUES) if r.criterion == "no-sensational-language"
        ]
    assert verdicts == ["satisfied", "not-satisfied"]
