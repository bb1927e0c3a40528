"""Copies: one text in many articles is one source, however it was edited; two reports of two trials are two."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.build import build, rebuild, remove
from kg.copies import SAME, resemblance, sketch
from kg.home import Home
from kg.identifiers import digest

WORDS = [
    f"{a}{b}" for a in ("bar", "fen", "kol", "mur", "sil", "tav", "wen") for b in ("da", "lo", "mi", "ne", "po", "ru")
]
RECORD = """
article:
  title: Vitamin D
  address: "https://example.org/{name}"
  publisher: Example
  text: "{digest}"
studies:
  main: {{label: a trial, of: [vitamin-d], level: randomised-trial}}
claims:
- says: vitamin-d prevents type-2-diabetes
  at: 0-20
  paraphrase: It is said to prevent.
  evidence: {{level: randomised-trial, item: main}}
  study: main
provenance: {{date: "2026-01-01"}}
"""


def story(seed: int, words: int = 300) -> str:
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) for _ in range(words))


def edited(text: str) -> str:
    """The same story with another opening, a sentence left out and a line of thanks."""
    words = text.split()
    return " ".join(["Reprinted", "from", "elsewhere", *words[:120], *words[128:], "All", "rights", "reserved"])


def article(folder: Path, name: str, text: str) -> Path:
    for part in ("records", "texts"):
        (folder / part).mkdir(exist_ok=True)
    (folder / "texts" / f"{name}.txt").write_text(text, encoding="utf-8")
    path = folder / "records" / f"{name}.yaml"
    path.write_text(RECORD.format(name=name, digest=digest(text)), encoding="utf-8")
    return path


def sources(home: Home) -> str:
    with kg.open(home.path) as graph:
        rows = [r for r in graph.query("table-propositions") if r.text("label") == "vitamin D prevents type 2 diabetes"]
        return rows[0].text("independentSources")


def copies(home: Home) -> list[str]:
    with kg.open(home.path) as graph:
        rows = graph.sparql("SELECT ?a ?b { ?a <https://w3id.org/hckg/ont#republishes> ?b } ORDER BY ?a")
        return [f"{r.text('a')} {r.text('b')}" for r in rows]  # type: ignore[union-attr]


def built(home: Home, *paths: Path) -> Home:
    summary = build([str(p) for p in paths], home)
    assert summary.exit_code == 0, summary.outcomes
    return home


def test_a_republished_text_counts_once_and_two_trials_twice(tmp_path: Path) -> None:
    first, second = story(1), story(2)
    home = built(Home(tmp_path / "home"), article(tmp_path, "a", first), article(tmp_path, "b", edited(first)))
    assert sources(home) == "1"
    built(home, article(tmp_path, "c", second))
    assert sources(home) == "2"
    built(home, article(tmp_path, "d", edited(second)), article(tmp_path, "e", edited(edited(first))))
    assert sources(home) == "2"
    assert len(copies(home)) == 3


def test_one_text_in_forty_articles_counts_once(tmp_path: Path) -> None:
    text = story(1)
    home = built(Home(tmp_path / "home"), *(article(tmp_path, f"a{n}", text) for n in range(40)))
    assert sources(home) == "1"
    assert len({line.split()[1] for line in copies(home)}) == 1


def test_step_by_step_in_any_order_gives_the_same_as_all_at_once(tmp_path: Path) -> None:
    paths = [article(tmp_path, f"a{n}", story(n // 2) if n % 2 else edited(story(n // 2))) for n in range(6)]
    once = built(Home(tmp_path / "once"), *paths)
    steps = Home(tmp_path / "steps")
    for path in reversed(paths):
        built(steps, path)
    assert copies(steps) == copies(once)
    assert sources(steps) == sources(once) == "3"
    steps.copies.unlink()
    built(steps, article(tmp_path, "z", edited(edited(story(0)))))
    assert len(copies(steps)) == 4, "lost sketches are made again from the texts"
    before = copies(steps)
    rebuild(steps)
    assert copies(steps) == before


def test_what_is_removed_or_rewritten_is_no_copy_any_more(tmp_path: Path) -> None:
    home = built(Home(tmp_path / "home"), *(article(tmp_path, n, story(1)) for n in ("a", "b", "c")))
    with kg.open(home.path) as graph:
        gone = sorted(graph.snapshot.manifest["articles"])[0]
    assert all(line.endswith(gone) for line in copies(home))
    remove(home, gone)
    assert len(copies(home)) == 1
    assert gone not in copies(home)[0]
    built(home, *(article(tmp_path, n, story(7 + ord(n))) for n in ("a", "b", "c")))
    assert copies(home) == []
    assert sources(home) == "3"


@pytest.mark.parametrize("text", ["", "word " * 10_000, "\N{RIGHT-TO-LEFT OVERRIDE}" * 50, "x" * 100_000])
def test_what_has_no_story_resembles_nothing(text: str) -> None:
    assert sketch(text) == ()


@given(st.integers(0, 50), st.integers(0, 250))
def test_a_quotation_within_another_story_makes_no_copy(seed: int, words: int) -> None:
    one = story(seed)
    other = " ".join([*story(seed + 1000).split(), *one.split()[:words]])
    likeness = resemblance(sketch(one), sketch(other))
    assert resemblance(sketch(one), sketch(one)) == 1.0
    assert (likeness >= SAME) is False
    assert likeness == resemblance(sketch(other), sketch(one))
