"""What "the drug" and "the jab" stand for: the means an article is about, and nothing where it names none."""

from __future__ import annotations

from functools import cache

import pytest

from kg.extract import extract, load_cues
from kg.read import read_article
from kg.terms import Matcher, make_matcher
from kg.terms.index import Index, Term

KNOWN = {
    "Chemical": ("atogepant", "metformin", "zerumbone"),
    "Condition": ("fever", "gout", "migraine", "nausea", "stroke"),
    "Therapy": ("diet", "neckband", "gallstone removal", "migraine drug", "talk therapy", "vaccine"),
}


@cache
def matcher() -> Matcher:
    also = {"vaccine": ("jab", "vaccines")}
    terms = [Term(slug=n.replace(" ", "-"), cls=c, names=(n, *also.get(n, ()))) for c, ns in KNOWN.items() for n in ns]
    return make_matcher([Index.make(terms)])


def claims(*paragraphs: str) -> set[tuple[str, str, str]]:
    text = "\n\n".join(paragraphs)
    found = extract(read_article(text, format="text"), matcher=matcher(), cues=load_cues()).claims
    return {(c.subject, c.predicate, c.object) for c in found if c.predicate != "hasLimitation"}


HEAD = ("New Pill Prevents Migraine", "The pill atogepant prevents migraine, a trial of 400 adults found.")
REST = "They met in May. They meet again in June."


@pytest.mark.parametrize(
    "words", ["The pill", "The drug", "The treatment", "This medicine", "The jab", "The injection"]
)
def test_a_form_with_the_article_is_what_the_article_is_about(words: str) -> None:
    assert ("atogepant", "treats", "nausea") in claims(*HEAD, f"{words} also relieves nausea. {REST}")


@pytest.mark.parametrize("words", ["Patients on the drug had fewer", "Those given the jab had fewer"])
def test_a_form_in_the_middle_of_a_sentence_stands_for_it_too(words: str) -> None:
    assert ("atogepant", "reducesRiskOf", "stroke") in claims(
        *HEAD, f"{words} strokes. {REST}".replace("strokes", "stroke")
    )


def test_a_form_in_the_headline_is_named_below_it() -> None:
    assert {s for s, _, _ in claims(*HEAD, REST)} == {"atogepant"}
    below = claims("Weekly Jab Prevents Migraine", "Atogepant, a weekly jab, prevents migraine, doctors say.", REST)
    assert {s for s, _, _ in below} == {"atogepant"}


def subjects(*paragraphs: str) -> set[str]:
    return {subject for subject, _, _ in claims(*paragraphs)}


@pytest.mark.parametrize(
    "named",
    [
        "Zelodome, a neckband that doctors tried on 40 adults, prevents migraine.",
        "A new neckband, Zelodome, prevents migraine.",
        "A light neckband called Zelodome prevents migraine.",
    ],
)
def test_a_kind_is_the_one_that_the_text_says_is_of_that_kind(named: str) -> None:
    assert subjects("Neckband Prevents Migraine", named, f"The neckband prevents fever. {REST}") == {"zelodome"}
    both = claims("Migraine Drug Prevents Migraine", "A new migraine drug, FY26, prevents migraine.", REST)
    assert both == {("fy26", "prevents", "migraine")}


def test_the_illness_in_the_name_of_a_kind_is_what_the_one_of_that_kind_is_for() -> None:
    told = claims("Migraine Drug Tested", f"A new migraine drug, FY26, was tested. Migraine hurts. {REST}")
    assert told == {("fy26", "usedFor", "migraine")}


def test_a_kind_of_which_several_are_named_is_none_of_them() -> None:
    named = (
        "Zelodome, a neckband tested in Rome, prevents migraine. Kappivo, a neckband tested in Oslo, prevents migraine."
    )
    assert subjects("Neckband Prevents Fever", named, REST) == {"neckband", "zelodome", "kappivo"}


def test_another_one_of_a_kind_is_not_the_one_that_is_named() -> None:
    named = "Zelodome, a neckband that doctors tried on 40 adults, prevents migraine."
    assert ("neckband", "causes", "fever") in claims(
        "Zelodome Prevents Migraine", named, REST, "A wet neckband can cause fever."
    )


