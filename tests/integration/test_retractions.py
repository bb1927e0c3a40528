"""Retractions: a file of notices flags publications, and every claim that rests on them or on what cites them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import kg
from kg.build import build, import_retractions, rebuild
from kg.cli import main
from kg.errors import InputError
from kg.home import Home
from kg.identifiers import article_id
from kg.rdf import encode
from kg.record import complete, parse_record
from kg.record.tree import parse_yaml
from kg.retractions import Notice, read_retractions
from kg.store import Change, open_writer
from kg.vocabulary import load

HEADER = "Record ID,Title,OriginalPaperDOI,RetractionDOI,RetractionNature\n"
RECORD = """
article:
  title: Of two papers
  address: https://example.org/a
  publisher: Example
  constructed: true
  text: "sha256:{digest}"
  characters: 100
  cites: [paper, review]
sources:
  paper: {{address: "https://doi.org/10.5555/Paper", title: A paper}}
  review: {{address: "https://doi.org/10.5555/review", title: A review, cites: [paper]}}
claims:
- says: vitamin-d prevents type-2-diabetes
  at: 0-10
  paraphrase: One says that it prevents.
  evidence: {{level: randomised-trial, item: paper}}
- says: metformin treats type-2-diabetes
  at: 20-30
  paraphrase: The other says that it treats.
  evidence: {{level: systematic-review, item: review}}
