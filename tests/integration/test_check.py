"""``kg check``: both passages, the policy, a wording that would hold; four forms; nothing stored; hostile articles."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.check import check_article
from kg.check_forms import to_sarif
from kg.cli import main
from kg.read import read_article
from kg.vocabulary import load

LOUD = """Stem cell therapy reverses type 2 diabetes

Doctors reported the case of a single patient with type 2 diabetes.

In the case, stem cell therapy may have improved type 2 diabetes, the report says. The case needs to be confirmed in \
larger trials. The treatment is not approved, and long-term safety is unknown.
"""
CAREFUL = LOUD.replace("Stem cell therapy reverses type 2 diabetes", "Stem cell therapy is studied for type 2 diabetes")
CURES = (
    "Walking Cures Type 2 Diabetes\n\n"
    + "The clinic by the sea was busy all winter, and the nurses had much to do. " * 8
)


def checked(tmp_path: Path, text: str, *options: str, name: str = "draft.txt") -> Result:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return CliRunner().invoke(main, ["check", str(path), *options])


def findings(result: Result) -> list[dict[str, str]]:
    return json.loads(result.stdout)[0]["findings"]  # type: ignore[no-any-return]


def test_an_overclaim_is_shown_with_words_policy_and_a_wording_that_holds(tmp_path: Path) -> None:
    result = checked(tmp_path, LOUD, "-f", "json")
    assert result.exit_code == 1
    found = next(f for f in findings(result) if f["rule"] == "O01")
    assert found["passages"][0]["words"] == LOUD.partition("\n")[0]  # type: ignore[index]
    assert "single case report" in found["policy"]
    assert found["suggestion"] == "In a reported case, stem cell therapy appeared to reverse type 2 diabetes"
    assert found["mayBeFine"]


def test_a_suggestion_names_a_means_that_its_sentence_leaves_out(tmp_path: Path) -> None:
    text = "Bariatric surgery cures type 2 diabetes\n\nThree women stopped because of anaemia." + " It rained." * 6
    suggested = {f["suggestion"] for f in findings(checked(tmp_path, text, "-f", "json")) if f["suggestion"]}
    assert any(words.startswith("Bariatric surgery may cause anaemia") for words in suggested), suggested


def test_every_passage_holds_the_words_at_its_place(tmp_path: Path) -> None:
    for finding in findings(checked(tmp_path, LOUD, "-f", "json")):
        for place in finding["passages"]:
            assert LOUD[place["start"] : place["end"]] == place["words"]  # type: ignore[index]


def test_the_careful_twin_has_no_warnings_and_exits_with_0(tmp_path: Path) -> None:
    result = checked(tmp_path, CAREFUL, "-f", "json")
    assert [f["rule"] for f in findings(result) if f["severity"] == "Warning"] == []
    assert result.exit_code == 0


def test_the_ten_questions_are_answered_in_three_ways(tmp_path: Path) -> None:
    questions = json.loads(checked(tmp_path, LOUD, "-f", "json").stdout)[0]["questions"]
    assert len(questions) == 10
    assert {q["answer"] for q in questions} <= {"found here", "not found", "needs a person"}
    assert all(q["passages"] for q in questions if q["answer"] == "found here")


def test_the_record_states_the_verdicts_of_the_questions_that_need_no_person(tmp_path: Path) -> None:
    questions = json.loads(checked(tmp_path, CURES, "-f", "json").stdout)[0]["questions"]
    answers = {q["name"]: q["answer"] for q in questions}
    told = json.loads(CliRunner().invoke(main, ["extract", str(tmp_path / "draft.txt"), "--format", "jsonl"]).stdout)
    stated = {load().member("hnr", slug).label: verdict for slug, verdict in told["assessments"].items()}
    assert answers[load().member("hnr", "no-sensational-language").label] == "needs a person"
    words = {"found here": "satisfied", "not found": "not-satisfied"}
    assert stated == {name: words[answer] for name, answer in answers.items() if answer in words}


def test_sarif_points_to_lines_of_the_file(tmp_path: Path) -> None:
    log = json.loads(checked(tmp_path, LOUD, "-f", "sarif").stdout)
    run = log["runs"][0]
    assert log["version"] == "2.1.0"
    known = {r["id"] for r in run["tool"]["driver"]["rules"]}
    for result in run["results"]:
        assert result["ruleId"] in known
        assert result["level"] in ("warning", "note")
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    region = next(r for r in run["results"] if r["ruleId"] == "O01")["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["charOffset"]) == (1, 1, 0)
    assert region["endColumn"] == len(LOUD.partition("\n")[0]) + 1


@pytest.mark.parametrize(
    ("origin", "uri"),
    [
        ("https://example.org/a?b=1", "https://example.org/a?b=1"),
        ("drafts/tea #2.txt", "drafts/tea%20%232.txt"),
    ],
)
def test_sarif_names_the_article_by_a_valid_address(origin: str, uri: str) -> None:
    report = check_article(read_article(LOUD, origin=origin))
    places = json.loads(to_sarif([report]))["runs"][0]["results"][0]["locations"]
    assert places[0]["physicalLocation"]["artifactLocation"]["uri"] == uri


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.add(tag)


def test_a_hostile_article_stays_text_on_the_page(tmp_path: Path) -> None:
    hostile = LOUD.replace("Stem cell", "<script>alert(1)</script><img src=x onerror=y> $articles Stem cell")
    result = checked(tmp_path, hostile, "-f", "html")
    tags = Tags()
    tags.feed(result.stdout)
    assert "article" in tags.seen
    assert not tags.seen & {"script", "img"}


@pytest.mark.parametrize(
    "text", ["x", "\N{RIGHT-TO-LEFT OVERRIDE}" * 50, "{" * 5000, "may " * 20000], ids=lambda t: f"{len(t)}{t[:1]!r}"
)
def test_odd_articles_end_in_a_report_or_one_line(tmp_path: Path, text: str) -> None:
    result = checked(tmp_path, text)
    assert result.exit_code in (0, 1, 3)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output


def test_a_report_on_no_claim_clears_nothing(tmp_path: Path) -> None:
    assert "clears nothing" in checked(tmp_path, "Opening hours\n\nThe desk is open on Monday.").stdout
    assert "clears nothing" not in checked(tmp_path, CAREFUL).stdout


def test_a_report_names_its_file(tmp_path: Path) -> None:
    assert checked(tmp_path, LOUD).stdout.splitlines()[1] == f"  in {tmp_path / 'draft.txt'}"


def test_nothing_is_stored(tmp_path: Path) -> None:
    checked(tmp_path, LOUD)
    assert [p.name for p in tmp_path.iterdir()] == ["draft.txt"]


def test_a_missing_file_is_one_line_and_exit_3(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["check", str(tmp_path / "none.txt")])
    assert result.exit_code == 3
    assert result.stderr.count("\n") == 1


RECORD = Path("kg/corpus/records/example-cure-in-mice.yaml")


def test_a_dismissed_finding_stays_with_its_reason_and_counts_no_more(tmp_path: Path) -> None:
    source = (Path(__file__).parents[2] / RECORD).read_text(encoding="utf-8")
    before = json.loads(validated(tmp_path, source).stdout)
    path = "dismissed:\n- {rule: O12, reason: the desk names the mice in the picture}\nprovenance:"
    after = json.loads(validated(tmp_path, source.replace("provenance:", path)).stdout)
    overruled = [r for r in after["results"] if r["dismissed"]]
    assert {r["rule"] for r in overruled} == {"O12"}
    assert {r["dismissed"] for r in overruled} == {"the desk names the mice in the picture"}
    assert before["counts"]["Warning"] - after["counts"]["Warning"] == len(overruled)


def validated(tmp_path: Path, text: str) -> Result:
    path = tmp_path / "record.yaml"
    path.write_text(text, encoding="utf-8")
    return CliRunner().invoke(main, ["validate", str(path), "-f", "json"])


PLURAL = """Stem cells cure type 2 diabetes, trial shows