def test_a_kind_just_after_a_means_is_that_means() -> None:
    assert subjects("Zerumbone Diet Prevents Gout", "The zerumbone diet prevented gout in 40 adults.", REST) == {
        "zerumbone"
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "The drug company says that sunshine prevents gout.",
        "The drug metformin prevents gout.",
        "Talk therapy prevents gout.",
    ],
)
def test_other_means_and_other_things_are_not_taken_for_it(sentence: str) -> None:
    assert ("atogepant", "prevents", "gout") not in claims(*HEAD, f"{sentence} {REST}")


def test_without_an_article_about_a_means_a_form_stands_for_itself() -> None:
    assert {(p, o) for _, p, o in claims("The jab prevents migraine.")} == {("prevents", "migraine")}


def test_the_words_of_a_name_in_another_order_name_the_same_thing() -> None:
    found = claims(
        "Gallstone Removal May Harm",
        "Gallstone removal was tried in 400 adults.",
        f"Removing gallstones raises the risk of stroke. {REST}",
    )
    assert found == {("gallstone-removal", "increasesRiskOf", "stroke")}


def test_what_is_said_to_help_helps_the_illness_it_is_for() -> None:
    found = claims(
        "Migraine and Its Signs",
        f"Treatments for nausea such as atogepant may be helpful in migraine clinics. {REST}",
        "Nausea is common. Nausea is bad.",
        "Nausea ends.",
    )
    assert ("atogepant", "treats", "nausea") in found
    assert ("atogepant", "treats", "migraine") not in found


def test_what_leads_in_to_a_list_is_as_sure_of_its_last_thing() -> None:
    lead = "The review named a few drugs that are probably effective for migraine."
    found = claims(
        "Drugs for Migraine",
        REST,
        f"{lead} These include atogepant (sold in many countries under many names) "
        "and, for those who cannot take it because of their other drugs, metformin.",
    )
    assert {("atogepant", "treats", "migraine"), ("metformin", "treats", "migraine")} <= found


def test_the_disease_is_the_one_a_paragraph_has_spoken_of() -> None:
    told = "Doctors saw gout 12 years ago. The genetic disorder is marked by fever. The disease can lead to stroke."
    assert ("gout", "causes", "stroke") in claims(
        "Atogepant Prevents Stroke", f"Atogepant prevents stroke. {REST}", told
    )


@pytest.mark.parametrize("said", ["It can lead to fever.", "If left alone, it can lead to fever."])
def test_it_is_no_drug_after_a_sentence_on_an_illness(said: str) -> None:
    told = claims("Atogepant Prevents Migraine", f"Atogepant prevents migraine. {REST}", f"Gout is common. {said}")
    assert ("atogepant", "causes", "fever") not in told
    told = claims(
        "Atogepant Prevents Migraine", f"Atogepant prevents migraine. {REST}", f"Atogepant is sold here. {said}"
    )
    assert ("atogepant", "causes", "fever") in told


@pytest.mark.parametrize(
    "named", ["Zelovane\u00ae prevents migraine.", "The trial found that Zelovane\u2122 pills prevent migraine."]
)
def test_a_name_with_a_mark_is_a_product(named: str) -> None:
    assert claims("Pill Prevents Migraine", named, f"Zelovane relieves nausea. {REST}") >= {
        ("zelovane", "prevents", "migraine"),
        ("zelovane", "treats", "nausea"),
    }


@pytest.mark.parametrize(
    "named", ["Zelovane\u00ae (metformin)", "Zelovane (metformin), a pill,", "metformin (Zelovane\u00ae)"]
)
def test_a_brand_is_the_drug_that_it_is_named_beside(named: str) -> None:
    told = f"{named} prevents migraine. Zelovane\u00ae is sold here. Zelovane relieves nausea. {REST}"
    assert subjects("Pill Prevents Migraine", told) == {"metformin"}


def test_a_brand_that_an_agency_approves_is_a_product() -> None:
    assert claims(
        "Agency Approves Zelovane for Migraine", f"The agency approved Zelovane to treat migraine. {REST}"
    ) == {("zelovane", "usedFor", "migraine")}


def test_what_blocks_a_thing_is_named_with_it() -> None:
    told = f"New drugs called HIF-2 inhibitors prevent migraine. HIF-2 inhibitors relieve nausea. {REST}"
    assert subjects("Drugs Prevent Migraine", told) == {"hif-2-inhibitors"}
