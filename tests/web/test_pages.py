"""Every address in every form, and every internal link."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html
from rdflib import OWL, RDF, SH, Graph

import kg
import web
from kg.build import build
from kg.endpoint.headers import POLICY
from kg.home import Home
from kg.namespaces import BASE, HCKG, ONTOLOGY_VERSION
from tests.browser.addresses import FOUNDING_ARTICLE, FOUNDING_CLAIM, PAGES, STATUS
from web import models
from web.cells import safe_href
from web.findings import panels

ROUTES = {n: p for n, p in PAGES.items() if n not in STATUS and not n.startswith("sparql")}
ENDS = {"subject": f"{BASE}concept/bariatric-surgery", "object": f"{BASE}concept/type-2-diabetes"}
TEMPLATES = Path(web.__file__).parent / "templates"


def with_suffix(path, suffix):
    stem, mark, query = path.partition("?")
    return f"{'/index' if stem == '/' else stem}.{suffix}{mark}{query}"


@pytest.mark.parametrize("name", ROUTES)
def test_page_is_whole_and_small(client, name):
    answer = client.get(ROUTES[name])
    page = html.fromstring(answer.data)
    assert answer.status_code == 200
    assert page.get("lang") == "en"
    assert len(page.xpath("//h1")) == 1
    assert not page.xpath("//*[@style]|//script[not(@src) and @type!='application/ld+json']|//*[@onclick or @onload]")
    assert all(i.get("id") and page.xpath(f"//label[@for='{i.get('id')}']") for i in page.xpath("//input|//select"))
    assert len({e.get("id") for e in page.xpath("//*[@id]")}) == len(page.xpath("//*[@id]"))


@pytest.mark.parametrize("name", ROUTES)
def test_page_has_a_json_twin(client, name):
    twin = client.get(with_suffix(ROUTES[name], "json"))
    assert twin.mimetype == "application/json"
    assert twin.get_json()["title"]
    assert twin.get_json()["heading"]


@pytest.mark.parametrize("name", ["conditions", "claims", "articles", "map", "query"])
def test_table_comes_as_csv(client, name):
    rows = list(csv.reader(io.StringIO(client.get(with_suffix(ROUTES[name], "csv")).text)))
    assert len(rows) > 1
    assert len({len(r) for r in rows}) == 1


def test_every_internal_link_answers(client):
    seen, todo = set(), set(ROUTES.values())
    while todo and len(seen) < 400:
        path = todo.pop()
        seen.add(path)
        answer = client.get(path, follow_redirects=True, headers={"Accept": "text/html, */*;q=0.1"})
        assert answer.status_code == 200, path
        body, media_type = answer.data, answer.mimetype
        answer.close()
        if media_type == "text/html" and path in ROUTES.values():
            found = html.fromstring(body).xpath("//a/@href|//link/@href|//script/@src")
            todo |= (
                {f.partition("#")[0] for f in found if f.startswith("/") and not f.startswith("/sparql")} - seen - {""}
            )


def test_list_is_narrowed_by_facets_and_paged(client):
    everything = client.get("/claims.json").get_json()
    narrowed = client.get("/claims.json?level=case-report").get_json()
    assert 0 < narrowed["table"]["total"] < everything["table"]["total"]
    assert {row[2]["slug"] for row in narrowed["table"]["rows"]} == {"case-report"}
    second = client.get("/claims.json?page=2").get_json()
    assert second["table"]["rows"] != everything["table"]["rows"]
    assert client.get("/claims?page=0").status_code == client.get("/claims?page=x").status_code == 400
    assert "No entry fits" in client.get("/claims?level=none-such").text


def test_claims_that_join_two_things_are_a_list_like_any_other(client):
    def listed(**more):
        return client.get("/claims.json", query_string=ENDS | more).json

    joined, weaker = listed(), listed(strength="direct-cause")
    assert joined["heading"] == "Claims: bariatric surgery and type 2 diabetes"
    assert joined["table"]["total"] > weaker["table"]["total"] > 0
    counts = {v["text"]: v["note"] for facet in joined["facets"] for v in facet["values"]}
    assert counts["does"] == str(weaker["table"]["total"])
    assert [link["text"] for link in weaker["chosen"]] == [
        "subject: bariatric surgery",
        "object: type 2 diabetes",
        "strongest wording: does",
    ]
    assert all(set(ENDS) <= set(parse_qs(urlsplit(v["href"]).query)) for f in joined["facets"] for v in f["values"])
    assert listed(subject=f"{BASE}concept/nothing")["table"]["total"] == 0


def test_facet_counts_are_what_their_links_show(client):
    facets = client.get("/claims.json?strength=direct-cause").get_json()["facets"]
    value = next(f for f in facets if f["name"] == "level")["values"][0]
    shown = client.get(value["href"]).get_json()
    assert f"{shown['table']['total']:,}" == value["note"]


def test_claim_page_shows_passage_evidence_and_limits(client):
    page = client.get(f"{FOUNDING_CLAIM}.json").get_json()
    assert page["outruns"] is True
    assert page["carries"]["slug"] == "observed-individual"
    assert page["passages"][0]["section"] == "headline"
    links = next(p for p in page["panels"] if p["name"] == "claim-links")
    assert links["table"]["total"] >= 5


def test_words_are_shown_only_where_the_text_is_held(client, graph):
    founding = client.get(f"{FOUNDING_CLAIM}.json").get_json()["passages"][0]
    assert founding["pieces"] == []
    assert founding["outside"].startswith("https://www.medboundtimes.com/")
    own = next(r for r in graph.query("all-claims") if "d0e70aba7c89" not in r.text("article"))
    page = client.get("/claim/" + own.text("claim").rpartition("/")[2] + ".json").get_json()
    words = "".join(p["text"] for p in page["passages"][0]["pieces"] if p["role"])
    assert len(words) == page["passages"][0]["end"] - page["passages"][0]["start"]


def test_every_term_has_its_place(client):
    page = html.fromstring(client.get("/ont").data)
    turtle = Graph().parse(data=client.get("/ont.ttl").data, format="turtle")
    terms = {str(t) for t in turtle.subjects() if str(t).startswith(str(HCKG))}
    assert len(terms) > 100
    assert terms <= {f"{HCKG}{place}" for place in page.xpath("//@id")}


def test_vocabulary_and_shapes_are_negotiated(client):
    see = client.get("/ont", headers={"Accept": "text/turtle"})
    assert (see.status_code, see.location) == (303, "/ont.ttl")
    assert client.get("/ont", headers={"Accept": "text/html"}).mimetype == "text/html"
    shapes = Graph().parse(data=client.get("/shapes.ttl").data, format="turtle")
    assert set(shapes.subjects(RDF.type, SH.NodeShape))


def top_names(client, words):
    return [r["label"] for r in client.get("/api/v1/search", query_string={"q": words}).get_json()["results"]]


def test_search_forgives_a_mistyped_letter(client):
    assert top_names(client, "typ 2 diabtes")[0] == "type 2 diabetes"
    assert "type 2 diabetes" in client.get("/search?q=diabtes").text


def test_search_finds_by_identifier(client):
    assert top_names(client, "MONDO:0005148") == ["type 2 diabetes"]
    assert "/concept/type-2-diabetes" in client.get("/search?q=MONDO:0005148").text


def test_forms_take_identifiers_and_slugs(client):
    by = {
        name: client.get("/compare.json", query_string={"a": name, "b": "metformin"}).get_json()["panels"]
        for name in ("bariatric surgery", "bariatric-surgery", "hckg.concept:bariatric-surgery")
    }
    assert by["bariatric surgery"]
    assert all(panels == by["bariatric surgery"] for panels in by.values())


def test_two_therapies_stand_side_by_side_for_a_condition(client):
    asked = {"a": "bariatric surgery", "b": "metformin", "condition": "type 2 diabetes"}
    said = client.get("/compare.json", query_string=asked).get_json()["panels"][0]["table"]
    assert said["columns"][-2:] == ["bariatric surgery", "metformin"]
    both = [row[-2]["kind"] == row[-1]["kind"] == "level" for row in said["rows"]]
    assert both[0]
    assert both == sorted(both, reverse=True)
    everything = client.get("/compare.json", query_string={**asked, "condition": ""}).get_json()["panels"][0]["table"]
    assert 0 < said["total"] < everything["total"]


def test_a_headline_stands_beside_its_body(client):
    page = client.get(f"{FOUNDING_CLAIM}.json").get_json()
    assert page["passages"][0]["section"] == "headline"
    assert page["beside"]
    assert all(passage["section"] != "headline" for passage in page["beside"])
    assert all(passage["paraphrase"] for passage in page["beside"]), "the text is not held, so our words stand in"
    body = client.get(page["beside"][0]["said"]["href"] + ".json").get_json()
    assert FOUNDING_CLAIM in {passage["said"]["href"] for passage in body["beside"]}


def test_practice_and_uncited_therapies_are_marked(client):
    table = client.get("/concept/type-2-diabetes.json").get_json()["panels"][0]["table"]
    beside = {more["text"] for row in table["rows"] for cell in row for more in cell["more"]}
    assert "established practice" in beside
    case = [row for row in table["rows"] if row[0]["text"].endswith("the reported case")]
    assert case, "the treatment of one patient is listed"
    assert "established practice" not in {more["text"] for row in case for cell in row for more in cell["more"]}
    names = [row[0]["text"] for row in table["rows"]]
    assert sum(a != b for a, b in zip(names, names[1:], strict=False)) == len(set(names)) - 1, "each therapy once"


def test_what_only_a_made_up_article_says_is_marked(client, site):
    mark, marked = "only in constructed examples", 0
    for row in site.catalogue.propositions:
        label, thing = site.catalogue.label(row["relation"]), site.catalogue.things.get(row["object"], {})
        if thing.get("type") == "Condition" and site.catalogue.is_a(row["subject"], "Therapy"):
            articles = {
                c["article"]
                for c in site.catalogue.claims_of[row["object"]]
                if (c["subject"], c["relation"], c["object"]) == (row["subject"], row["relation"], row["object"])
            }
            if all("constructed" in site.catalogue.articles[a] for a in articles):
                page = client.get("/graph.json", query_string={"focus": row["object"], "relation": label}).get_json()
                cells = {(line[0]["iri"], line[1]["text"]): line[1]["more"] for line in page["table"]["rows"]}
                assert mark in {more["text"] for more in cells[row["subject"], label]}
                marked += 1
    table = client.get("/concept/type-2-diabetes.json").get_json()["panels"][0]["table"]
    real = next(row for row in table["rows"] if row[0]["text"] == "metformin")
    assert mark not in {more["text"] for cell in real for more in cell["more"]}
    assert marked


def test_every_kind_of_iri_that_the_graph_writes_leads_somewhere(client, graph):
    """No address of ours in an export is a dead end; of each kind, some are followed."""
    kinds = {}
    for iri in sorted({str(term) for triple in graph.dataset() for term in triple if str(term).startswith(BASE)}):
        path = "/" + iri.removeprefix(BASE).partition("#")[0]
        kinds.setdefault(path.split("/")[1], []).append(path)
    assert {"article", "claim", "concept", "corpus", "dataset", "ont", "text"} <= set(kinds)
    accounts = {"/.well-known/void", "/ont"}  # the description stands with the SPARQL endpoint
    described = {path: client.get(path).location for path in (*kinds.pop("dataset"), *kinds.pop("graph"))}
    assert set(described.values()) > accounts
    kinds["shared"] = [path for path, place in described.items() if place not in accounts]
    assert all(path.startswith("/graph/shared-") for path in kinds["shared"])
    assert client.get("/graph/shared-0").status_code == 404
    for paths in kinds.values():
        for path in {*paths[:20], *paths[-20:]}:
            answer = client.get(path, headers={"Accept": "text/turtle, */*;q=0.1"}, follow_redirects=True)
            assert answer.status_code == 200, path
    assert client.get("/corpus/none").status_code == client.get("/ont/9.9").status_code == 404
    assert client.get("/graph/none").status_code == 404
    assert client.get(f"/ont/{ONTOLOGY_VERSION}").location.startswith("/ont")


def test_the_version_is_that_of_the_vocabulary(client):
    turtle = Graph().parse(data=client.get("/ont.ttl").data, format="turtle")
    assert {str(v) for v in turtle.objects(None, OWL.versionInfo)} == {ONTOLOGY_VERSION}


def test_who_looks_for_the_interface_is_led_to_it(client):
    for path in ("/openapi.json", "/api", "/api/v1", "/api/v1/"):
        see = client.get(path)
        assert (see.status_code, see.location) == (303, "/api/v1/openapi.json"), path
    assert "/api/v1/openapi.json" in client.get("/api/v1/none").get_json()["error"]["remedy"]


def test_an_article_lists_each_of_its_claims_once(client):
    page = client.get(f"{FOUNDING_ARTICLE}.json").get_json()
    listed = next(p for p in page["panels"] if p["name"] == "article-claims")
    counted = next(fact for fact in page["scales"] if fact["label"] == "claims")["cells"][0]["text"]
    assert int(counted) == listed["table"]["total"] > 50


def test_equal_claims_of_an_article_are_told_apart(client):
    """Where and by whom a claim is made stands beside it, unless it is the article's body in its own voice."""
    rows = client.get(f"{FOUNDING_ARTICLE}.json").get_json()["panels"]
    rows = next(p for p in rows if p["name"] == "article-claims")["table"]["rows"]
    claims = [next(cell for cell in row if "/claim/" in cell["iri"]) for row in rows]
    alike = [c for c in claims if [d["text"] for d in claims].count(c["text"]) > 1]
    assert alike
    assert len({(c["text"], *(tag["text"] for tag in c["more"])) for c in alike}) == len(alike)
    tags = {tag["text"] for c in claims for tag in c["more"]}
    assert "in the title" in tags
    assert any(tag.startswith("said by ") for tag in tags)
    assert "said by the article itself" not in tags
    whole = list(csv.DictReader(io.StringIO(client.get("/claims.csv").text)))
    assert all(re.fullmatch(rf"{BASE}claim/\w+", row["claim"]) for row in whole), "a program gets the IRI alone"


