"""From article to graph: what is extracted builds without a violation, and the same on every run."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.build import build
from kg.extract import extract, extract_record, load_cues, to_record
from kg.home import Home
from kg.read import from_held, read_article
from kg.record import complete, read_drafts, to_yaml
from kg.terms import make_matcher
from kg.terms.index import Index, Term
from kg.vocabulary import load

ARTICLES = {
    "case": (
        "Stem Cell Therapy Reverses Type 2 Diabetes, Clinic Says\n\n"
        "A stem cell therapy reversed type 2 diabetes in a patient, according to a single-case report.\n\n"
        "Type 2 diabetes is a chronic condition characterized by insulin resistance. "
        "Common treatments include bariatric surgery.\n\n"
        "Experts caution that:\n\n- The finding is preliminary.\n"
        "- Long-term safety of stem cell therapy remains unknown.\n\n"
        "The report, doi 10.1000/abc.7, was registered as NCT01234567. Dr. "
        "Ann Lee of the University of Leeds was not involved.\n"
    ),
    "trial": (
        "Walking May Lower the Risk of Stroke\n\n"
        "In a randomized controlled trial of 1,200 adults, walking lowered the risk of stroke, researchers found.\n\n"
        "Walking was better than medication, said Mary Smith. It has no effect on obesity. "
        "Obesity causes type 2 diabetes.\n"
    ),
    "mice": (
        "Turmeric Kills Cancer Cells in Mice\n\n"
        "Turmeric did not reduce pain in mice, the study found. More research is needed in humans.\n"
    ),
    "plain": "one line without any title that says that lithium may treat obesity and pain in some patients.",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KG_TERMS", str(tmp_path / "no-packs"))
    for name, text in ARTICLES.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def test_extracted_articles_build_without_a_violation(folder: Path) -> None:
    summary = build([str(folder / f"{name}.txt") for name in ARTICLES], Home(folder / "home"))
    assert [(o.status, [r.message for r in o.results if r.severity == "Violation"]) for o in summary.outcomes] == [
        ("built", [])
    ] * 4
    assert summary.outcomes[0].claims > 3


@pytest.mark.parametrize("name", ARTICLES)
def test_a_record_survives_being_written_and_read(folder: Path, name: str) -> None:
    article = from_held(ARTICLES[name])
    record = extract_record(article)
    path = folder / "record.yaml"
    path.write_text(to_yaml(record, load()), encoding="utf-8")
    (draft,) = read_drafts(path)
    assert complete(draft, load(), article) == record  # type: ignore[arg-type]


def test_the_same_article_gives_the_same_record() -> None:
    one, two = (to_yaml(extract_record(from_held(ARTICLES["case"])), load()) for _ in range(2))
    assert one == two


def test_what_the_text_cites_becomes_a_source() -> None:
    record = extract_record(from_held(ARTICLES["case"]))
    assert {s.iri for s in record.sources} == {
        "https://doi.org/10.1000/abc.7",
        "https://clinicaltrials.gov/study/NCT01234567",
    }
    assert set(record.article.cites) == {s.slug for s in record.sources}


def test_evidence_goes_to_claims_about_the_matter_and_not_to_background() -> None:
    record = extract_record(from_held(ARTICLES["case"]))
    levels = {c.predicate: c.evidence[0].level for c in record.claims}
    assert levels["reverses"] == "case-report"
    assert levels["hasFeature"] == "unstated"


def test_an_article_does_not_cite_itself() -> None:
    xml = (
        "<article><front><article-meta><article-id pub-id-type='doi'>10.1234/tj.1</article-id>"
        "<title-group><article-title>Lithium and mania</article-title></title-group></article-meta></front>"
        "<body><p>Lithium treats mania.</p></body></article>"
    )
    article = extract_record(read_article(xml.encode(), format="jats")).article
    assert article.address == "https://doi.org/10.1234/tj.1"
    assert article.cites == ()


def test_articles_that_write_a_journal_or_a_paper_each_in_its_way_build_together(folder: Path, tmp_path: Path) -> None:
    told = {"one": ("the journal Gut Letters", "10.1000/abc.7"), "two": ("the journal GUT LETTERS", "10.1000/ABC.7")}
    for name, (journal, doi) in told.items():
        text = f"Walking cuts stroke risk, says study {name}\n\nWalking lowered the risk of stroke, {{}} (doi:{doi}).\n"
        (tmp_path / f"{name}.txt").write_text(text.format(f"a trial in {journal} found"), encoding="utf-8")
    home = Home(tmp_path / "home")
    outcomes = build([str(tmp_path / f"{name}.txt") for name in told], home).outcomes
    assert [o.status for o in outcomes] == ["built", "built"]


def test_one_of_two_things_named_at_once_bears_its_own_name_and_identifier() -> None:
    """So that articles that name it alone, and those that name both, build together."""
    terms = [
        Term(slug="mesh-d001943", cls="Condition", names=("Breast Cancer",), ids=("MESH:D001943", "DOID:1612")),
        Term(slug="mesh-d007414", cls="Condition", names=("Bowel Cancer",), ids=("MESH:D007414", "DOID:10155")),
    ]
    told = {}
    for text in ("Walking prevents bowel cancer.", "Walking prevents breast and bowel cancer."):
        found = extract(read_article(text, format="text"), matcher=make_matcher([Index.make(terms)]), cues=load_cues())
        told[text] = {e.slug: e for e in to_record(found).entities}["mesh-d007414"]
    alone, joined = told.values()
    assert alone.label == joined.label == "Bowel Cancer"
    assert set(joined.mappings) <= set(alone.mappings)
    assert ("exact", "MESH:D007414") in joined.mappings


def test_a_changed_page_takes_the_place_of_one_whose_claim_two_voices_make(folder: Path, tmp_path: Path) -> None:
    page, home = tmp_path / "page.html", Home(tmp_path / "home")
    head = '<title>A walk a day</title><link rel="canonical" href="https://gazette.example/walks">'
    said = [
        "Zoe Smith of the University of Leeds says that walking prevents stroke in the people of her town.",
        "The town is small, and its people walk far. Walking prevents stroke. The others stay at home.",
    ]
    for more in ([], ["It rained for most of the winter, and few went out."]):
        story = "".join(f"<p>{words}</p>" for words in [*said, *more])
        page.write_text(f"<html><head>{head}</head><body><article>{story}</article></body></html>", encoding="utf-8")
        (outcome,) = build([str(page)], home).outcomes
        assert (outcome.status, outcome.error) == ("built", "")
    (draft,) = read_drafts(home.record_path(outcome.article))
    assert any(len(claim.voices) == 2 for claim in draft.record.claims)
