"""From article to graph: what is extracted builds without a violation, and the same on every run."""

from __future__ import annotations

import json
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

import kg
from kg.build import build, rebuild
from kg.errors import InputError
from kg.export.files import export
from kg.extract import extract, extract_record, load_cues, to_record
from kg.home import Home
from kg.model import Record
from kg.read import from_held, read_article
from kg.record import Draft, complete, parse_record, read_drafts, to_yaml
from kg.record.tree import parse_yaml
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


def again(written: str) -> Record:
    draft = parse_record(parse_yaml(written, "r.yaml"), "r.yaml")
    assert isinstance(draft, Draft)
    return complete(draft, load())


def agents(record: Record) -> list[str]:
    return [record.provenance.agent_type, *sorted({c.agent_type for c in record.claims})]


READ = "text_mining_agent"
CORRECTED = "manual_validation_of_automated_agent"
SAYS = "says: bariatric-surgery treats type-2-diabetes\n"


@pytest.fixture
def written(folder: Path) -> str:
    """A record of two claims as the extractor wrote it."""
    text = "Two ways\n\nBariatric surgery treats type 2 diabetes. Metformin treats type 2 diabetes, Amy Smith said.\n"
    return to_yaml(extract_record(from_held(text)), load())


@pytest.mark.parametrize(
    ("old", "new", "who"),
    [
        (SAYS, SAYS, [READ, ""]),
        (SAYS, SAYS.replace("treats", "not treats"), [CORRECTED, "", "manual_agent"]),
        (SAYS, f"{SAYS}  strength: moderate\n", [CORRECTED, "", "manual_agent"]),
        ("claims:\n", "claims:\n- says: metformin causes obesity\n  at: 0-8\n", [CORRECTED, "", "manual_agent"]),
        ("Amy Smith", "Ann Smith", [CORRECTED, ""]),
        ("title: Two ways", "title: Two Ways", [READ, ""]),
    ],
)
def test_what_a_person_changed_is_said_by_a_person(written: str, old: str, new: str, who: list[str]) -> None:
    assert old in written
    corrected = again(written.replace(old, new))
    assert agents(corrected) == who
    assert again(to_yaml(corrected, load())) == corrected


def test_a_claim_that_a_person_took_out_makes_a_corrected_record(written: str) -> None:
    plain = yaml.load(written, yaml.BaseLoader)  # digits as they are
    assert len(plain["claims"]) == 2
    del plain["claims"][0]
    assert agents(again(json.dumps(plain))) == [CORRECTED, ""]


def test_the_graph_tells_who_says_a_corrected_claim(folder: Path, written: str) -> None:
    path, home = folder / "record.yaml", Home(folder / "home")
    path.write_text(written.replace(SAYS, SAYS.replace("treats", "prevents")), encoding="utf-8")
    assert build([str(path)], home).count("built") == 1
    with kg.open(home.path) as graph:
        makers = {c.predicate: next(iter(graph.query("claim", thing=c.iri))).text("maker") for c in graph.claims()}
    assert makers == {"prevents": "manual_agent", "treats": CORRECTED}


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


KEYS = ("title", "doi", "name", "date", "lang", "address", "kind")
SAID = st.one_of(
    st.sampled_from(
        ["10.1234/a b", "doi:10.1234/AB", "http://[::1", "2024-13-45", "9" * 5000, "\u202e", "x", "ab " * 300]
    ),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30),
)
TOLD = "Metformin treats type 2 diabetes, Amy Smith of Crohn's Institute said. Yoga may prevent stroke, it was found."
PAGES = {
    "html": """<html lang={lang}><head><title>{title}</title><meta name=citation_doi content={doi}>
        <meta name=citation_pmid content={doi}><meta name=author content={name}><meta name=date content={date}>
        <script type="application/ld+json">{{"@type": {kind}, "author": [{{"name": {name}}}], "url": {address},
        "license": {address}}}</script></head><body><article><p>{told}</p><p>{told}</p></article></body></html>""",
    "markdown": """---\ntitle: {title}\ndoi: {doi}\nauthor: {name}\ndate: {date}\nlang: {lang}\nurl: {address}
---\n{told}\n""",
    "jats": """<article xml:lang={lang}><front><article-meta><article-id pub-id-type="doi">{doi}</article-id>
        <article-id pub-id-type="pmid">{doi}</article-id><contrib-group><contrib contrib-type="author"><name>
        <surname>{name}</surname></name></contrib></contrib-group><pub-date><year>2024</year><month>{date}</month><day>{date}</day>
        </pub-date></article-meta></front><body><p>{told}</p></body></article>""",
}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(form=st.sampled_from(sorted(PAGES)), said=st.fixed_dictionaries(dict.fromkeys(KEYS, SAID)))
def test_whatever_a_page_says_of_itself_its_record_can_be_read_again(form: str, said: dict[str, str]) -> None:
    """Else the graph holds an article that no rebuild brings back."""
    quoted = {"html": json.dumps, "markdown": json.dumps, "jats": quoteattr}[form]
    page = PAGES[form].format(told=TOLD, **{key: quoted(value) for key, value in said.items()})
    try:
        article = read_article(page if form != "jats" else page.encode(), format=form)
    except InputError:
        return  # a page that is no text
    record = extract_record(article)
    draft = parse_record(parse_yaml(to_yaml(record, load()), "r"), "r")
    assert complete(draft, load(), article) == record


def test_what_is_no_identifier_is_no_source_and_the_article_is_none_of_its_own() -> None:
    page = PAGES["jats"].format(told=TOLD, lang='"en"', doi="10.1234/TJ.1", name="", date="9" * 5000)
    record = extract_record(read_article(page.encode(), format="jats"))
    assert (record.article.address, record.article.published) == ("https://doi.org/10.1234/tj.1", "2024")
    assert (record.sources, record.article.authors) == ((), ())
    broken = PAGES["markdown"].format(told=TOLD, lang="x", doi="not a doi", name="A", date="", title="T", address="")
    record = extract_record(read_article(broken, format="markdown"))
    assert (record.sources, record.article.language) == ((), "en")


def test_what_a_text_holds_and_no_graph_can_keeps_no_record_from_being_read(folder: Path) -> None:
    path, home = folder / "odd.txt", Home(folder / "home")
    odd = "Obe\x03sity and yo\uffffga\n\nYo\uffffga treats stroke, Amy\x02 Smi\x7fth said. A di\ufffeet helps.\n"
    path.write_text(odd + "It was a long study of many people. " * 20, encoding="utf-8")
    assert build([str(path)], home).count("built") == 1
    assert rebuild(home).count("built") == 1
    with kg.open(home.path) as graph:
        etree.fromstring(export(graph.source(), "rdf"))


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