places: {{0-10: body {digest}, 20-30: body {digest}}}
provenance: {{date: "2026-01-01"}}
"""


def csv_file(folder: Path, *rows: str) -> Path:
    path = folder / "notices.csv"
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def home(tmp_path: Path) -> Home:
    record = tmp_path / "a.yaml"
    record.write_text(RECORD.format(digest="a" * 64), encoding="utf-8")
    found = Home(tmp_path / "home")
    assert build([str(record)], found).exit_code == 0
    return found


def flagged(home: Home) -> list[tuple[str, str]]:
    with kg.open(home.path) as graph:
        return [(r.text("claimLabel"), r.text("notice")) for r in graph.query("claims-on-retracted")]


def test_a_retraction_reaches_what_rests_on_it_and_on_what_cites_it(home: Home, tmp_path: Path) -> None:
    assert flagged(home) == []
    path = csv_file(tmp_path, '1,"A, paper",https://doi.org/10.5555/PAPER,10.5555/notice,Retraction')
    result = CliRunner().invoke(main, ["retractions", "import", str(path), "--home", str(home.path)])
    assert result.exit_code == 0, result.output
    assert "1 notice held; 1 publication of this graph flagged" in result.output
    expected = [
        ("metformin treats type 2 diabetes", "10.5555/notice"),
        ("vitamin D prevents type 2 diabetes", "10.5555/notice"),
    ]
    assert flagged(home) == expected
    report = CliRunner().invoke(main, ["validate", "--home", str(home.path)])
    assert report.output.count("10.5555/paper") + report.output.count("which is: retracted") > 0
    rebuild(home)
    assert flagged(home) == expected, "the home keeps its notices"
    CliRunner().invoke(main, ["retractions", "import", str(csv_file(tmp_path)), "--home", str(home.path)])
    assert flagged(home) == []


def test_what_a_broken_off_commit_left_is_redone_first(home: Home, tmp_path: Path) -> None:
    record = RECORD.format(digest="b" * 64).replace("example.org/a", "example.org/b")
    draft = parse_record(parse_yaml(record, "b.yaml"), "b.yaml")
    quads = encode(complete(draft, load()), load())
    with open_writer(home) as writer:
        writer.stage([Change(article=article_id("https://example.org/b", ""), quads=quads[:9], record=record)])
    assert home.journal.exists()
    result = CliRunner().invoke(main, ["retractions", "import", str(csv_file(tmp_path)), "--home", str(home.path)])
    assert result.exit_code == 0, result.output
    assert not home.journal.exists()
    assert sorted(home.read_manifest()["articles"]) == sorted(home.article_ids())
    with kg.open(home.path) as graph:
        assert len(list(graph.claims())) == 4


def test_a_doi_is_known_however_its_address_is_written(tmp_path: Path) -> None:
    record, home = tmp_path / "a.yaml", Home(tmp_path / "odd")
    record.write_text(RECORD.format(digest="a" * 64).replace("5555/Paper", "5555/P%5B1%5D%3C2%3E"), encoding="utf-8")
    assert build([str(record)], home).exit_code == 0
    path = csv_file(tmp_path, "1,a,10.5555/P[1]<2>,10.5555/notice,Retraction")
    CliRunner().invoke(main, ["retractions", "import", str(path), "--home", str(home.path)])
    assert len(flagged(home)) == 2
    rebuild(home)
    with kg.open(home.path) as graph:
        rows = graph.sparql("SELECT ?doi { ?work hckg:doi ?doi ; dct:title 'A paper'@en }")
    assert [row.text("doi") for row in rows] == ["10.5555/p[1]<2>"]


def test_what_an_article_says_of_a_paper_stays_its_word(tmp_path: Path) -> None:
    record, home = tmp_path / "a.yaml", Home(tmp_path / "told")
    told = "title: A paper, status: corrected, notice: 10.5555/erratum"
    record.write_text(RECORD.format(digest="a" * 64).replace("title: A paper", told), encoding="utf-8")
    assert build([str(record)], home).exit_code == 0
    path = csv_file(tmp_path, "1,a,10.5555/paper,10.5555/notice,Retraction")
    CliRunner().invoke(main, ["retractions", "import", str(path), "--home", str(home.path)])
    assert {notice for _, notice in flagged(home)} == {"10.5555/erratum"}
    with kg.open(home.path) as graph:
        assert graph.report().conforms


def test_notices_that_cannot_be_held_are_one_error(home: Home, tmp_path: Path) -> None:
    (home.path / "retractions.csv").mkdir()
    path = csv_file(tmp_path, "1,a,10.1/a,10.1/n,Retraction")
    result = CliRunner().invoke(main, ["retractions", "import", str(path), "--home", str(home.path)])
    assert (result.exit_code, "cannot be written" in result.output) == (3, True), result.output


def test_the_gravest_notice_counts_and_a_reinstated_paper_has_none(tmp_path: Path) -> None:
    rows = (
        "1,a,10.1/a,10.1/n,Correction",
        "2,a,10.1/A,10.1/m,Retraction",
        "3,a,10.1/a,10.1/o,Expression of concern",
        "4,b,10.1/b,10.1/p,Retraction",
        "5,b,10.1/b,10.1/q,Reinstatement",
        "6,c,unavailable,10.1/r,Retraction",
        "7,d,10.1/d,10.1/s,Something else",
    )
    assert read_retractions(csv_file(tmp_path, *rows), load()) == {"10.1/a": Notice("retracted", "10.1/m")}


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", HEADER + '1,"' + "x" * 200_000], ids=["empty", "columns", "field"])
def test_a_file_of_another_kind_is_refused_in_one_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "other.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        read_retractions(path, load())


def test_a_paper_that_its_article_calls_retracted_is_stated_and_not_held(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    notice = "title: A paper, status: retracted, notice: 10.5555/notice"
    path.write_text(RECORD.format(digest="a" * 64).replace("title: A paper", notice))
    home = Home(tmp_path / "retracted")
    assert build([str(path)], home).exit_code == 0
    with kg.open(home.path) as graph:
        rows = {r.text("predicate"): r for r in graph.query("table-claims")}
    prevents, treats = rows["prevents"], rows["treats"]
    assert (prevents.text("statedEvidence"), prevents.text("bestEvidence")) == ("randomised trial", "none stated")
    assert treats.text("bestEvidence") == "systematic review of trials"


def test_other_notices_make_another_commit(home: Home, tmp_path: Path) -> None:
    """The commit names what is served: two graphs of which one flags a paper are not the same."""
    commits = [home.read_manifest()["commit"]]
    for row in ("1,A,10.5555/paper,10.5555/n,Retraction", "1,A,10.5555/paper,10.5555/n,Correction", "1,A,,,"):
        import_retractions(home, read_retractions(csv_file(tmp_path, row), load()))
        commits.append(home.read_manifest()["commit"])
        rebuild(home)
        assert home.read_manifest()["commit"] == commits[-1]
    assert len(set(commits[:3])) == 3
    assert commits[3] == commits[0]


def test_notices_that_were_kept_before_a_crash_are_published_by_the_next_writer(home: Home, tmp_path: Path) -> None:
    path = csv_file(tmp_path, "1,A,10.5555/paper,10.5555/n,Retraction")
    with open_writer(home) as writer:
        writer.publish = exit  # type: ignore[assignment]
        with pytest.raises(SystemExit):
            writer.hold_retractions(read_retractions(path, load()))
    assert flagged(home) == []
    build([str(tmp_path / "a.yaml")], home)
    assert len(flagged(home)) == 2
