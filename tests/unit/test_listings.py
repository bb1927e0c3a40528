"""Lists under headings, labels and lead-ins: what each claims, where, and on what evidence. All pages are our own."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.build import build
from kg.extract import explain, extract, load_cues
from kg.extract.result import Extraction
from kg.home import Home
from kg.model import UNSTATED
from kg.read import read_article
from tests.unit.test_everyday import matcher, said

GOUT = """Gout

Gout is a disease of the joints. It comes in attacks. They may last for days. Most people get better by themselves.

"""
MEDICINE = """Lithium

Lithium is a medicine that has been in use for many years. It comes as tablets. Most people take it twice a day.

"""
CASES = [
    ("Symptoms of gout\n\n- nausea\n- dizziness", {"gout | hasFeature | nausea", "gout | hasFeature | dizziness"}),
    ("What are the main symptoms of gout?\n\n- nausea", {"gout | hasFeature | nausea"}),
    ("Treatments for gout to avoid\n\n- aspirin\n- ice packs", set()),
    ("Symptoms of gout are not:\n\n- nausea\n- dizziness", set()),
    ("Symptoms\n\n- feeling stiff", {"Symptoms | hasFeature | feeling stiff"}),
    (
        "Causes of gout\n\n- obesity\n- drinking too little",
        {"obesity | causes | gout", "drinking too little | causes | gout"},
    ),
    ("Who is at risk of gout?\n\n- people with psoriasis\n- people over 40", {"psoriasis | increasesRiskOf | gout"}),
    (
        "Treatments for gout\n\n- aspirin or paracetamol\n- ice packs",
        {"aspirin | usedFor | gout", "paracetamol | usedFor | gout", "ice packs | usedFor | gout"},
    ),
    ("How is gout treated?\n\n- medicines, such as celecoxib", {"celecoxib | usedFor | gout"}),
    (
        "How to prevent gout\n\n- Not smoking\n- Cutting down on meat",
        {"Not smoking | prevents | gout", "Cutting down on meat | prevents | gout"},
    ),
    ("How to lower your risk of gout\n\n- oats", {"oats | reducesRiskOf | gout"}),
    ("Complications of gout\n\n- insomnia: lying awake with pain", {"gout | causes | insomnia"}),
    (
        "Side effects of lithium\n\n- nausea\n- a dry mouth",
        {"lithium | causes | nausea", "lithium | causes | dry mouth"},
    ),
    (
        "Side effects of lithium\n\nCommon side effects\n\n- nausea\n\nRare\n\n- tremor",
        {"side effects | causes | nausea", "side effects | causes | tremor"},
    ),
    ("Side effects of lithium\n\nTell your doctor if you get any of these.\n\n- nausea", {"lithium | causes | nausea"}),
    (
        "Side effects of lithium\n\nVery common (may affect more than 1 in 10 people): nausea, dizziness.",
        {"lithium | causes | nausea", "lithium | causes | dizziness"},
    ),
    (
        "The facts\n\n- Side effects of lithium: nausea and tremor",
        {"lithium | causes | nausea", "lithium | causes | tremor"},
    ),
    ("What lithium is used for\n\n- gout", {"lithium | usedFor | gout"}),
    ("Before you start\n\nDo not take lithium if you have:\n\n- psoriasis", {"lithium | not usedFor | psoriasis"}),
    (
        "Symptoms of gout\n\nSymptom | How long\n\nnausea | a day\n\ndizziness | a week",
        {"gout | hasFeature | nausea", "gout | hasFeature | dizziness"},
    ),
    (
        "Side effects of lithium\n\nVery common | nausea, tremor\n\nRare | insomnia",
        {"lithium | causes | nausea", "lithium | causes | tremor", "lithium | causes | insomnia"},
    ),
    # what says nothing of the kind
    ("How the treatment of gout works\n\n- aspirin", set()),
    ("Symptoms of a bad night\n\n- nausea", set()),
    ("When to see a doctor about gout\n\n- nausea", set()),
    ("Symptoms of gout\n\n- See your doctor\n- no nausea", set()),
    ("Symptoms of gout\n\nIn this guide\n\n- nausea", set()),
    ("Treatments for gout that do not work\n\n- aspirin", set()),
    ("Causes of gout that are not true\n\n- obesity", set()),
    ("Causes of gout: myths\n\n- obesity", set()),
    ("Symptoms of gout you should not ignore\n\n- nausea", {"gout | hasFeature | nausea"}),
    ("On this page\n\n- Symptoms\n- Causes", set()),
    ("Treatments for gout\n\nThe company also sells the following.\n\nOther goods\n\n- aspirin", set()),
]


def read(text: str) -> Extraction:
    return extract(read_article(text, format="text"), matcher=matcher(), cues=load_cues())


def listed(found: Extraction) -> set[str]:
    return {said(found.article.text, trace.claim) for trace in found.traces if trace.listed}


@pytest.mark.parametrize(("page", "claims"), CASES, ids=lambda value: value[:60] if isinstance(value, str) else "")
def test_a_list_claims_what_stands_over_it_and_nothing_else(page: str, claims: set[str]) -> None:
    assert listed(read(GOUT + page + "\n")) == claims


@pytest.mark.parametrize(
    ("lead", "item", "claim"),
    [
        ("Rarely, gout can cause:", "nausea", "gout | causes | nausea"),
        ("Gout can raise the risk of other ills, such as:", "psoriasis", "Gout | increasesRiskOf | psoriasis"),
        ("Other things that cause gout:", "obesity", "obesity | causes | gout"),
        ("These steps can help to prevent gout:", "cut down on meat", "cut down on meat | prevents | gout"),
        ("Gout is treated with:", "aspirin or paracetamol", "aspirin | usedFor | Gout, paracetamol | usedFor | Gout"),
        ("Before taking lithium, tell your doctor if you have:", "gout", ""),
    ],
)
def test_a_lead_in_says_which_side_the_items_take(lead: str, item: str, claim: str) -> None:
    found = read(f"{GOUT}Good to know\n\n{lead}\n\n- {item}\n")
    told = {said(found.article.text, trace.claim) for trace in found.traces if trace.claim.subject_at}
    assert told - {"Gout | hasBasisIn | joints"} == set(filter(None, claim.split(", ")))


def test_a_heading_that_names_nothing_is_of_what_the_page_is_about() -> None:
    text = MEDICINE + "Side effects\n\n- tremor\n\nTreatments\n\n- aspirin\n"
    things = [tuple(m.label.lower() for m in t.things) for t in read(text).traces if t.listed]
    assert things == [("lithium", "tremor")]


def test_it_under_a_heading_is_the_means_that_the_heading_names() -> None:
    found = read(GOUT + "What are the side effects of lithium?\n\nIt can cause tremor and nausea.\n")
    things = {tuple(m.label.lower() for m in t.things) for t in found.traces if t.claim.predicate == "causes"}
    assert things == {("lithium", "tremor"), ("lithium", "nausea")}


def test_a_listed_claim_stands_in_two_places_and_states_no_evidence() -> None:
    study = "In a randomised trial of 300 adults, lithium eased gout.\n\n"
    found = read(MEDICINE + study + "Side effects of lithium\n\n- nausea\n- tremor\n")
    claims = [t.claim for t in found.traces if t.listed]
    assert [[at.of(found.article.text) for at in c.at] for c in claims] == [
        ["Side effects of lithium", "nausea"],
        ["Side effects of lithium", "tremor"],
    ]
    assert {(c.strength, c.modality, c.scope, c.evidence, c.study) for c in claims} == {
        ("moderate", "asserted", "population", (UNSTATED,), "")
    }


def test_explain_shows_what_stands_over_an_item() -> None:
    found = read(MEDICINE + "Lithium eases gout.\n\nSide effects of lithium\n\n- feeling of nausea\n")
    told = [explain(t.claim, found, load_cues()) for t in found.traces]
    assert {(why.over, why.sentence) for why in told} == {
        ("", "Lithium eases gout."),
        ("Side effects of lithium", "feeling of nausea"),
    }


def test_a_hedged_heading_lists_no_more_than_it_says() -> None:
    found = read(MEDICINE + "Possible side effects of lithium\n\n- nausea\n")
    assert {t.claim.strength for t in found.traces if t.listed} == {"moderate"}


def test_a_changed_page_with_lists_takes_the_place_of_what_nobody_corrected(tmp_path: Path) -> None:
    page, home = tmp_path / "page.html", Home(tmp_path / "home")
    head = '<link rel="canonical" href="https://gazette.example/gout">'
    body = "<h1>Gout</h1><p>Gout is a disease of the joints that comes in attacks, and may go by itself again.</p>{}"
    lists = (
        "<h2>Symptoms of gout</h2><ul><li>nausea</li><li>fever</li></ul><h2>Treatments</h2><ul><li>aspirin</li></ul>"
    )
    for more in ("", "<p>It is not rare in older people, and it often runs in families.</p>"):
        page.write_text(f"<html><head>{head}</head><body><article>{body.format(more)}{lists}</article></body></html>")
        assert [o.status for o in build([str(page)], home).outcomes] == ["built"]


FILLING = "It is taken with a glass of water, in the morning or in the evening, as the doctor says. " * 4


def answers(text: str) -> dict[str, str]:
    return {reading.criterion: reading.shown for reading in read(text).criteria}


def test_a_section_on_side_effects_tells_of_harms_and_a_word_in_passing_does_not() -> None:
    told = MEDICINE + FILLING + "\n\nLithium is used to treat gout.\n\n"
    assert answers(told + "Side effects\n\n- a dry mouth\n")["harms"] == "satisfied"
    assert answers(told + "Nobody asked us about side effects.\n")["harms"] == "not-satisfied"


def test_a_price_tells_of_costs() -> None:
    told = MEDICINE + FILLING + "\n\nLithium is used to treat gout.\n\n"
    assert answers(told + "It costs about 20 pounds a month.\n")["costs"] == "satisfied"
    assert answers(told + "It costs the economy dearly.\n")["costs"] == "not-satisfied"


def test_where_nothing_was_read_of_a_means_silence_answers_no_criterion() -> None:
    text = "A walk through the archive\n\n" + "The archive keeps old letters, and opens on Mondays at noon. " * 10
    assert set(answers(text).values()) == {"undetermined"}


PIECES = st.sampled_from(
    [
        "Side effects",
        "Side effects of lithium",
        "Common",
        "lithium",
        "gout",
        "nausea",
        "and",
        "(",
        ")",
        "-",
        "- ",
        ": ",
        ":",
    ]
    + [".", ", ", "?", "\n", "\n\n", " | ", "\u2013", "1. ", "not", "\ufffc", "<b>"]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=40))
def test_whatever_looks_like_a_list_is_read_and_its_places_hold(pieces: list[str]) -> None:
    text = f"{GOUT}{' '.join(pieces)}"
    for form in ("text", "markdown"):
        found = extract(read_article(text, format=form), matcher=matcher(), cues=load_cues())
        for claim in found.claims:
            assert all(place.end <= len(found.article.text) for place in claim.at)


@pytest.mark.parametrize("line", [": nausea", "Side effects: ", "Side effects:", ": ", "Common: ", "- : nausea"])
def test_a_label_without_words_or_without_things_lists_nothing(line: str) -> None:
    assert listed(read(f"{GOUT}{line}\n\nIt rained.")) == set()
