"""What a person types finds the thing it names."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

import kg
from kg.build import build
from kg.errors import VocabularyError
from kg.home import Home
from kg.identifiers import digest
from kg.names import find_thing
from kg.namespaces import SKOS


@pytest.mark.parametrize(
    "name",
    ["type-2-diabetes", "Type 2 Diabetes", "T2DM", "MONDO:0005148", "MESH:D003924", "hckg.concept:type-2-diabetes",
     "https://w3id.org/hckg/concept/type-2-diabetes"],
)  # fmt: skip
def test_a_thing_is_found_by_any_of_its_names(corpus_home, name):
    with kg.open(corpus_home.path) as graph:
        assert graph.find(name) == "https://w3id.org/hckg/concept/type-2-diabetes"


def test_a_thing_is_found_by_what_articles_call_it(tmp_path):
    """The label is a subject heading; readers of the text look for its words."""
    text, home = "Otitis cured\n\nAmoxicillin treats glue ear.\n", Home(tmp_path / "home")
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    record = """article: {title: Otitis cured, address: https://example.org/a, publisher: P, text: {digest}}
entities:
  effusion: {class: Condition, label: Otitis Media with Effusion, shared: true}
  amoxicillin: {class: Chemical, label: Amoxicillin, shared: true}
claims:
- says: amoxicillin treats effusion
  at: 14-42
  strength: direct-cause
  subject_at: 14-25
  object_at: 33-41
""".replace("{digest}", digest(text))
    (tmp_path / "a.yaml").write_text(record, encoding="utf-8")
    assert build([str(tmp_path / "a.txt"), str(tmp_path / "a.yaml")], home).exit_code == 0
    with kg.open(home.path) as graph:
        assert graph.find("Glue ear") == graph.find("otitis media with effusion")
        with pytest.raises(VocabularyError, match="nothing is called 'glue'"):
            graph.find("glue")


def test_an_article_is_found_by_its_title(corpus_home):
    with kg.open(corpus_home.path) as graph:
        assert "/article/" in graph.find("Stem Cell Therapy Reverses Type 2 Diabetes in China")


def test_a_page_does_not_hide_the_condition_that_it_is_named_after(tmp_path):
    page, home = tmp_path / "page.md", Home(tmp_path / "home")
    page.write_text("---\ntitle: Type 2 diabetes\n---\n\nMetformin treats type 2 diabetes.\n", encoding="utf-8")
    (article,) = [outcome.article for outcome in build([str(page)], home).outcomes]
    with kg.open(home.path) as graph:
        assert graph.find("type 2 diabetes") == "https://w3id.org/hckg/concept/type-2-diabetes"
        (asked,) = graph.query("all-articles", article="type 2 diabetes")
        assert asked.text("article").endswith(article)


@pytest.mark.parametrize(
    "name", ["typ 2 diabetes", "javascript:alert(1)", "MONDO:9999999", "", " ", "a\x00b", 'x" } #', "nowhere:x"]
)
def test_what_names_nothing_is_one_clear_error(corpus_home, name):
    with kg.open(corpus_home.path) as graph, pytest.raises(VocabularyError, match="nothing is called"):
        graph.find(name)


@pytest.mark.parametrize("name", ["omega-3 fatty acids", "Fatty Acids, Omega-3"])
def test_a_subject_heading_is_found_in_either_order_of_its_words(name):
    store, thing = Store(), "https://w3id.org/hckg/concept/mesh-d015525"
    store.add(Quad(NamedNode(thing), NamedNode(SKOS.prefLabel), Literal("Fatty Acids, Omega-3", language="en")))
    assert find_thing(store, name) == thing
    with pytest.raises(VocabularyError, match="nothing is called"):
        find_thing(store, "acids, omega-3 fatty")


def test_a_near_name_is_suggested(corpus_home):
    with kg.open(corpus_home.path) as graph, pytest.raises(VocabularyError, match="did you mean type 2 diabetes"):
        graph.find("typ 2 diabetes")


def test_a_class_is_found_by_its_bare_name(corpus_home):
    with kg.open(corpus_home.path) as graph:
        assert graph.find("Therapy") == "https://w3id.org/hckg/ont#Therapy"
        found = graph.query("things", **{"class": "Therapy"})
        assert {row.text("class") for row in found} == {"https://w3id.org/hckg/ont#Therapy"}
