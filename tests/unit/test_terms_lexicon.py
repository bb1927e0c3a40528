"""The data files of the lexicon, row by row: an editor's slip fails here, with the row's name."""

from __future__ import annotations

import csv
import re
from collections import defaultdict

import pytest

from kg import resources
from kg.terms import make_matcher
from kg.terms.classes import ORDER, class_of_trees
from kg.terms.lexicon import lexicon_terms, load_shared
from kg.terms.words import key_of
from kg.vocabulary import load


def rows(name: str) -> list[dict[str, str]]:
    with resources.ontology_file(f"lexicon/{name}.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


@pytest.mark.parametrize("name", ["general", "heads", "modifiers", "stems", "codes", "trees", "prefixes", "spelling"])
def test_tables_are_whole(name: str) -> None:
    table = rows(name)
    assert table
    assert all(None not in row and None not in row.values() for row in table)
    first = next(iter(table[0]))
    keys = [(row[first], row.get("effect", "")) for row in table]
    assert len(keys) == len(set(keys)), "a row is there twice"


def test_classes_and_kinds_exist() -> None:
    kinds = {slug for scheme in ("therapy-kind", "exposure-kind", "mechanism-kind") for slug in load().schemes[scheme]}
    for name in ("general", "trees"):
        for row in rows(name):
            assert row["class"] in (*ORDER, "") or not row["class"], row
            assert row["kind"] in kinds or not row["kind"], row


def test_a_jab_is_a_vaccine_only_where_its_illness_is_named() -> None:
    """British papers call every injection so: into a knee, or to lose weight."""
    matcher, text = make_matcher(), "The jab helped. The Covid jab helped. Weight-loss jabs helped."
    found = {m.span.of(text).lower(): m.term.slug for m in matcher.find(text)}
    assert "jab" not in found
    assert (found["covid jab"], found["weight-loss jabs"]) == ("mesh-d000086663", "weight-loss-injection")


def test_identifiers_are_well_formed() -> None:
    for row in rows("general"):
        assert re.fullmatch(r"(MESH:[DC]\d+(\|MESH:[DC]\d+)*)?", row["ids"]), row


def test_every_name_of_the_lexicon_is_found_and_means_its_entry() -> None:
    matcher = make_matcher()
    owners = defaultdict(set)
    for slug, names in [(e.slug, e.names) for e in lexicon_terms()] + [
        (c.slug, (c.label, *c.alternatives)) for c in load_shared()
    ]:
        for name in names:
            owners[key_of(name)].add(slug)
    for entry in lexicon_terms():
        for name in entry.names:
            found = matcher.find(name)
            assert len(found) == 1, name
            assert found[0].term.slug in owners[key_of(name)] or set(entry.ids) & set(found[0].term.ids), name


def test_shared_concepts_come_with_class_and_label() -> None:
    shared = load_shared()
    assert len(shared) > 40
    assert [c.slug for c in shared] == sorted(c.slug for c in shared)
    assert all(c.label and c.cls for c in shared)


def test_stop_names_are_written_once() -> None:
    lines = resources.ontology_file("lexicon/stop-names.txt").read_text(encoding="utf-8").splitlines()
    assert all(key_of(line) for line in lines if line and not line.startswith("#"))


@pytest.mark.parametrize(
    ("trees", "cls"),
    [
        (["C18.452.394.750.149"], "Condition"),
        (["D27.505.954.427", "C10.228"], "Condition"),
        (["Z01.107"], ""),
        (["A11.872"], "BiologicalPart"),
    ],
)
def test_tree_numbers_give_the_class(trees: list[str], cls: str) -> None:
    assert class_of_trees(trees)[0] == cls
