"""Voices: whose claim it is, by verbs of saying, names, and what the people named are said to be."""

from __future__ import annotations

from functools import cache

import pytest

from kg.extract import Extraction, extract, load_cues
from kg.read import read_article
from kg.terms import Matcher, make_matcher
from kg.terms.index import Index, Term


@cache
def matcher() -> Matcher:
    known = {"Condition": ("acne", "asthma", "gout", "stroke"), "Chemical": ("aspirin", "lithium")}
    return make_matcher([Index.make([Term(slug=n, cls=c, names=(n,)) for c, names in known.items() for n in names])])


def read(text: str) -> Extraction:
    return extract(read_article(text, format="text"), matcher=matcher(), cues=load_cues())


def voices(text: str) -> list[tuple[str, str, bool]]:
    """Return kind and label of the voice of each claim, in order, and whether a reader could find it."""
    found = read(text)
    met = {v.slug: (v.kind, v.label, v.identified) for v in found.voices}
    claims = [c for c in found.claims if c.predicate != "hasLimitation"]
    return [met.get(c.voices[0], ("article", "", False)) for c in claims]


def kinds(text: str) -> list[str]:
    return [kind for kind, _, _ in voices(text)]


@pytest.mark.parametrize("marks", ["\u201c\u201d", '""'], ids=["curly", "straight"])
def test_who_is_quoted_goes_on_speaking(marks: str) -> None:
    """Most quotations of news are longer than the sentence that names who speaks."""
    said = (
        "[It was large,] said Dr Elena Ruiz. [Aspirin prevents gout. It also prevents stroke.] Lithium prevents acne."
    )
    told = "Dr Elena Ruiz said: [It was large. Aspirin prevents gout.]\n\nLithium prevents acne."
    for text, quoted in ((said, 2), (told, 1)):
        spoken = text.replace("[", marks[0]).replace("]", marks[1])
        assert [label.removeprefix("Dr ") for _, label, _ in voices(spoken)] == ["Elena Ruiz"] * quoted + [""]


def test_marks_that_look_alike_are_told_apart_from_the_beginning_of_a_paragraph_only() -> None:
    text = f'Dr Elena Ruiz said: "It {"was very " * 90}large." Dr Ann Lee said so, too. Aspirin prevents "gout".'
    assert kinds(text) == ["article"]


def test_a_quotation_without_a_speaker_is_of_the_article() -> None:
    text = "Dr Elena Ruiz said it was large.\n\n\u201cAspirin prevents gout.\u201d Then \u201cthe trial\u201d ended."
    assert kinds(text) == ["article"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Aspirin prevents gout.", "article"),
        ("The founder said the gel cures acne.", "company"),
        ("The company says aspirin eases gout.", "company"),
        ("Aspirin eases gout, its promoters claim.", "company"),
        ("Advertisements claim that aspirin eases gout.", "company"),
        ("Proponents say aspirin eases gout.", "lay-person"),
        ("According to the manufacturer, aspirin prevents gout.", "company"),
        ("A spokesperson for Foobar said that aspirin relieves gout.", "company"),
        ("My doctor told me that aspirin relieves gout.", "unnamed-experts"),
        ("Experts say aspirin relieves gout.", "unnamed-experts"),
        ('"Aspirin cured my gout," said Joan, a patient at the clinic.', "patient"),
        ("Maria, 54, who took part in the trial, says aspirin eased her gout.", "patient"),
        ("Users say aspirin eased their gout.", "patient"),
        ("Grandmother Joan Hill, 71, from Hull said aspirin \u201ccured\u201d her gout.", "patient"),
        ("Aspirin cured my gout.", "patient"),
        ("Influencers claim that aspirin cures gout.", "lay-person"),
        ("The influencer told her followers that aspirin prevents gout.", "lay-person"),
        ("The study found that aspirin prevents gout.", "authors"),
        ("Aspirin prevents gout, says a new study from Leeds.", "authors"),
        ("Researchers at the University of Leeds found that aspirin prevents gout.", "authors"),
        ("The FDA said that aspirin prevents gout.", "agency"),
        ("Acme Pharmaceuticals said that aspirin prevents gout.", "company"),
        ("Aspirin prevents gout, according to the American Heart Association.", "institution"),
        ("Patients reported that aspirin eased gout.", "article"),
    ],
)
def test_a_kind_of_speaker_is_read_beside_a_verb_of_saying(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    ("text", "kind", "label"),
    [
        ('"Aspirin reverses gout," said Tom Hall, chief executive of Foobar.', "company", "Tom Hall"),
        ('"Aspirin relieves gout," said lead author Dr Nina Patel.', "authors", "Nina Patel"),
        ("Nina Patel, who led the trial, said that aspirin relieves gout.", "authors", "Nina Patel"),
        ("Jane Roe, who was not involved in the study, said aspirin relieves gout.", "named-expert", "Jane Roe"),
        (
            "Aspirin prevents gout, Ann Lee, a cardiologist at the Leeds clinic, told reporters.",
            "named-expert",
            "Ann Lee",
        ),
        ("Ann Lee, an influencer with many fans, says aspirin cures gout.", "lay-person", "Ann Lee"),
    ],
)
def test_what_a_person_is_said_to_be_is_the_kind_of_the_voice(text: str, kind: str, label: str) -> None:
    assert voices(text) == [(kind, label, True)]


def test_patients_are_never_named() -> None:
    found = voices("Maria Lopez, 54, a mother of two who lives with gout, says aspirin eased her asthma.")
    assert {(kind, label, known) for kind, label, known in found} == {("patient", "a patient", False)}


@pytest.mark.parametrize("said", ["she added", "Patel said", "said Patel"])
def test_a_person_named_before_speaks_by_surname_or_pronoun(said: str) -> None:
    text = f'"This is new," said Dr Nina Patel, who led the trial. Yoga is free. Aspirin relieves asthma, {said}.'
    assert voices(text) == [("authors", "Nina Patel", True)]


def test_nobody_was_named_before_whom_she_could_be() -> None:
    assert kinds("Aspirin relieves asthma, she added. Nina Patel said nothing.") == ["article"]


def test_each_of_two_statements_has_its_own_voice() -> None:
    text = "The company says aspirin eases gout, but experts say that lithium relieves gout."
    assert kinds(text) == ["company", "unnamed-experts"]


def test_an_expert_who_was_not_involved_denies_nothing() -> None:
    text = "Jane Roe, who was not involved in the study, said aspirin prevents stroke."
    assert [c.negated for c in read(text).claims] == [False]
