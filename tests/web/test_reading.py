"""What a reader must find whatever a vocabulary files it as, and what must not be said of it."""

from __future__ import annotations

import csv
import io

import pytest

import kg
import web
from kg.build import build
from kg.home import Home
from kg.identifiers import digest
from kg.namespaces import BASE

TEXT = "Mood and food\n\nTurmeric did not bring back low mood. Yoga eased it, smoking made it worse.\n"
MOOD = TEXT.index("low mood")
RECORD = """
article:
  title: Mood and food
  address: https://example.org/{name}
  publisher: Example
  text: {digest}
  characters: {characters}
entities:
  curcumin: {{class: Chemical, label: Curcumin, shared: true, exact: "MESH:D003474"}}
  yoga: {{class: Therapy, label: Yoga, shared: true, exact: "MESH:D015013"}}
  smoke: {{class: Exposure, label: Smoke, shared: true, exact: "MESH:D012906"}}
  pressure: {{class: Feature, label: Blood Pressure, shared: true, exact: "MESH:D001794"}}
  depression: {{class: Feature, label: Depression, shared: true, exact: "MESH:D003863"}}
claims:
- says: curcumin not increasesRiskOf depression
  at: 15-{end}
  subject_at: 15-23
  object_at: {mood}
  evidence: {{level: randomised-trial, design: randomised-controlled, n: 17604}}
- says: yoga treats depression
  at: 15-23
  evidence: {{level: case-report}}
- says: yoga not increasesRiskOf depression
  at: 15-23
  evidence: {{level: randomised-trial}}
- says: smoke worsens depression
  at: 15-23
- says: yoga decreases pressure
  at: 15-23
assessments:
  costs: not-satisfied
"""


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reading")
    told = {"digest": digest(TEXT), "characters": len(TEXT), "mood": f"{MOOD}-{MOOD + 8}", "end": MOOD + 8}
    (folder / "a.yaml").write_text(RECORD.format(name="a", **told))
    (folder / "a.txt").write_text(TEXT)
    done = build([str(folder / "a.yaml"), str(folder / "a.txt")], Home(folder / "home"))
    assert done.exit_code == 0, done
    with kg.open(folder / "home") as graph:
        yield web.create_app(graph).test_client()


def table(client, address):
    return list(csv.DictReader(io.StringIO(client.get(address).text)))


def test_a_denial_shows_its_evidence_as_its_own(reading):
    panel = next(p for p in reading.get("/conflicts.json").get_json()["panels"] if p["name"] == "conflicts")
    at = panel["table"]["columns"].index("best evidence")
    rows = {row[0]["text"]: row[at] for row in panel["table"]["rows"]}
    only_denied = rows["Curcumin increases the risk of Depression"]
    assert (only_denied["text"], only_denied["more"][0]["text"]) == ("denied on", "randomised trial")
    cell = cell_of(reading, "Curcumin", "Depression")
    assert cell["text"] == "randomised trial"
    assert "no evidence named" not in {m["text"] for m in cell["more"]}
    assert {"harm", "denied"} <= {m["text"] for m in cell["more"]}


def cell_of(client, row, column):
    page = client.get("/evidence-map.json").get_json()["table"]
    return next(r for r in page["rows"] if r[0]["text"] == row)[page["columns"].index(column)]


def test_both_sides_of_a_pair_keep_their_evidence(reading):
    cell = cell_of(reading, "Yoga", "Depression")
    assert cell["text"] == "single case report"
    denial = next(m for m in cell["more"] if m["text"] == "claimed and denied")
    assert [m["text"] for m in denial["more"]] == ["randomised trial"]


def test_an_ill_that_is_filed_as_a_feature_is_read_about_as_a_condition(reading):
    names = {row["name label"]: row["name"] for row in table(reading, "/conditions.csv")}
    assert "Depression" in names
    assert "Blood Pressure" not in names, "what only rises or falls is a measure"
    assert "Yoga" in reading.get("/evidence-map?condition=depression").text
    page = reading.get(f"{names['Depression'].removeprefix(BASE[:-1])}.json").get_json()
    assert page["kicker"] == "sign or symptom"
    assert "condition-therapies" in {p["name"] for p in page["panels"]}


