"""Compiling shapes, running them, and telling the results; every case is held against pySHACL."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store
from rdflib import Graph
from rdflib.namespace import RDF, SH

from kg.errors import InputError, ShapeError
from kg.model import Report, Violation
from kg.validate import compile_shapes, to_json, to_text, to_turtle, validate_store
from kg.validate.reference import read_graph, reference_report_graph, store_graph, validate_reference

PREFIXES = """
@prefix : <http://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DATA = """
:Cat rdfs:subClassOf :Animal .
:a a :Animal ; rdfs:label "Ada"@en ; :name "Ada"@en , "Ada L."@en ; :age 3 ; :weight 2.5 ; :friend :b , :c .
:a :from 1 ; :to 2 .
:b a :Cat ; :name "Bo" ; :age "x" , "old"^^xsd:integer ; :weight "heavy" ; :friend :b , "nobody" ; :code "b-1" .
:b :from 3 ; :to 2 .
:c a :Animal , :Cat ; :name "Cy"@de , "Cy"@en ; :age 1 , 2 , 3 ; :friend [ a :Animal ; :name "X" ] ; :alias "Cy"@en .
"""
CONSTRAINTS = [
    "sh:minCount 1",
    "sh:minCount 3",
    "sh:maxCount 0",
    "sh:maxCount 2",
    "sh:class :Cat",
    "sh:datatype xsd:integer",
    "sh:datatype xsd:decimal",
    "sh:nodeKind sh:IRI",
    "sh:nodeKind sh:BlankNodeOrIRI",
    'sh:pattern "^b" ; sh:flags "i"',
    "sh:hasValue :b",
    'sh:in ( :b "Bo" 3 )',
    "sh:minLength 3",
    "sh:maxLength 2",
    "sh:minInclusive 2",
    "sh:maxInclusive 2",
    "sh:minExclusive 2",
    "sh:maxExclusive 3",
    "sh:uniqueLang true",
    'sh:languageIn ( "en" )',
    "sh:equals :alias",
    "sh:disjoint :alias",
    "sh:node [ sh:property [ sh:path :age ; sh:maxCount 2 ; sh:minInclusive 2 ] ]",
    "sh:not [ sh:class :Cat ]",
    "sh:or ( [ sh:class :Cat ] [ sh:datatype xsd:integer ] )",
    "sh:and ( [ sh:nodeKind sh:IRI ] [ sh:property [ sh:path :code ; sh:hasValue 'b-1' ] ] )",
    "sh:qualifiedValueShape [ sh:class :Cat ] ; sh:qualifiedMinCount 2",
    "sh:qualifiedValueShape [ sh:class :Animal ] ; sh:qualifiedMaxCount 1",
]
PATHS = [":name", ":age", ":friend", ":from", "[ sh:inversePath :friend ]", "( :friend :name )"]
MORE_PATHS = ["[ sh:alternativePath ( :name :age ) ]", "[ sh:oneOrMorePath :friend ]", "[ sh:zeroOrOnePath :friend ]"]


def store(text: str = DATA) -> Store:
    found = Store()
    found.load(PREFIXES + text, format=RdfFormat.TURTLE)
    return found


def shape_file(folder: Path, body: str, target: str = "sh:targetClass :Animal") -> Path:
    path = folder / "shapes.ttl"
    path.write_text(f'{PREFIXES}:S a sh:NodeShape ; {target} ; sh:message "S: wrong. Mend it."@en ; {body} .')
    return path


def both(folder: Path, body: str, target: str = "sh:targetClass :Animal") -> tuple[Violation, ...]:
    path = shape_file(folder, body, target)
    data = store()
    ours = validate_store(data, compile_shapes([path]))
    assert ours.results == validate_reference(store_graph(data), read_graph(path)).results
    return ours.results


@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_core_constraints_mean_what_they_mean_in_pyshacl(constraint: str, tmp_path: Path) -> None:
    found = 0
    for path in PATHS:
        found += len(both(tmp_path, f'sh:property [ sh:path {path} ; sh:message "wrong" ; {constraint} ]'))
    assert found


@pytest.mark.parametrize("constraint", ["sh:lessThan :to", "sh:lessThanOrEquals :to"])
def test_comparisons_mean_what_they_mean_in_pyshacl(constraint: str, tmp_path: Path) -> None:
    assert both(tmp_path, f'sh:property [ sh:path :from ; sh:message "wrong" ; {constraint} ]')


@pytest.mark.parametrize("path", MORE_PATHS)
@pytest.mark.parametrize("constraint", ["sh:nodeKind sh:BlankNode", "sh:maxCount 1 ; sh:class :Cat"])
def test_paths_mean_what_they_mean_in_pyshacl(path: str, constraint: str, tmp_path: Path) -> None:
    assert both(tmp_path, f'sh:property [ sh:path {path} ; sh:message "wrong" ; {constraint} ]')


@pytest.mark.parametrize(
    "target",
    [
        "sh:targetClass :Cat",
        "sh:targetClass :Cat , :Animal",
        "sh:targetNode :a , :nowhere",
        "sh:targetSubjectsOf :friend",
        "sh:targetObjectsOf :friend",
        "sh:targetSubjectsOf :from ; sh:targetClass :Cat",
    ],
)
def test_targets_mean_what_they_mean_in_pyshacl(target: str, tmp_path: Path) -> None:
    assert both(tmp_path, "sh:class :Nothing ; sh:nodeKind sh:Literal", target)


def sparql(select: str, message: str = "S: {?value} of {$this}, {?unknown}. Mend it.") -> str:
    return (
        f'sh:severity sh:Warning ; sh:sparql [ sh:prefixes :O ; sh:message "{message}" ; sh:select """{select}""" ] . '
        ':O sh:declare [ sh:prefix "ex" ; sh:namespace "http://example.org/"^^xsd:anyURI ]'
    )


def test_queries_fill_their_messages_and_name_the_value(tmp_path: Path) -> None:
    found = both(tmp_path, sparql("SELECT $this ?value WHERE { $this ex:friend ?value . ?value a ex:Cat }"))
    assert found[0].message == "http://example.org/b of http://example.org/a, {?unknown}. Mend it."
    assert (found[0].severity, found[0].claim, found[0].rule) == ("Warning", "Ada", "S")
    found = both(tmp_path, sparql("SELECT $this WHERE { FILTER NOT EXISTS { $this ex:friend ?value } }"))
    assert [r.focus[:2] for r in found] == ["_:"]
    found = both(tmp_path, sparql("SELECT $this WHERE { FILTER EXISTS { $this ex:friend $this } }"))
    assert [r.value for r in found] == ["http://example.org/b"]


@pytest.mark.parametrize(
    "where",
    [
        "FILTER NOT EXISTS { $this ex:friend ?f . ?f a ex:Cat } $this ex:age ?value .",
        "FILTER NOT EXISTS { $this ex:to ?more . FILTER(?more > ?value) } $this ex:from ?value .",
        "$this ex:from ?value . FILTER not exists { $this ex:to ?to ; a ?c . FILTER(?to > ?value) # a } brace\n }",
        "{ $this ex:age ?value . FILTER NOT EXISTS { $this ex:code ?c } } UNION { $this ex:friend ?value }",
        "$this ex:from ?value . FILTER NOT EXISTS { $this ex:to ?to . BIND(?to + 0 AS ?sum) FILTER(?sum > 9) }",
        "$this ex:age ?value . FILTER NOT EXISTS { { $this ex:code ?c } UNION { $this ex:weight ?c } }",
        "$this ex:age ?value . FILTER NOT EXISTS { $this ex:code '}' } FILTER NOT EXISTS { $this ex:to ?t ; ex:to ?f }",
        "FILTER(?value > 0 && NOT EXISTS { $this ex:code ?c }) $this ex:age ?value .",
    ],
)
def test_what_must_not_exist_means_what_it_means_in_pyshacl(where: str, tmp_path: Path) -> None:
    assert both(tmp_path, sparql(f"SELECT $this ?value WHERE {{ {where} }}"))


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("sh:closed true", "sh:closed is not understood"),
        ("sh:property [ sh:path :name ; sh:minCont 1 ; sh:message 'x' ]", "sh:minCont is not understood"),
        ("sh:property [ sh:path :name ; sh:minCount 1 ]", "no sh:message"),
        ("sh:property [ sh:minCount 1 ; sh:message 'x' ]", "without sh:path"),
        ("sh:property [ sh:path :a ; sh:minCount 9 ; sh:message 'x' ]", "more than is understood"),
        ("sh:property [ sh:path :a ; sh:nodeKind sh:IRI , sh:Literal ; sh:message 'x' ]", "2 values"),
        ("sh:property [ sh:path :a ; sh:property [ sh:path :b ] ; sh:message 'x' ]", "within sh:property"),
        ("sh:nodeKind sh:Iri", "is no sh:nodeKind"),
        ("sh:pattern '(?=a)b'", "is no regular expression"),
        ("sh:severity :Terrible ; sh:class :Cat", "none of sh:Violation"),
        ("sh:in [ :a :b ]", "no well-formed list"),
        ("sh:node :S", "name themselves"),
        (sparql("SELECT $this WHERE { $this ex:friend"), "is no query"),
        (sparql("SELECT $this WHERE { VALUES $this { ex:a } }"), "no VALUES"),
        (sparql("SELECT $this WHERE { SERVICE <http://127.0.0.1/> { $this ?p ?o } }"), "no SERVICE"),
        (sparql("ASK { $this ex:friend ?x }"), "no SELECT"),
    ],
)
def test_a_shape_that_is_not_understood_is_refused_by_name(body: str, fault: str, tmp_path: Path) -> None:
    with pytest.raises(ShapeError, match=fault):
        compile_shapes([shape_file(tmp_path, body)])


def test_files_that_hold_no_shapes_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text("<a> <b> .")
    with pytest.raises(ShapeError, match="cannot be read as Turtle"):
        compile_shapes([path])
    path.write_text("")
    with pytest.raises(ShapeError, match="no shape to check"):
        compile_shapes([path])
    with pytest.raises(ShapeError, match="cannot be read"):
        compile_shapes([tmp_path / "nowhere.ttl"])


def test_focus_narrows_what_is_looked_at(tmp_path: Path) -> None:
    shapes = compile_shapes([shape_file(tmp_path, "sh:nodeKind sh:Literal")])
    found = validate_store(store(), shapes, focus=["http://example.org/b"])
    assert {r.focus for r in found.results} == {"http://example.org/b"}


REPORT = Report(
    results=(
        Violation(
            severity="Violation",
            rule="V01",
            message="a claim needs a subject. Set `says`.",
            focus="https://w3id.org/hckg/claim/1",
            path="https://w3id.org/hckg/ont#subject",
            shape="https://w3id.org/hckg/shapes#V01",
            component=f"{SH}MinCountConstraintComponent",
            claim="rest\nhelps \x1b[31mback pain",
        ),
    ),
    shapes_checked=1,
)


def test_text_names_claim_field_fault_and_remedy_on_clean_lines() -> None:
    text = to_text(REPORT)
    assert "does not conform: 1 violation, 0 warnings, 0 notes; 1 shape checked." in text
    for part in (
        "V01  a claim needs a subject. Set `says`.",
        "rest helps [31mback pain",
        "at hckg.claim:1",
        "hckg:subject",
    ):
        assert part in text
    assert "\x1b" not in text


def test_json_and_turtle_carry_the_same_result() -> None:
    found = json.loads(to_json(REPORT))
    assert (found["conforms"], found["counts"]["Violation"], found["results"][0]["rule"]) == (False, 1, "V01")
    graph = Graph().parse(data=to_turtle(REPORT), format="turtle")
    result = graph.value(None, RDF.type, SH.ValidationResult)
    assert str(graph.value(result, SH.resultPath)) == "https://w3id.org/hckg/ont#subject"
    assert graph.value(result, SH.resultSeverity) == SH.Violation
    assert 'conforms> "true"' in to_turtle(Report()) or "sh:conforms true" in to_turtle(Report())


def test_foreign_shapes_get_the_report_of_pyshacl(tmp_path: Path) -> None:
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(PREFIXES + ":S a sh:NodeShape ; sh:targetClass :Animal ; sh:closed true .")
    data = tmp_path / "data.ttl"
    data.write_text(PREFIXES + DATA)
    graph = reference_report_graph(read_graph(data), read_graph(shapes))
    assert len(set(graph.objects(None, SH.result))) > 5


def test_what_pyshacl_cannot_use_is_one_error(tmp_path: Path) -> None:
    path = shape_file(tmp_path, sparql("SELECT $this WHERE { VALUES $this { ex:a } }"))
    with pytest.raises(ShapeError, match="pySHACL cannot use these shapes"):
        reference_report_graph(store_graph(store()), read_graph(path))


def test_nothing_is_fetched_for_a_graph(tmp_path: Path) -> None:
    path = tmp_path / "data.jsonld"
    path.write_text('{"@context": "http://127.0.0.1:9/context.jsonld", "@id": "http://example.org/a", "name": "x"}')
    with pytest.raises(InputError, match="cannot be read"):
        read_graph(path)
    with pytest.raises(InputError, match="no RDF format"):
        read_graph(tmp_path / "data.docx")


def test_rules_are_told_under_any_base() -> None:
    code = "from kg.validate.rules import our_rules\nprint([r for r, told in our_rules().items() if told.may_be_fine])"
    found = [
        subprocess.run([sys.executable, "-c", code], env={**os.environ, **more}, capture_output=True, check=True).stdout
        for more in ({}, {"KG_BASE": "https://example.org/kg/"})
    ]
    assert b"O01" in found[0]
    assert found[0] == found[1]
