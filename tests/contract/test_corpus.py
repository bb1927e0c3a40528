"""The shipped corpus, one named test a record: form, digest, places, sources, numbers; and what it can answer."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from kg.identifiers import digest
from kg.model import Record
from kg.namespaces import HCKG, RDFS, SCHEMA
from kg.query import select
from kg.record import Draft, complete, read_drafts, to_yaml
from kg.resources import CORPUS, shape_files
from kg.store import open_snapshot
from kg.validate import our_shapes, validate_store
from kg.vocabulary import load

RECORDS = sorted((CORPUS / "records").glob("*.yaml"))
OURS = [p for p in RECORDS if (CORPUS / "texts" / f"{p.stem}.txt").exists()]
WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
ADDRESS = (
    r"https://(doi\.org/10\.\d{4,}/|pubmed\.ncbi\.nlm\.nih\.gov/\d+$|pmc\.ncbi\.nlm\.nih\.gov/|www\.fda\.gov/"
    r"|diabetesjournals\.org/|preview\.hindawi\.com/)"
)
BY_NAME = {"ids": lambda p: p.stem}


@cache
def record(path: Path) -> Record:
    draft = next(iter(read_drafts(path)))
    assert isinstance(draft, Draft), draft
    return complete(draft, load())


@cache
def text_of(path: Path) -> str:
    return (CORPUS / "texts" / f"{path.stem}.txt").read_bytes().decode("utf-8")


@cache
def constructed() -> dict[str, dict[str, str]]:
    with (CORPUS / "constructed.tsv").open(encoding="utf-8", newline="") as lines:
        return {row["piece"]: row for row in csv.DictReader(lines, delimiter="\t")}


def numbers(text: str) -> set[str]:
    """Numbers of a text, those written as words among them."""
    words = {str(i) for i, w in enumerate(WORDS) if re.search(rf"\b{w}\b", text, re.IGNORECASE)}
    return words | {n.replace(",", "") for n in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", text)}


# ---- form


@pytest.mark.parametrize("path", RECORDS, **BY_NAME)
def test_record_is_in_canonical_form(path):
    assert to_yaml(record(path), load()) == path.read_text(encoding="utf-8"), f"run: kg fmt {path.name}"


@pytest.mark.parametrize("path", OURS, **BY_NAME)
def test_record_fits_its_text(path):
    article, text = record(path).article, text_of(path)
    assert article.text == digest(text), "the text was changed: correct the places, then the digest"
    assert article.characters == len(text)
    assert article.title == text.split("\n", 1)[0], "the first line of the text is the title"
    for place in record(path).places:
        assert place.digest == digest(place.span.of(text)), f"the words at {place.span} are others than the record says"


@pytest.mark.parametrize("path", OURS, **BY_NAME)
def test_record_says_what_the_article_is(path):
    article = record(path).article
    assert article.address == f"https://w3id.org/hckg/corpus/{path.stem}"
    marked = " (constructed example)" if article.constructed else ""
    assert article.publisher == f"Health Content Knowledge Graph{marked}"
    assert article.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert article.constructed == (path.stem in constructed())
    assert article.kind == ("NewsArticle" if article.constructed else "Report")
    assert article.about, "say which concepts it is about"
    assert record(path).provenance.date


@pytest.mark.parametrize("path", OURS, **BY_NAME)
def test_text_form(path):
    text = text_of(path)
    paragraphs = text.split("\n\n")
    assert len(paragraphs) > 3, "title, standfirst and paragraphs are set apart by an empty line"
    assert "\n" not in paragraphs[0] + paragraphs[1]
    assert "\r" not in text
    assert not re.search(r"[ \t]$", text, re.MULTILINE)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    length = len(text.split())
    assert 100 <= length <= 400 if path.stem in constructed() else 150 <= length <= 400, f"{length} words"


@pytest.mark.parametrize("path", OURS, **BY_NAME)
def test_claims_of_a_record(path):
    own = record(path)
    assert 4 < len(own.claims) < 20
    sections = {p.span: p.section for p in own.places}
    assert any(sections[s] == "headline" for c in own.claims for s in c.at), "the headline says something: record it"
    for claim in own.claims:
        if claim.predicate == "hasLimitation":
            assert claim.qualifies, f"{claim.name}: say which claim the limit is about"
        else:
            assert claim.paraphrase or claim.predicate == "studiedFor", f"{claim.name}: say it in our words"


@pytest.mark.parametrize("path", [p for p in OURS if p.stem not in constructed()], **BY_NAME)
def test_digest_keeps_its_limits_and_its_source(path):
    own = record(path)
    assert own.article.cites, "a digest names the work it rests on"
    assert path.stem in {s.slug for s in own.sources}
    assert any(c.predicate == "hasLimitation" for c in own.claims), "no work is without limits"


# ---- studies, numbers, sources


@pytest.mark.parametrize("path", RECORDS, **BY_NAME)
def test_level_of_a_study_is_that_of_its_design(path):
    for study in record(path).studies:
        if study.design:
            level = load().member("study-design", study.design).first("hasLevel").rpartition("/")[2]
            assert study.level == level, f"{study.slug}: {study.design} is level {level}"


@pytest.mark.parametrize("path", OURS, **BY_NAME)
def test_numbers_of_a_record_stand_in_its_text(path):
    told, own = numbers(text_of(path)), record(path)
    for study in own.studies:
        for m in study.measurements:
            missing = numbers(" ".join((m.value, m.unit, m.time, m.group))) - told
            assert not missing, f"{m.outcome}: {sorted(missing)} is not in the text"
        missing = numbers(study.population) - told
        assert not missing, f"{study.slug}: {sorted(missing)} is not in the text"
    for claim in own.claims:
        missing = numbers(re.sub(r"type [12]", "", claim.paraphrase)) - told
        assert not missing, f"{claim.name}: {sorted(missing)} is not in the text"


@cache
def sources() -> dict[str, list]:
    found = defaultdict(list)
    for path in RECORDS:
        for source in record(path).sources:
            found[source.iri].append((path.stem, source))
    return found


@pytest.mark.parametrize("iri", sorted(sources()))
def test_source_is_described_alike_everywhere(iri):
    told = sources()[iri]
    for field in ("title", "journal", "published", "pmid", "registration", "status", "notice", "funding"):
        values = {getattr(source, field) for _, source in told} - {""}
        assert len(values) <= 1, f"{field} differs between {', '.join(name for name, _ in told)}: {sorted(values)}"


@pytest.mark.parametrize("iri", sorted(sources()))
def test_source_can_be_found(iri):
    assert re.match(ADDRESS, iri), "give a DOI, a PubMed address, or the page of a journal or regulator"


# ---- constructed pieces and their careful twins


@pytest.fixture(scope="module")
def fired(corpus_home):
    """Editorial rules that fire on each article, by the last part of its address."""
    snapshot = open_snapshot(corpus_home)
    owner = articles_of_things(snapshot.store)
    found = defaultdict(set)
    for result in validate_store(snapshot.store, our_shapes()).results:
        found[owner.get(result.focus, "")].add((result.rule, result.severity))
    snapshot.close()
    return found


def articles_of_things(store) -> dict[str, str]:
    """Claims, assessments and articles -> the last part of the address of their article."""
    addresses = store.quads_for_pattern(None, NamedNode(SCHEMA.url), None)
    name = {q.subject.value: q.object.value.rpartition("/")[2] for q in addresses}
    links = (HCKG.claimIn, HCKG.assesses)
    parts = [q for link in links for q in store.quads_for_pattern(None, NamedNode(link), None)]
    return name | {q.subject.value: name.get(q.object.value, "") for q in parts}


@pytest.mark.parametrize("piece", sorted(constructed()))
def test_every_check_fires_on_the_piece_and_not_on_its_twin(piece, fired):
    row = constructed()[piece]
    on_piece, on_twin = {r for r, _ in fired[piece]}, {r for r, _ in fired[row["twin"]]}
    for rule in row["rules"].split():
        assert rule in on_piece, f"{rule} ought to fire on {piece}: {row['shows']}"
        assert rule not in on_twin, f"{rule} ought to be silent on the careful twin {row['twin']}"


def test_the_pieces_show_every_editorial_rule():
    editorial = next(p for p in shape_files() if p.stem == "editorial")
    rules = set(re.findall(r"^hsh:(O\d+) a ", editorial.read_text(encoding="utf-8"), re.MULTILINE))
    listed = {rule for row in constructed().values() for rule in row["rules"].split()}
    assert rules - listed == set(), "write a piece on which it fires, and name it in constructed.tsv"
    assert listed - rules == set(), "constructed.tsv names a rule that is none"


@pytest.mark.parametrize("path", [p for p in OURS if p.stem not in constructed()], **BY_NAME)
def test_no_warning_on_a_careful_digest(path, fired):
    warned = sorted(r for r, severity in fired[path.stem] if severity == "Warning" and r.startswith("O"))
    assert warned == [], "either the record misreads the text, or the rule alarms without need"


@pytest.mark.parametrize("piece", sorted(constructed()))
def test_piece_and_twin_speak_of_the_same_work(piece):
    paths = {p.stem: p for p in RECORDS}
    works = [{s.iri for s in record(paths[name]).sources} for name in (piece, constructed()[piece]["twin"])]
    assert works[0] & works[1]


# ---- what the corpus must answer; the expected rows were read in the primary records


@pytest.fixture(scope="module")
def ask(corpus_home):
    snapshot = open_snapshot(corpus_home)
    yield lambda name, **given: [row.as_dict() for row in select(snapshot.store, name, **given)]
    snapshot.close()


def concept(slug: str) -> str:
    return f"https://w3id.org/hckg/concept/{slug}"


def test_remission_by_design_and_rate(ask):
    rows = ask("remission-rates", condition=concept("type-2-diabetes"))
    rates = [(r["study"], r.get("group", ""), r.get("time", ""), float(r["percent"])) for r in rows]
    for expected in [
        ("DiRECT", "intervention", "12 months", 46.0),
        ("DiRECT", "control", "12 months", 4.0),
        ("DiRECT, two years", "intervention", "24 months", 36.0),
        ("DiRECT, two years", "control", "24 months", 3.0),
        ("DiRECT extension to five years", "intervention, those with data", "5 years", 13.0),
        ("Rome surgery trial", "biliopancreatic diversion", "10 years", 50.0),
        ("Rome surgery trial", "gastric bypass", "10 years", 25.0),
        ("Rome surgery trial", "medical therapy", "10 years", 5.5),
        ("Swedish Obese Subjects study, people with diabetes", "surgery", "2 years", 72.3),
        ("Swedish Obese Subjects study, people with diabetes", "usual care", "15 years", 6.5),
    ]:
        assert expected in rates
    designs = [r["design"] for r in rows]
    assert designs == sorted(designs, reverse=True), "randomised trials stand before observational studies"
    sources = {(r["study"], r["source"].removeprefix("https://doi.org/")) for r in rows}
    assert ("DiRECT, two years", "10.1016/s2213-8587(19)30068-3") in sources, "a rate leads to the paper that gives it"
    assert ("DiRECT extension to five years", "10.1016/s2213-8587(23)00385-6") in sources
    assert len(sources) == len({study for study, _ in sources})


def test_same_therapy_supported_and_contradicted(ask):
    found = {(r["therapyLabel"], r["target"]) for r in ask("supported-and-contradicted")}
    assert found == {
        ("metformin", "death from any cause"),
        ("vitamin D", "type 2 diabetes"),
        ("mesenchymal stem cell therapy", "C-peptide level"),
        ("mesenchymal stem cell therapy", "fasting blood glucose"),
    }


def test_claims_on_retracted_papers(ask):
    rows = ask("resting-on-retracted")
    dois = {r["work"].removeprefix("https://doi.org/") for r in rows}
    assert dois == {"10.1016/j.cell.2013.04.008", "10.1038/nbt.2747", "10.5603/cd.99821", "10.1111/iwj.14632"}
    standing = {r["claimLabel"]: int(r["standing"]) for r in rows}
    metformin = "metformin reportedly prevents type 2 diabetes (in prediabetes)"
    assert standing[metformin] == 2, "the Diabetes Prevention Program and its later report still support it"
    assert all(n == 0 for label, n in standing.items() if label != metformin)


def test_retracted_work_is_no_evidence_and_a_made_up_article_takes_no_side(ask):
    edges = {(r["therapy"], r["conditionLabel"], r["edge"]) for r in ask("direct-edges")}
    treated = {(therapy, condition) for therapy, condition, edge in edges if edge.startswith("treats")}
    assert treated == {
        ("Roux-en-Y gastric bypass", "type 2 diabetes"),
        ("bariatric surgery", "type 2 diabetes"),
        ("biliopancreatic diversion", "type 2 diabetes"),
        ("structured weight management programme", "type 2 diabetes"),
    }, "randomised trials only: not the retracted review on the diabetic foot, not the constructed pieces"
    said = {(r["therapy"], r["conditionLabel"]) for r in ask("therapies-for-condition")}
    assert ("bariatric surgery", "blindness") not in said
    assert ("bariatric surgery", "type 2 diabetes") in said


def test_only_preclinical_support(ask):
    rows = ask("preclinical-only")
    assert {(r["condition"], r["therapy"], r["best"]) for r in rows} == {
        ("autoimmune diabetes in animals", "gene therapy with Pdx1 and MafA", "animal study"),
        ("raised blood glucose", "gene therapy with Pdx1 and MafA", "animal study"),
        ("raised blood glucose", "stem cell-derived islets", "animal study"),
        ("fasting blood glucose", "gene therapy with insulin and glucokinase", "animal study"),
        ("type 1 diabetes", "gene therapy with Pdx1 and MafA", "animal study"),
        ("type 1 diabetes", "gene therapy with insulin and glucokinase", "animal study"),
    }


def test_definitions_of_remission(ask):
    studies = {r["definition"]: r.get("study") for r in ask("remission-definitions") if "study" in r}
    named = load().concepts
    assert studies == {
        "HbA1c below 6.5 % after at least 2 months off glucose-lowering drugs": "DiRECT",
        named["remission-consensus-2021"].label: "consensus report on remission of 2021",
        named["remission-fasting-126"].label: "consensus report on remission of 2021",
        "blood glucose under 110 mg/dL without drugs": "Swedish Obese Subjects study, people with diabetes",
        "glucose below set limits after a year without drugs": "Rome surgery trial",
        "remission held for at least 365 days without drugs": "Scottish register study of 2019",
    }


def test_who_paid(ask):
    paid = {r["workTitle"]: r["funding"] for r in ask("funding-conflicts")}
    assert len(paid) == 8
    assert "Novo Nordisk" in paid["Liraglutide and Cardiovascular Outcomes in Type 2 Diabetes"]
    assert "Ethicon" in paid["Bariatric Surgery versus Intensive Medical Therapy for Diabetes - 5-Year Outcomes"]


def test_weakest_hop_from_stem_cells_to_type_2_diabetes(ask):
    rows = ask("weakest-hop", therapy=concept("stem-cell-therapy"), condition=concept("type-2-diabetes"))
    assert rows[0]["weakest"] == "mechanism-based reasoning"
    assert {r["given"] for r in rows} == {"stem cell therapy", "mesenchymal stem cell therapy"}
    assert {r["weakest"] for r in rows} == {"mechanism-based reasoning", "none stated"}


def test_nothing_has_two_names(corpus_home):
    names, snapshot = defaultdict(set), open_snapshot(corpus_home)
    for quad in snapshot.store.quads_for_pattern(None, NamedNode(RDFS.label), None):
        names[quad.subject.value].add(quad.object.value)
    snapshot.close()
    assert {thing: found for thing, found in names.items() if len(found) > 1} == {}
