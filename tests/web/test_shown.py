"""Conflict, independence and retraction in the shipped corpus: by query, on a page, in every kind of export."""

from __future__ import annotations

import csv
import html
import json

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.export.files import export
from kg.namespaces import BASE, HCKG
from kg.results import Row

STATES = f"{BASE}scheme/proposition-state/"


@pytest.fixture(scope="module")
def propositions(graph) -> list[Row]:
    return list(graph.query("table-propositions"))


@pytest.fixture(scope="module")
def tables(graph, tmp_path_factory) -> dict[str, dict[str, str]]:
    """The rows of the exported table of propositions, by label."""
    folder = tmp_path_factory.mktemp("tables")
    done = CliRunner().invoke(main, ["export", "-f", "csv", "-o", str(folder), "--home", str(graph.home.path)])
    assert done.exit_code == 0, done.output
    with (folder / "propositions.csv").open(encoding="utf-8", newline="") as lines:
        return {row["label"]: row for row in csv.DictReader(lines)}


@pytest.fixture(scope="module")
def quads(graph) -> str:
    return export(graph.source(), "nq").decode()


def test_a_conflict_is_shown_as_one(client, graph, propositions, tables, quads):
    rows = [r for r in graph.query("conflicts") if r.text("state").rpartition("/")[2] in ("contested", "mixed")]
    assert rows
    page = client.get("/conflicts").text
    for row in rows:
        label, iri = row.text("propositionLabel"), row.text("proposition")
        state = row.text("state").rpartition("/")[2]
        assert html.escape(label) in page
        assert tables[label]["state"] == state
        assert f"<{iri}> <{HCKG.propositionState}> <{STATES}{state}>" in quads
        described = json.loads(client.get(f"/{iri.removeprefix(BASE)}.json").text)
        assert f"{STATES}{state}" in json.dumps(described) or state in json.dumps(described)
    neutral = {r.text("label") for r in propositions if r.text("state") in ("undecided", "neutral")}
    assert not neutral & {r.text("propositionLabel") for r in rows}


def test_one_work_in_several_articles_counts_once(client, propositions, tables, quads):
    shared = [r for r in propositions if r.text("state") == "for" and int(r.text("articles")) > 1]
    once = [r for r in shared if int(r.text("independentSources")) < int(r.text("articles"))]
    twice = [r for r in shared if int(r.text("independentSources")) > 1]
    assert once
    assert twice
    for row in (once[0], twice[0]):
        iri, sources = row.text("proposition"), row.text("independentSources")
        assert tables[row.text("label")]["independentSources"] == sources
        assert f'<{iri}> <{HCKG.independentSources}> "{sources}"' in quads
        assert "independent sources" in client.get(f"/{iri.removeprefix(BASE)}").text


def test_a_retraction_reaches_the_claims_that_rest_on_it(client, graph, quads):
    rows = [r for r in graph.query("claims-on-retracted") if r.text("status").endswith("/retracted")]
    assert rows
    works = {r.text("work") for r in rows}
    for work in works:
        assert f"<{work}> <{HCKG.status}> <{BASE}scheme/publication-status/retracted>" in quads
    panel = next(p for p in client.get("/findings.json").get_json()["panels"] if p["name"] == "O27")
    told = {row[0]["text"] for row in panel["table"]["rows"]}
    assert told & {r.text("claimLabel") for r in rows}