A new look at pills that millions take.

By Jane Doe, March 4, 2025

Stem cells may help people with type 2 diabetes, a trial of 120 people found. The pills may cause nausea.
"""


@pytest.mark.parametrize("form", ["text", "html"])
def test_an_editor_reads_no_words_of_ours(tmp_path: Path, form: str) -> None:
    shown = checked(tmp_path, LOUD, "-f", form).stdout + checked(tmp_path, PLURAL, "-f", form).stdout
    for ours in ("right so far", "by the matrix", "standfirst", "within the evidence", "list-item", "besideMatter"):
        assert ours not in shown
    assert "stem cell therapy → reverses → type 2 diabetes" in shown
    assert "could be worded" in shown
    assert "16 of 23 such findings that people judged" in shown


def test_what_was_read_asks_no_verb_to_agree_with_a_label(tmp_path: Path) -> None:
    told = [line.strip() for line in checked(tmp_path, PLURAL).stdout.splitlines() if "read as:" in line]
    assert told
    assert all(line.count(" → ") == 2 and " is " not in line for line in told)


def test_only_of_a_file_that_is_the_text_does_sarif_give_a_region(tmp_path: Path) -> None:
    """The text of Markdown is composed, so its positions are none of the file."""
    for name, expected in (("draft.md", False), ("draft.txt", True)):
        log = json.loads(checked(tmp_path, LOUD, "-f", "sarif", name=name).stdout)
        places = [p["physicalLocation"] for r in log["runs"][0]["results"] for p in r["locations"]]
        assert any("region" in place for place in places) is expected