def test_graph_is_narrowed_to_one_source(client):
    everything = client.get("/graph.json?focus=type-2-diabetes").get_json()
    source = next(f for f in everything["fields"] if f["name"] == "source")["options"][0]["href"]
    asked = {"focus": "type-2-diabetes", "source": source}
    narrowed = client.get("/graph.json", query_string=asked).get_json()
    assert 0 < narrowed["table"]["total"] < everything["table"]["total"]


def test_path_names_its_weakest_hop(client):
    page = client.get("/paths.json?from=stem+cell+therapy&to=type+2+diabetes").get_json()
    assert page["panels"]
    assert all("weakest hop" in p["question"] for p in page["panels"])
    assert page["panels"][0]["title"] == "Path 1: direct"
    assert all(p["title"].startswith(f"Path {n}: through ") for n, p in enumerate(page["panels"][1:], 2))
    assert client.get("/paths?from=xyzzy&to=asthma").status_code == 400
    itself = client.get("/paths.json?from=metformin&to=metformin").get_json()
    assert (itself["intro"], itself["panels"]) == ("No path of up to four hops joins metformin and metformin.", [])


def test_map_names_gaps_and_conflicts(client):
    page = client.get("/evidence-map.json").get_json()
    cells = [c for row in page["table"]["rows"] for c in row[1:]]
    beside = {more["text"] for c in cells for more in c["more"]}
    assert "no claim" in {c["text"] for c in cells}
    assert {"no study in people", "claimed and denied", "denied"} <= beside
    assert all(c["text"] == "no claim" or (c["kind"] == "level" and c["href"]) for c in cells)
    rows = {row[0]["text"]: dict(zip(page["table"]["columns"], row, strict=True)) for row in page["table"]["rows"]}
    told = rows["bariatric surgery"]["type 2 diabetes"]["more"][0]["text"]
    assert told == "3 articles", "each once, however many relations and groups it speaks of; made-up ones never"
    assert "blindness" not in page["table"]["columns"] or rows["bariatric surgery"]["blindness"]["text"] == "no claim"


