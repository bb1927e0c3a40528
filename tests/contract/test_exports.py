"""What exports promise: the same bytes everywhere, the same triples in every format, digits as written, files whole."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import random
import re
import subprocess
import sys
import xml.etree.ElementTree as ET  # noqa: S405 -- reads what this test has just written
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import networkx as nx
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse
from rdflib.compare import to_isomorphic

import kg
from kg.build import build
from kg.errors import ExportError
from kg.export.files import FORMATS, Source, export, export_tables, neutral, to_csv, write
from kg.export.jsonld import context
from kg.export.turtle import prefixes_for, trig, turtle
from kg.home import Home
from kg.namespaces import DCAT, HCKG, PREFIXES, RDFS
from kg.query import Row, Rows

ROOT = Path(__file__).parents[2]
FOUNDING = ROOT / "kg" / "corpus" / "records" / "stem-cell-therapy-reverses.yaml"

GOLDEN = ROOT / "tests" / "data" / "golden" / "stem-cell-therapy-reverses.ttl"
TITLE = "Stem Cell Therapy Reverses Type 2 Diabetes in China"
RENEW = f"""the founding article's Turtle changed. Read the difference; if it is meant, renew the file:
  kg build {FOUNDING.relative_to(ROOT)} --home /tmp/golden
  kg export --home /tmp/golden --about "{TITLE}" > {GOLDEN.relative_to(ROOT)}"""
RDFLIB_NAMES = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml"}
OXIGRAPH = {"jsonld": RdfFormat.JSON_LD, "rdf": RdfFormat.RDF_XML, "ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES}


@pytest.fixture(scope="module")
def founding_home(tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("founding"))
    assert build([str(FOUNDING)], home).exit_code == 0
    return home


@pytest.fixture(scope="module")
def graph(founding_home):
    with kg.open(founding_home.path) as found:
        yield found


@pytest.fixture(scope="module")
def article(graph):
    return graph.find(TITLE)


@pytest.fixture(scope="module")
def written(graph, article):
    """The founding article in every format of RDF."""
    return {form: export(graph.source(), form, about=article) for form in ("ttl", "trig", "nt", "nq", "jsonld", "rdf")}


def triples(data, form):
    found = rdflib.Graph()
    found.parse(data=data, format=RDFLIB_NAMES[form])
    return {(s, p, o.n3()) for s, p, o in found}


def test_golden_file(written):
    assert written["ttl"] == GOLDEN.read_bytes(), RENEW


@pytest.mark.parametrize("form", ["nt", "jsonld", "rdf"])
def test_every_format_holds_the_same_triples(form, written):
    assert triples(written[form], form) == triples(written["ttl"], "ttl")


def test_quads_hold_the_same_triples(written):
    meant = {(str(t.subject), str(t.predicate), str(t.object)) for t in parse(written["ttl"], RdfFormat.TURTLE)}
    for form, name in (("trig", RdfFormat.TRIG), ("nq", RdfFormat.N_QUADS)):
        assert {(str(q.subject), str(q.predicate), str(q.object)) for q in parse(written[form], name)} == meant


@pytest.mark.parametrize("form", OXIGRAPH)
def test_both_readers_agree(form, written):
    other = {(str(t.subject), str(t.predicate), str(t.object)) for t in parse(written[form], OXIGRAPH[form])}
    assert len(other) == len(triples(written[form], form))


@pytest.mark.parametrize("form", ["ttl", "trig", "nt", "nq", "jsonld"])
def test_digits_stay_as_they_were_written(form, written, graph):
    text = written[form].decode()
    assert re.search(r"matchConfidence\S*:? \"?0\.80\b", text)
    assert not re.search(r"matchConfidence\S*:? \"?0\.8\b(?!0)", text)
    whole = export(graph.source(), form).decode()
    assert re.search(r"matchConfidence\S*:? \"?0\.80\b", whole)


@pytest.mark.parametrize("form", ["ttl", "trig"])
def test_same_bytes_in_any_order(form, written, article):
    quads = list(parse(written["nq"], RdfFormat.N_QUADS))
    text = next(q.object.value for q in quads if q.predicate == NamedNode(HCKG.textVersion))
    results = set()
    for seed in range(3):
        random.Random(seed).shuffle(quads)
        results.add(
            trig(quads, prefixes_for(article, text))
            if form == "trig"
            else turtle((q.triple for q in quads), prefixes_for(article, text))
        )
    assert len(results) == 1
    assert written[form].decode().endswith(results.pop())


def test_same_bytes_with_another_hash_seed(founding_home, tmp_path):
    digests = {
        (form, hashlib.sha256(_run_export(founding_home, form, seed)).hexdigest())
        for form in ("ttl", "trig", "jsonld")
        for seed in ("1", "2")
    }
    assert len(digests) == 3


def _run_export(home, form, seed, *more):
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-m", "kg", "export", "--home", str(home.path), "-f", form, *more]
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, check=True).stdout


def test_same_bytes_whatever_was_built_first(tmp_path):
    """Two homes with the same articles, brought in in other order, write the same Turtle."""
    records = sorted((ROOT / "kg" / "corpus" / "records").glob("*.yaml"))[:4]
    seen = set()
    for name, order in (("a", records), ("b", records[::-1])):
        home = Home(tmp_path / name)
        for path in order:
            assert build([str(path)], home).exit_code == 0
        with kg.open(home.path) as found:
            seen.add(hashlib.sha256(export(found.source(), "ttl") + export(found.source(), "nq")).hexdigest())
    assert len(seen) == 1


def test_article_stands_alone(written):
    """Whatever of ours the Turtle of one article names has its label there; levels have their ranks."""
    found = rdflib.Graph()
    found.parse(data=written["ttl"], format="turtle")
    named = {*found.objects(), *found.predicates()}
    ours = {n for n in named if isinstance(n, rdflib.URIRef) and n.startswith("https://w3id.org/hckg/")}
    unlabelled = {n for n in ours if not list(found.objects(n, RDFS.label))}
    assert {str(o) for o in unlabelled} <= {"https://w3id.org/hckg/dataset", *_versions(found)}
    level = rdflib.URIRef("https://w3id.org/hckg/scheme/evidence-level/case-report")
    assert list(found.objects(level, HCKG.rank))


def _versions(found):
    return {str(o) for o in found.objects(None, rdflib.URIRef("https://schema.org/schemaVersion"))}


def test_claims_stand_in_the_order_of_the_text(written):
    text = written["ttl"].decode()
    claims = text.partition("### claims")[2].partition("\n### ")[0]
    starts = [
        min(int(n) for n in re.findall(r"place:(\d+)-", line))
        for line in claims.splitlines()
        if "hckg:statedAt" in line
    ]
    assert starts == sorted(starts)
    assert len(starts) == 73
    assert not re.search(r"<https://w3id\.org/hckg/(claim|concept|text|article)/[^/>]*>", claims)


def test_dataset_describes_itself(written, graph, article):
    found = rdflib.Graph()
    found.parse(data=written["ttl"], format="turtle")
    (dataset,) = found.subjects(rdflib.RDF.type, DCAT.Dataset)
    properties = {str(p).rpartition("/")[2].rpartition("#")[2]: str(o) for p, o in found.predicate_objects(dataset)}
    assert properties["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert properties["uriSpace"] == "https://w3id.org/hckg/"
    assert properties["modified"] == "2026-11-22"
    assert properties["version"]
    for form in FORMATS:
        if form in ("nq", "trig", "nt", "jsonld", "rdf"):
            assert b"creativecommons.org/licenses/by/4.0" in export(graph.source(), form)


def test_source_date_epoch_dates_the_export(founding_home, article, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    with kg.open(founding_home.path) as found:
        assert b'"1970-01-02"' in export(found.source(), "ttl", about=article)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
        with pytest.raises(ExportError, match="SOURCE_DATE_EPOCH"):
            export(found.source(), "ttl", about=article)


def test_dump_is_what_the_store_holds(graph):
    """The fast way to N-Quads and N-Triples gives what the slow way gives."""
    slow = {str(q) for q in graph.store}
    fast = export(graph.source(), "nq")
    lines = fast.splitlines()
    assert lines == sorted(lines)
    assert len(lines) == len(slow) + sum(b"/dataset> " in line for line in lines)
    quads = {(str(q.subject), str(q.predicate), str(q.object)) for q in parse(fast, RdfFormat.N_QUADS)}
    assert {
        (str(t.subject), str(t.predicate), str(t.object))
        for t in parse(export(graph.source(), "nt"), RdfFormat.N_TRIPLES)
    } == quads


def test_dump_cuts_graphs_off_hostile_literals():
    store = Store()
    s, p, g = (NamedNode(f"urn:{x}") for x in "spg")
    for value in ("a <b>", 'quote " <x> .', "line\nend <urn:g> .", "", "\\"):
        for datatype in ("http://www.w3.org/2001/XMLSchema#string", "urn:type"):
            store.add(Quad(s, p, Literal(value, datatype=NamedNode(datatype)), g))
            store.add(Quad(s, p, Literal(value, datatype=NamedNode(datatype))))
    found = set(parse(export(Source(store, {}), "nt"), RdfFormat.N_TRIPLES))
    assert {q.triple for q in store} <= {t.triple if isinstance(t, Quad) else t for t in found}


def test_context_names_every_property():
    named = {term["@id"] for term in context().values() if isinstance(term, dict)}
    ontology = rdflib.Graph()
    ontology.parse(ROOT / "ontology" / "kg.ttl")
    properties = {
        s
        for kind in (rdflib.OWL.ObjectProperty, rdflib.OWL.DatatypeProperty)
        for s in ontology.subjects(rdflib.RDF.type, kind)
        if str(s).startswith(str(HCKG))
    }
    short = {f"hckg:{str(p).removeprefix(str(HCKG))}" for p in properties}
    assert short - named == {"hckg:doi", "hckg:pmid"} & short, (
        "two names are prefixes already; add others to context.jsonld"
    )
    assert {k: v for k, v in context().items() if isinstance(v, str) and ":" in v} == dict(PREFIXES)


def test_networks_are_read_by_networkx(graph):
    source = graph.source()
    size = graph.graph().number_of_edges()
    assert nx.parse_graphml(export(source, "graphml").decode(), force_multigraph=True).number_of_edges() == size
    assert nx.cytoscape_graph(json.loads(export(source, "cyjs"))).number_of_edges() == size
    gexf = ET.fromstring(export(source, "gexf"))  # noqa: S314 -- written by us, a line above
    assert len(list(gexf.iter("{http://www.gexf.net/1.2draft}edge"))) == size
    assert all(export(source, form) == export(source, form) for form in ("graphml", "gexf", "cyjs"))


def test_network_about_a_thing_is_its_neighbourhood(graph):
    thing = graph.find("type-2-diabetes")
    small = nx.cytoscape_graph(json.loads(export(graph.source(), "cyjs", about=thing)))
    assert 1 < small.number_of_nodes() < graph.graph().number_of_nodes()


def test_tables(graph):
    tables = dict(export_tables(graph.source()))
    assert sorted(tables) == ["articles.csv", "claims.csv", "propositions.csv"]
    rows = list(csv.DictReader(io.StringIO(tables["claims.csv"].decode())))
    assert len({row["claim"] for row in rows}) == 73


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "+cmd", "-cmd|' /C calc'!A0", "\t=1", "\r=1"])
def test_formulas_are_neutralised(cell):
    assert neutral(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["a\rb", "a\r\nb", "a\nb", 'a"b', "a,b", ""])
def test_a_cell_of_a_table_comes_back_as_it_was(cell):
    text = to_csv(Rows(("x", "y"), (Row(("x", "y"), (Literal(cell), Literal("z"))),)))
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["x", "y"], [cell, "z"]]


def test_tables_hold_no_formulas(graph):
    """Row H4: tables are opened as spreadsheets, where a title that looks like a formula must stay a title."""
    store, formula = Store(), "=HYPERLINK(1)"
    for s, p, o, name in graph.store:
        store.add(Quad(s, p, Literal(formula) if getattr(o, "value", "") == TITLE else o, name))
    tables = dict(export_tables(Source(store, {})))
    cells = [cell for table in tables.values() for row in csv.reader(io.StringIO(table.decode())) for cell in row]
    assert f"'{formula}" in cells
    assert formula not in cells


def test_files_have_checksums_and_are_whole(tmp_path, graph, article):
    path = tmp_path / "graph.ttl"
    write(path, export(graph.source(), "ttl", about=article))
    digest, name = (tmp_path / "graph.ttl.sha256").read_text().split()
    assert name == "graph.ttl"
    assert digest == hashlib.sha256(path.read_bytes()).hexdigest()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["graph.ttl", "graph.ttl.sha256"]


def test_file_that_cannot_be_written_is_one_error(tmp_path):
    with pytest.raises(ExportError, match="cannot be written"):
        write(tmp_path / "no" / "such" / "folder.ttl", b"")


def test_a_pipe_is_written_to_and_not_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as pool:
        read = pool.submit(pipe.read_bytes)
        write(pipe, b"data")
        assert read.result() == b"data"
    assert pipe.is_fifo()
    assert [p.name for p in tmp_path.iterdir()] == ["pipe"]


def test_unknown_things_and_formats_are_refused(graph):
    with pytest.raises(ExportError, match="nothing is known"):
        export(graph.source(), "ttl", about="https://example.org/nothing")
    with pytest.raises(ExportError, match="unknown"):
        export(graph.source(), "docx")


def test_dataset_in_rdflib_is_the_export(graph):
    dataset = graph.dataset()
    assert {str(g.identifier) for g in dataset.graphs()} >= {q.graph_name.value for q in graph.store}
    assert to_isomorphic(dataset.graph(graph.find(TITLE) + "/graph/edges"))


BLANK = b"""
@prefix e: <http://e/> .
e:a e:p [ e:q "x" ] ; e:r _:g ; a e:T .
_:g e:s e:a .
"""


@pytest.mark.parametrize("form", ["ttl", "nt", "jsonld", "rdf", "trig", "nq"])
def test_blank_nodes_of_others_come_back(form):
    store = Store()
    store.load(BLANK, format=RdfFormat.TURTLE)
    out = export(Source(store, {}), form)
    kind = {"jsonld": "json-ld", "rdf": "xml", "nq": "nquads"}.get(form, form)
    found = rdflib.Dataset(default_union=True)
    found.parse(data=out, format=kind)
    wanted = rdflib.Graph().parse(data=BLANK, format="turtle")
    of_others = rdflib.Graph()
    for triple in found.triples((None, None, None)):
        if str(triple[1]).startswith("http://e/") or str(triple[2]).startswith("http://e/T"):
            of_others.add(triple)
    assert to_isomorphic(of_others) == to_isomorphic(wanted)
