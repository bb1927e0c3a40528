"""The matcher on a small vocabulary made here: no pack is needed."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.mentions import find_mentions
from kg.read import read_article
from kg.terms import Match, Matcher, Term, make_matcher
from kg.terms.index import Index


def term(slug: str, cls: str, *names: str, ids: tuple[str, ...] = ()) -> Term:
    return Term(slug=slug, cls=cls, names=names, ids=ids)


TERMS = [
    term("t2d", "Condition", "Diabetes Mellitus, Type 2", "type 2 diabetes", "NIDDM", ids=("MESH:D003924",)),
    term("diabetes", "Condition", "diabetes", ids=("MESH:D003920",)),
    term("asthma", "Condition", "Asthma"),
    term("breast-cancer", "Condition", "breast cancer", ids=("MESH:D001943",)),
    term("ovarian-cancer", "Condition", "ovarian cancer", ids=("MESH:D010051",)),
    term("vhl", "Condition", "von Hippel-Lindau disease"),
    term("dm", "Condition", "myotonic dystrophy"),
    term("b", "Chemical", "vitamin B"),
    term("b12", "Chemical", "vitamin B12"),
    term("aids", "Condition", "AIDS"),
    term("ptsd", "Condition", "PTSD"),
    term("hrs", "Condition", "HRS"),
    term("kidney", "BiologicalPart", "kidney"),
    term("g6pd", "BiologicalPart", "glucose-6-phosphate dehydrogenase"),
    term("tumour", "Condition", "tumor", ids=("MESH:D009369",)),
    term("nance-horan", "Condition", "Nance-Horan syndrome", "NHS", ids=("MONDO:0010545",)),
]
MATCHER = Matcher([Index.make(TERMS)])


def said(text: str, matcher: Matcher = MATCHER) -> list[tuple[str, str]]:
    return [(m.span.of(text), m.term.slug) for m in matcher.find(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Type 2 diabetes and diabetes", [("Type 2 diabetes", "t2d"), ("diabetes", "diabetes")]),
        ("TYPE-II DIABETES", [("TYPE-II DIABETES", "t2d")]),
        ("vitamin B12, not vitamin B", [("vitamin B12", "b12"), ("vitamin B", "b")]),
        ("vitamin B7", []),
        ("asthmatic", []),
        ("The asthma's cause", [("asthma", "asthma")]),
        ("hearing aids help; AIDS does not", [("AIDS", "aids")]),
        ("people with ptsd; PTSD again", [("ptsd", "ptsd"), ("PTSD", "ptsd")]),
        ("after 24 hrs", []),
        ("diabetes. Mellitus, type 2", [("diabetes", "diabetes")]),
        ("type 2\ndiabetes", [("diabetes", "diabetes")]),
    ],
)
def test_longest_whole_names(text: str, found: list[tuple[str, str]]) -> None:
    assert said(text) == found


def test_abbreviation_is_used_after_it_is_defined() -> None:
    text = "Type 2 diabetes (T2D) is common. T2D and T2Ds; not ST2D."
    assert said(text) == [("Type 2 diabetes", "t2d"), ("T2D", "t2d"), ("T2D", "t2d"), ("T2Ds", "t2d")]


def test_abbreviation_defined_as_something_else_is_not_the_known_one() -> None:
    assert said("The auxiliary income disbursement scheme (AIDS) ended. AIDS cost much.") == []


def test_abbreviation_may_be_in_another_order() -> None:
    assert said("myotonic dystrophy (DM); DM") == [("myotonic dystrophy", "dm"), ("DM", "dm"), ("DM", "dm")]


def test_name_may_go_on_after_the_bracket() -> None:
    text = "von Hippel-Lindau (VHL) disease and VHL disease"
    assert said(text) == [("von Hippel-Lindau (VHL) disease", "vhl"), ("VHL disease", "vhl")]


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("after renal injury", "renal injury"),
        ("with kidney damage", "kidney damage"),
        ("a pelvic tumor", "pelvic tumor"),
        ("familial asthma", "familial asthma"),
        ("glucose-6-phosphate dehydrogenase deficiency", "glucose-6-phosphate dehydrogenase deficiency"),
        ("breast and ovarian cancer", "breast and ovarian cancer"),
        ("breast or ovarian cancers", "breast or ovarian cancers"),
    ],
)
def test_compounds_are_conditions(text: str, surface: str) -> None:
    found = MATCHER.find(text)
    assert [(m.span.of(text), m.term.cls) for m in found] == [(surface, "Condition")]


def test_joined_conditions_bear_the_identifiers_of_both() -> None:
    assert MATCHER.find("breast and ovarian cancer")[0].term.ids == ("MESH:D001943", "MESH:D010051")


def test_general_word_alone_is_nothing() -> None:
    assert said("an injury and a failure") == []


@pytest.mark.parametrize("name", ["zorvatinib", "bexlimab", "LY274614", "MK-8012"])
def test_drugs_are_told_by_their_form(name: str) -> None:
    assert [(m.span.of(name), m.term.cls) for m in MATCHER.find(name)] == [(name, "Chemical")]


def test_term_that_means_a_shipped_concept_is_that_concept() -> None:
    pack = Index.make([term("mesh-d003924", "Condition", "Maturity-Onset Diabetes", ids=("MESH:D003924", "DOID:9352"))])
    (match,) = make_matcher([pack]).find("maturity onset diabetes")
    assert match.term.slug == "type-2-diabetes"
    assert {"MESH:D003924", "DOID:9352"} <= set(match.term.ids)


def test_order_of_packs_does_not_matter() -> None:
    parts = [Index.make(TERMS[number::3]) for number in range(3)]
    text = "Type 2 diabetes, asthma, vitamin B12, breast and ovarian cancer, kidney damage, AIDS"
    found = {tuple(said(text, Matcher(order))) for order in itertools.permutations(parts)}
    assert len(found) == 1


SHIPPED = make_matcher()
PIECES = st.sampled_from(
    [
        "type 2 diabetes",
        "T2D",
        "(T2D)",
        "stem cell therapy",
        "β-cells",
        "renal injury",
        "and",
        ",",
        ".",
        "\n",
        "exercise's",
        "é",
        "İ",
    ]
)


@settings(max_examples=60)
@given(st.lists(PIECES).map(" ".join) | st.text(max_size=80))
def test_positions_are_exact_and_the_same_each_time(text: str) -> None:
    found: list[Match] = SHIPPED.find(text)
    assert found == SHIPPED.find(text)
    ends = [0, *(m.span.end for m in found)]
    for match, end in zip(found, ends, strict=False):
        assert match.span.start >= end, "mentions do not overlap"
        surface = match.span.of(text)
        assert surface == surface.strip()
        assert any(c.isalnum() for c in surface)


def test_mentions_of_an_article() -> None:
    article = read_article("Metformin and walking\n\nBrisk walking helped people with type 2 diabetes and bad knees.")
    found = find_mentions(article, SHIPPED)
    assert [(m.span.of(article.text), m.cls) for m in found if m.cls in ("Therapy", "Condition")] == [
        ("walking", "Therapy"),
        ("Brisk walking", "Therapy"),
        ("type 2 diabetes", "Condition"),
    ]
    diabetes = next(m for m in found if m.concept == "type-2-diabetes")
    assert diabetes.ids[0] == "MESH:D003924"
    assert diabetes.matched.lower() == "type 2 diabetes"


@pytest.mark.parametrize(
    ("opening", "is_found"),
    [
        ("The NHS pays for it.", False),
        ("Nance-Horan syndrome clouds the lens. The NHS pays for it.", True),
        ("Nance-Horan syndrome (NHS) clouds the lens.", True),
    ],
)
def test_a_short_form_of_something_rare_counts_in_an_article_that_says_what_it_means(
    opening: str, *, is_found: bool
) -> None:
    filler = " It rained a lot that spring." * 40
    found = [slug for surface, slug in said(opening + filler) if surface == "NHS"]
    assert found == (["nance-horan"] if is_found else [])
    assert ("NHS", "nance-horan") in said(opening)


def test_a_thing_is_called_as_we_call_it_whichever_vocabulary_names_it() -> None:
    """So that records that name it by different words give it one label."""
    pack = Index.make([term("mesh-d011537", "Condition", "Pruritus", "itchy skin", ids=("MESH:D011537",))])
    text = "Itching is common. Pruritus is rare."
    found = find_mentions(read_article(text), make_matcher([pack]))
    assert [(m.concept, m.label) for m in found] == [("mesh-d011537", "Itching")] * 2
