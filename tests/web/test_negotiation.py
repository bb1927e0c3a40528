"""Which form of a thing a client gets."""

from __future__ import annotations

import csv
import io
import json

import pytest
import rdflib

CONDITION = "/concept/type-2-diabetes"
RDF = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml"}
TYPES = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
}


@pytest.mark.parametrize("suffix", RDF)
def test_accept_leads_to_the_data_and_the_data_parses(client, suffix):
    see = client.get(CONDITION, headers={"Accept": TYPES[suffix]})
    assert (see.status_code, see.headers["Location"]) == (303, f"{CONDITION}.{suffix}")
    assert "Accept" in see.headers["Vary"]
    answer = client.get(see.headers["Location"])
    assert answer.mimetype == TYPES[suffix]
    graph = rdflib.Graph().parse(data=answer.data, format=RDF[suffix])
    assert (
        rdflib.URIRef("https://w3id.org/hckg/concept/type-2-diabetes"),
        rdflib.RDFS.label,
        rdflib.Literal("type 2 diabetes", lang="en"),
    ) in graph


def test_all_forms_hold_the_same_triples(client):
    sizes = {len(rdflib.Graph().parse(data=client.get(f"{CONDITION}.{s}").data, format=f)) for s, f in RDF.items()}
    assert len(sizes) == 1


def test_page_names_its_other_forms(client):
    page = client.get(CONDITION)
    assert page.mimetype == "text/html"
    for suffix, media_type in TYPES.items():
        assert f'<{CONDITION}.{suffix}>; rel="alternate"; type="{media_type}"' in page.headers["Link"]
        assert f'href="{CONDITION}.{suffix}"' in page.text


def test_the_vocabulary_comes_in_every_form(client):
    sizes = set()
    for suffix, form in RDF.items():
        see = client.get("/ont", headers={"Accept": TYPES[suffix]})
        assert see.location == f"/ont.{suffix}"
        sizes.add(len(rdflib.Graph().parse(data=client.get(see.location).data, format=form)))
    assert len(sizes) == 1
    assert min(sizes) > 1000


def test_a_browser_that_looks_for_an_icon_finds_one(client):
    with client.get("/favicon.ico", follow_redirects=True) as icon:
        assert (icon.status_code, icon.mimetype) == (200, "image/svg+xml")


def test_things_without_a_table_still_have_csv(client):
    see = client.get("/scheme/publication-status/retracted.csv")
    assert client.get(see.location).status_code == 200


@pytest.mark.parametrize(
    ("path", "table"),
    [
        (CONDITION, "thing-claims"),
        ("/article/d0e70aba7c89", "article-claims"),
        ("/claim/a104054c20474bb7", "claim-links"),
    ],
)
def test_a_thing_as_csv_is_the_whole_table_of_what_is_said_of_it(client, path, table):
    see = client.get(f"{path}.csv")
    assert see.status_code == 303
    assert see.location.startswith(f"/queries/{table}.csv?")
    rows = list(csv.reader(io.StringIO(client.get(see.location).text)))
    assert len(rows) > 3
    assert len({len(row) for row in rows}) == 1


def test_a_json_list_leads_to_its_next_page_as_json(client):
    first = client.get("/claims.json").get_json()
    second = client.get(first["next"])
    assert second.mimetype == "application/json"
    assert second.get_json()["table"]["rows"][0] != first["table"]["rows"][0]


def test_what_cannot_be_sent_is_406_and_unknown_things_404(client):
    assert client.get(CONDITION, headers={"Accept": "image/png"}).status_code == 406
    for path in (
        "/concept/no-such-thing",
        "/concept/no-such-thing.ttl",
        "/claim/0000000000000000",
        "/article/x.json",
        "/queries/none",
        "/.ttl",
    ):
        assert client.get(path).status_code == 404, path


def test_schema_org_names_each_author(client):
    text = client.get("/about?uri=https://doi.org/10.2337/dci21-0034").text
    data = json.loads(text.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert data["author"][:2] == ["Matthew C. Riddle", "William T. Cefalu"]


def test_schema_org_data_is_true_json(client):
    text = client.get(CONDITION).text
    data = json.loads(text.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert data["@type"] == "MedicalCondition"
    assert data["name"] == "type 2 diabetes"


def test_a_publication_has_a_page_and_data(client):
    iri = "https://doi.org/10.2337/dci21-0034"
    assert "Consensus" in client.get("/about", query_string={"uri": iri}).text
    see = client.get("/about", query_string={"uri": iri}, headers={"Accept": "text/turtle"})
    assert see.status_code == 303
    assert rdflib.Graph().parse(data=client.get(see.headers["Location"]).data, format="turtle")


def test_guessed_addresses_lead_to_the_iri(client):
    assert client.get("/conditions/type-2-diabetes").headers["Location"] == CONDITION
    assert client.get("/evidence/case-report").headers["Location"] == "/scheme/evidence-level/case-report"