def test_an_exposure_is_no_therapy_and_harm_is_a_word(reading):
    page = reading.get("/evidence-map.json").get_json()["table"]
    assert page["columns"][0] == "therapy or exposure"
    head = next(r[0] for r in page["rows"] if r[0]["text"] == "Smoke")
    assert [m["text"] for m in head["more"]] == ["exposure"]
    assert ("direction", "harm") in {(m["kind"], m["text"]) for m in cell_of(reading, "Smoke", "Depression")["more"]}
    shown = reading.get("/evidence-map").text
    assert "Smoke for Depression" not in shown
    assert "i-harm" in shown


@pytest.mark.parametrize(("words", "found"), [("turmeric", "Curcumin"), ("low mood", "Depression")])
def test_what_articles_call_things_is_found(reading, words, found):
    panels = {p["name"]: p["table"]["rows"] for p in reading.get(f"/search.json?q={words}").get_json()["panels"]}
    assert found in {row[0]["text"] for row in panels["things"]}
    assert any(found in row[0]["text"] for row in panels["claims"])


def test_a_claim_says_what_its_article_calls_things(reading):
    rows = reading.get("/claims.json").get_json()["table"]["rows"]
    claim = next(row[1] for row in rows if row[1]["text"].startswith("Curcumin"))
    assert "(Turmeric, low mood)" in {m["text"] for m in claim["more"]}


def test_the_ten_questions_all_stand_on_the_page_in_the_words_of_the_check(reading):
    article = next(iter(table(reading, "/articles.csv")))["article"]
    path = article.removeprefix(BASE[:-1])
    panel = next(p for p in reading.get(f"{path}.json").get_json()["panels"] if p["name"] == "article-criteria")
    said = {row[0]["text"]: row[1]["text"] for row in panel["table"]["rows"]}
    assert len(said) == 10
    assert said["costs"] == "not found"
    assert said["harms"] == "needs a person"


def test_a_finding_on_a_criterion_names_its_article(client):
    panel = next(p for p in client.get("/findings.json?rule=O14").get_json()["panels"] if p["name"] == "O14")
    for row in panel["table"]["rows"]:
        assert any(m["href"].startswith("/article/") for m in row[0]["more"])


def test_a_list_as_csv_is_whole_and_names_what_it_links(client, site):
    rows = table(client, "/claims.csv?page=2")
    assert len(rows) == len(site.catalogue.claims) > 50
    assert all(row["claim"].startswith("https://") and row["claim label"] for row in rows)
    assert "X-Row-Limit" not in client.get("/claims.csv").headers
    assert len(client.get("/claims", headers={"Accept": "text/csv"}).text.splitlines()) == len(rows) + 1
    narrowed = table(client, "/claims.csv?level=randomised-trial")
    assert 0 < len(narrowed) < len(rows)


def test_what_is_cut_says_so(graph):
    app = web.create_app(graph)
    app.config["MOST_ROWS_AS_CSV"] = 60
    answer = app.test_client().get("/claims.csv?strength=direct-cause")
    assert answer.headers["X-Row-Limit"] == "60"
    assert len(answer.text.splitlines()) == 61


def test_programs_get_errors_in_their_shape(client):
    for address in ("/concept/nope.ttl", "/nope.csv", "/nope.json"):
        answer = client.get(address, headers={"Accept": "text/html"})
        assert (answer.status_code, answer.mimetype) == (404, "application/json")
        assert set(answer.get_json()["error"]) == {"status", "title", "message", "remedy"}
    assert client.get("/concept/nope", headers={"Accept": "text/html"}).mimetype == "text/html"


def test_an_article_that_is_too_large_is_told_so_on_the_form(client):
    body = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        + b"x" * 3_000_000
        + b"\r\n--x--"
    )
    sent = {"data": body, "content_type": "multipart/form-data; boundary=x"}
    page = client.post("/check", **sent)
    assert page.status_code == 413
    assert "larger than 1 MB" in page.text
    assert "<form" in page.text
    told = client.post("/check.json", **sent)
    assert (told.status_code, told.mimetype) == (413, "application/json")
    assert "1 MB" in told.get_json()["error"]["message"]


def test_a_denial_is_worded_as_one_and_one_thing_is_one(reading):
    rows = reading.get("/claims.json").get_json()["table"]["rows"]
    assert "denies it" in {row[3]["text"] for row in rows}
    assert "<b>1</b> article<" in reading.get("/").text
    drugs = reading.get("/therapies.json").get_json()["table"]["rows"]
    assert "drug or substance" in {row[1]["text"] for row in drugs}