def cells_of(client, asked):
    page = client.get(f"/evidence-map.json?{asked}").get_json()
    return [cell for row in page["table"]["rows"] for cell in row[1:] if cell["href"]]


def test_map_is_narrowed_by_level_relation_and_thing(client):
    whole = len(cells_of(client, ""))
    assert {c["slug"] for c in cells_of(client, "level=animal")} == {"animal"}
    assert {c["more"][1]["text"] for c in cells_of(client, "relation=hasNoEffectOn")} == {"denied"}
    assert len(cells_of(client, "therapy=bariatric+surgery&condition=type+2+diabetes")) == 1 < whole
    assert not cells_of(client, "therapy=nobody+knows+this")
    assert not cells_of(client, "level=no-such-level")


def test_real_articles_come_before_constructed_ones(client, site):
    for name in ("checks-wording", "checks-headline", "checks-scope"):
        made_up = ["constructed" in site.catalogue.articles[row["article"]] for row in site.catalogue.table(name)]
        assert made_up == sorted(made_up), name
        assert not made_up[0]
    rows = client.get("/index.json").get_json()["panels"][0]["table"]["rows"]
    marks = [[m["text"] for cell in row for m in cell["more"]] for row in rows]
    assert "constructed example" not in marks[0]
    assert all("constructed example" in told for told in marks[2:])
    first = client.get("/findings.json?rule=O01").get_json()["panels"][0]["table"]["rows"][0][0]
    assert "constructed example" not in {m["text"] for other in first["more"] for m in other["more"]}


