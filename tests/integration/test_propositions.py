"""Propositions: who counts for, against and neither, how many sources, and the same step by step as all at once."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import kg
from kg.build import build, rebuild
from kg.home import Home

ARTICLE = """
article:
  title: {name}
  address: "https://example.org/{name}"
  publisher: Example
  text: "sha256:{digest}"
  characters: 100
sources:
  paper: {{address: "https://doi.org/{doi}", title: A trial, registration: {registration}}}
claims:
- says: {says}
  at: 0-10
  paraphrase: What article {name} says.
  {more}
  evidence: {{level: randomised-trial, item: paper}}
places: {{0-10: body {digest}}}
provenance: {{date: "2026-01-01"}}
"""
FOR = "vitamin-d prevents type-2-diabetes"
AGAINST = "vitamin-d not prevents type-2-diabetes"
CONTRARY = "vitamin-d hasNoEffectOn type-2-diabetes"


def record(
    folder: Path, name: str, says: str = FOR, *, doi: str = "10.5555/a", registration: str = '""', more: str = ""
) -> Path:
    path = folder / f"{name}.yaml"
    text = ARTICLE.format(
        name=name, says=says, doi=doi, registration=registration, digest=name[0].encode().hex()[0] * 64, more=more
    )
    yaml.safe_load(text)
    path.write_text(text, encoding="utf-8")
    return path


def of(home: Home, label: str = "vitamin D prevents type 2 diabetes") -> dict[str, str]:
    with kg.open(home.path) as graph:
        rows = [r for r in graph.query("table-propositions") if r.text("label") == label]
        assert len(rows) == 1
        names = ("state", "claimsFor", "claimsAgainst", "claimsOpen", "independentSources", "articles")
        return {name: rows[0].text(name) for name in names}


def built(tmp_path: Path, *paths: Path) -> Home:
    home = Home(tmp_path / "home")
    summary = build([str(p) for p in paths], home)
    assert summary.exit_code == 0, summary.outcomes
    return home


def test_one_paper_in_many_articles_counts_once(tmp_path: Path) -> None:
    home = built(tmp_path, *(record(tmp_path, f"a{n}") for n in range(5)))
    assert of(home) == {
        "state": "for", "claimsFor": "5",
        "claimsAgainst": "0", "claimsOpen": "0", "independentSources": "1", "articles": "5",
    }  # fmt: skip


def test_two_papers_of_one_registered_trial_count_once(tmp_path: Path) -> None:
    one = record(tmp_path, "a", doi="10.5555/a", registration="NCT00000001")
    two = record(tmp_path, "b", doi="10.5555/b", registration="NCT00000001")
    assert of(built(tmp_path, one, two))["independentSources"] == "1"


@pytest.mark.parametrize(
    ("doi", "state"), [("10.5555/a", "mixed"), ("10.5555/b", "contested")], ids=["one source", "two sources"]
)
def test_a_conflict_is_never_averaged(tmp_path: Path, doi: str, state: str) -> None:
    home = built(tmp_path, record(tmp_path, "a"), record(tmp_path, "b", AGAINST, doi=doi))
    found = of(home)
    assert (found["state"], found["claimsFor"], found["claimsAgainst"]) == (state, "1", "1")


def test_a_contrary_relation_denies_on_both_sides(tmp_path: Path) -> None:
    home = built(tmp_path, record(tmp_path, "a"), record(tmp_path, "b", CONTRARY, doi="10.5555/b"))
    assert of(home)["state"] == "contested"
    assert of(home, "vitamin D has no effect on type 2 diabetes")["state"] == "contested"
    with kg.open(home.path) as graph:
        assert len(list(graph.query("disagreements"))) == 1


@pytest.mark.parametrize(
    "more", ["modality: possible", "modality: intended", "stance: cautions", "kind: background"], ids=lambda m: m
)
def test_what_takes_no_side_is_no_support(tmp_path: Path, more: str) -> None:
    found = of(built(tmp_path, record(tmp_path, "a", more=more)))
    assert (found["state"], found["claimsFor"], found["claimsOpen"]) == ("undecided", "0", "1")
    assert found["independentSources"] == "0"


def test_a_constructed_example_takes_no_side_and_brings_no_evidence(tmp_path: Path) -> None:
    path = record(tmp_path, "a")
    path.write_text(path.read_text().replace("publisher: Example", "publisher: Example\n  constructed: true"))
    home = built(tmp_path, path, record(tmp_path, "b", more="modality: possible"))
    found = of(home)
    assert (found["state"], found["claimsFor"], found["claimsOpen"]) == ("undecided", "0", "2")
    assert of(built(tmp_path, record(tmp_path, "b"), path))["claimsFor"] == "1"


def test_a_hedged_denial_denies_nothing(tmp_path: Path) -> None:
    assert of(built(tmp_path, record(tmp_path, "a", AGAINST, more="modality: possible")))["state"] == "undecided"


def propositions(home: Home) -> list[str]:
    with kg.open(home.path) as graph:
        return sorted(str(q) for q in graph.store if "graph/propositions" in str(q.graph_name))


def test_step_by_step_gives_the_same_as_all_at_once(tmp_path: Path) -> None:
    first = [record(tmp_path, "a"), record(tmp_path, "b", doi="10.5555/b")]
    second = [
        record(tmp_path, "c", CONTRARY, doi="10.5555/c"),
        record(tmp_path, "d", "metformin treats type-2-diabetes", doi="10.5555/a", registration="NCT00000001"),
        record(tmp_path, "e", "metformin treats type-2-diabetes", doi="10.5555/b", registration="NCT00000001"),
    ]
    home = built(tmp_path, *first)
    assert of(home)["independentSources"] == "2"
    for path in second:
        build([str(path)], home)
    renewed = propositions(home)
    assert of(home)["independentSources"] == "2", "two papers turned out to be one trial, and one stands against it"
    rebuild(home)
    assert propositions(home) == renewed


def test_the_oldest_claim_is_known_as_the_first_step_by_step_as_all_at_once(tmp_path: Path) -> None:
    days = {"a": "2026-03-01", "b": "2026-02-01", "c": "2026-04-01", "d": "2026-01-01"}
    paths = {}
    for name, day in days.items():
        more = "kind: background" if name == "d" else ""
        paths[name] = record(tmp_path, name, more=more)
        text = paths[name].read_text(encoding="utf-8").replace("  constructed: true\n", "")
        text = text.replace("publisher: Example", f'publisher: Example\n  published: "{day}"')
        paths[name].write_text(text, encoding="utf-8")
    home = built(tmp_path, paths["a"], paths["d"])
    for name in ("b", "c"):
        build([str(paths[name])], home)
    with kg.open(home.path) as graph:
        first = graph.sparql(
            "PREFIX h: <https://w3id.org/hckg/ont#> PREFIX s: <https://schema.org/> "
            "SELECT ?day { ?p h:firstTold ?c . ?c h:claimIn/s:datePublished ?day }"
        )
        assert [r.text("day") for r in first] == ["2026-02-01"], "background tells nothing first"  # type: ignore[union-attr]
    renewed = propositions(home)
    rebuild(home)
    assert propositions(home) == renewed


def test_a_symmetric_relation_is_one_proposition_whichever_way_it_is_told(tmp_path: Path) -> None:
    one = record(tmp_path, "a", "vitamin-d associatedWith type-2-diabetes")
    two = record(tmp_path, "b", "type-2-diabetes associatedWith vitamin-d", doi="10.5555/b")
    home = built(tmp_path, one)
    build([str(two)], home)
    renewed = propositions(home)
    with kg.open(home.path) as graph:
        rows = [r for r in graph.query("table-propositions") if "associated" in r.text("label")]
        assert [(r.text("claimsFor"), r.text("independentSources")) for r in rows] == [("2", "2")]
    rebuild(home)
    assert propositions(home) == renewed


def test_levels_are_told_apart_and_a_conflict_is_not_averaged(tmp_path: Path) -> None:
    weak = record(tmp_path, "b", AGAINST, doi="10.5555/b")
    weak.write_text(weak.read_text(encoding="utf-8").replace("randomised-trial", "case-series"), encoding="utf-8")
    home = built(tmp_path, record(tmp_path, "a"), weak)
    with kg.open(home.path) as graph:
        label = "vitamin D prevents type 2 diabetes"
        iri = next(
            r.text("proposition") for r in graph.query("all-propositions") if r.text("propositionLabel") == label
        )
        rows = [
            (r.text("level").rpartition("/")[2], r.text("for"), r.text("against"))
            for r in graph.query("proposition-levels", thing=iri)
        ]
    assert rows == [("randomised-trial", "1", "0"), ("case-series", "0", "1")]
    assert of(home)["state"] == "contested"


def test_what_is_said_of_broader_things_stands_beside_and_is_not_added(tmp_path: Path) -> None:
    wide = record(tmp_path, "b", "vitamin-d not prevents diabetes", doi="10.5555/b")
    home = built(tmp_path, record(tmp_path, "a"), wide)
    found = of(home)
    assert (found["claimsFor"], found["claimsAgainst"], found["state"]) == ("1", "0", "for")
    with kg.open(home.path) as graph:
        names = {r.text("propositionLabel"): r.text("proposition") for r in graph.query("all-propositions")}
        beside = list(graph.query("proposition-related", thing=names["vitamin D prevents type 2 diabetes"]))
    assert [(r.text("wider"), r.text("relatedLabel"), r.text("against")) for r in beside] == [
        ("broader", "vitamin D prevents diabetes mellitus", "1")
    ]
