"""Keys: what is the same name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.terms.index import Term
from kg.terms.sift import sift
from kg.terms.words import WALL, inversions, is_acronym, key_of, tokenise


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("β-cells", "beta cell"),
        ("type II diabetes", "Type 2 Diabetes"),
        ("GLP1", "GLP-1"),
        ("oesophageal tumours", "Esophageal Tumor"),
        ("leukaemia", "Leukemias"),
        ("Alzheimer's disease", "Alzheimer disease"),
        ("diagnoses", "diagnosis"),
        ("viruses", "virus"),
        ("arthritides", "arthritis"),
        ("headaches", "headache"),
        ("therapies", "therapy"),
        ("TNF-α", "TNF alpha"),
        ("naïve", "naive"),
    ],
)
def test_variants_have_one_key(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    ("one", "other"), [("AIDS", "AID"), ("vitamin B", "vitamin B12"), ("virus", "vir"), ("gas", "ga")]
)
def test_different_names_keep_different_keys(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


def test_headings_are_also_said_in_order() -> None:
    assert inversions("Diabetes Mellitus, Type 2") == ("Type 2 Diabetes Mellitus",)
    assert inversions("Carcinoma, Lung, Small Cell") == ("Small Cell Lung Carcinoma",)
    assert inversions("asthma") == ()


@pytest.mark.parametrize(
    ("name", "says"), [("AIDS", True), ("mRNA", True), ("Asthma", False), ("GLP-1", True), ("PET scan", False)]
)
def test_acronyms(name: str, says: bool) -> None:
    assert is_acronym(name) is says


@given(st.text())
def test_words_lie_where_they_say(text: str) -> None:
    tokens = tokenise(text)
    assert tokens.key == "".join(f"{word} " for word in tokens.words)
    for word, offset, start, end in zip(tokens.words, tokens.offsets, tokens.starts, tokens.ends, strict=True):
        assert tokens.key[offset : offset + len(word)] == word
        assert text[start:end].strip() or word == "\n"
    assert tokens.starts == sorted(tokens.starts)


@given(st.text(max_size=40))
def test_key_of_a_key_is_itself_for_upper_and_lower_alike(text: str) -> None:
    assert key_of(text) == key_of(text)
    assert "  " not in key_of(text)


def test_the_point_after_the_letter_of_a_genus_ends_no_name() -> None:
    assert tokenise("Much E. coli was found.").words == ["much", "e", "coli", "was", "found", WALL]
    assert tokenise("Take vitamin E. It helps.").words == ["take", "vitamin", "e", WALL, "it", "help", WALL]


def test_a_germ_is_known_by_its_short_name_too() -> None:
    germ = Term(slug="h", cls="Exposure", names=("Helicobacter pylori",), ids=("MESH:D016480",))
    therapy = Term(slug="y", cls="Therapy", names=("Yoga nidra",), ids=("MESH:D015013",))
    assert [term.names for term in sift([germ, therapy])] == [("Helicobacter pylori", "H. pylori"), ("Yoga nidra",)]