def test_an_article_of_which_nothing_was_read_is_no_clean_bill(tmp_path):
    (tmp_path / "library.txt").write_text("Town library opens late\n\nIt stays open until nine on Thursdays.\n")
    assert build([str(tmp_path / "library.txt")], Home(tmp_path / "home")).exit_code == 0
    with kg.open(tmp_path / "home") as graph:
        found = web.create_app(graph).test_client()
        article = found.get("/articles.json").get_json()["table"]["rows"][0][0]["href"]
        page = found.get(f"{article}.json").get_json()
        assert any("No claim was read" in notice and "no clean bill" in notice for notice in page["notices"])
        assert page["panels"] == []
        assert found.get(f"{article}.csv", follow_redirects=True).status_code == 200


def test_a_query_that_needs_a_thing_asks_for_it(client):
    page = client.get("/queries/condition-therapies").text
    assert "Name a thing to see its rows." in page
    assert "required" in html.fromstring(page).xpath("//input[@name='thing']")[0].attrib
    unknown = client.get("/queries/condition-therapies?thing=zzzz")
    assert unknown.status_code == 400
    assert "Nothing here is called" in unknown.text


def test_the_levels_are_counted(client, site):
    rows = client.get("/evidence.json").get_json()["panels"][0]["table"]["rows"]
    expected = {m.iri: len(site.catalogue.claims_at.get(m.iri, ())) for m in site.catalogue.scheme("evidence-level")}
    assert {row[0]["iri"]: int(row[-1]["text"]) for row in rows} == expected


def test_errors_have_one_shape(client):
    for path, status in (
        ("/x.json", 404),
        ("/api/v1/thing?iri=nonsense", 400),
        ("/queries/claim.json?thing=nonsense", 400),
        ("/graph.json?focus=nonsense", 400),
        ("/claims.json?page=x", 400),
        ("/api/v1/search?limit=9999", 400),
    ):
        error = client.get(path).get_json()["error"]
        assert error["status"] == status
        assert set(error) == {"status", "title", "message", "remedy"}


def test_page_that_a_client_has_is_not_sent_again(client, site, graph):
    first = client.get("/conditions")
    tag = {"If-None-Match": first.headers["ETag"]}
    again = client.get("/conditions", headers=tag)
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Content-Security-Policy"] == POLICY
    assert client.get("/conditions.json", headers=tag).status_code == 200
    assert client.get("/conditions", headers={**tag, "Accept": "application/json"}).status_code == 200
    assert client.get("/no-such-page", headers=tag).status_code == 404
    site.replace(graph)
    assert client.get("/conditions", headers=tag).status_code == 200


def test_page_given_again_is_the_same(client):
    first, second = client.get("/claims?page=2"), client.get("/claims?page=2")
    assert first.data == second.data
    assert dict(first.headers) == dict(second.headers)
    assert client.get("/claims?page=3").data != first.data


def test_every_answer_carries_the_policy(client):
    for path in ("/", "/static/site.css", "/no-such", "/claims.json"):
        with client.get(path) as answer:
            headers = answer.headers
        assert headers["Content-Security-Policy"] == POLICY
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
    assert "unsafe" not in POLICY


def test_bodies_and_hosts_are_bounded(graph):
    guarded = web.create_app(graph, trusted_hosts=("kg.example",)).test_client()
    assert guarded.get("/", headers={"Host": "evil.example"}).status_code == 400
    assert guarded.get("/", headers={"Host": "kg.example"}).status_code == 200
    for good in ("kg.example:8000", "KG.example"):
        assert guarded.get("/sitemap.xml", headers={"Host": good}).status_code == 200
    assert guarded.post("/api/v1/labels", headers={"Host": "kg.example"}, data=b"x" * (2 << 20)).status_code in (
        400,
        413,
    )


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://e.org/a", "https://e.org/a"),
        ("doi:10.1/a", "https://doi.org/10.1/a"),
        ("orcid:0000-0001", "https://orcid.org/0000-0001"),
        ("mailto:a@b.org", "mailto:a@b.org"),
        ("javascript:alert(1)", ""),
        (" javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ('https://e.org/"onload=x', ""),
        ("//e.org", ""),
        ("ftp://e.org/", ""),
    ],
)
def test_only_safe_addresses_become_links(address, expected):
    assert safe_href(address) == expected


def test_export_names_stay_inside(client):
    for name in (
        "/static/../../etc/passwd",
        "/static/%2e%2e/%2e%2e/etc/passwd",
        "/static/a%00b",
        "/concept/..%2f..%2fx",
        "/queries/..%2f..%2fkg",
        "/concept/" + "a" * 5000,
    ):
        assert client.get(name).status_code in (400, 404), name


def test_templates_use_only_the_fields_of_their_view_model():
    known = {f.name for c in vars(models).values() if is_dataclass(c) for f in fields(c)}
    for template in TEMPLATES.rglob("*.html"):
        used = set(re.findall(r"\bpage\.(\w+)", template.read_text()))
        assert used <= known, (template.name, used - known)


def test_without_browser_files_pages_say_so(graph):
    app = web.create_app(graph)
    app.extensions["kg"].vendored = False
    page = app.test_client().get("/graph?focus=type-2-diabetes").text
    assert "python -m web.vendor" in page
    assert "/static/vendor/" not in page
    assert '<svg class="picture"' in page


def test_about_shows_what_was_measured(client):
    about = client.get("/about").text
    told = json.loads((Path(web.__file__).parent / "measured.json").read_text())
    assert all(html.fromstring(about).xpath("//td[text()=$words]", words=f["meaning"]) for f in told["figures"])
    assert told["command"] in about
    dots = html.fromstring(about).xpath("//div[@id='evidence-level']//tbody//span[@class='dots']/text()")
    assert dots == sorted(dots, key=lambda d: -d.count("●")), "the strongest evidence comes first, as on /evidence"
    questions = html.fromstring(about).xpath("//div[@id='measured-criteria']//tbody/tr/td[1]/text()")
    assert questions == [f["meaning"] for f in told["criteria"]["figures"]]
    assert len(questions) == 10


def test_findings_are_those_of_the_rules(client, graph):
    page = client.get("/findings.json").get_json()
    expected = Counter(r.rule for r in graph.report().results if r.rule.startswith("O"))
    assert {p["name"]: p["table"]["total"] for p in page["panels"]} == expected
    rows = [row for p in page["panels"] for row in p["table"]["rows"]]
    assert any(about["iri"].endswith(FOUNDING_CLAIM) for about, *_ in rows)
    assert all(about["href"] for about, *_ in rows)
    claims = [about for about, *_ in rows if "/claim/" in about["iri"]]
    assert all(about["more"][-1]["iri"].startswith(f"{BASE}article/") for about in claims)


def test_dismissed_findings_are_marked(graph, site):
    report = graph.report()
    first = next(r for r in report.results if r.rule == "O01")
    marked = replace(report, results=(replace(first, dismissed="the desk knows"), replace(first, value="")))
    states = [row[2].text for row in panels(marked, site.catalogue)[0].table.rows]
    assert states == ["awaits an editor", "dismissed: the desk knows"]


def test_every_direction_and_state_has_its_icon(site):
    style = (TEMPLATES.parent / "static" / "site.css").read_text()
    shown = [m.slug for scheme in ("direction", "proposition-state") for m in site.catalogue.scheme(scheme)]
    for slug in shown:
        rule = re.search(rf"\.i-{slug}\b[^{{}}]*\{{ --i: url\(([^)]+)\)", style)
        assert rule, slug
        assert (TEMPLATES.parent / "static" / rule[1]).is_file()
