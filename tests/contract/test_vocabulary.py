"""The vocabulary is complete, closed, and the same in Turtle and in Python."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest
from rdflib import BNode, Graph, URIRef
from rdflib.namespace import DefinedNamespace
from rdflib.term import Node

from kg.namespaces import (
    BASE,
    BIOLINK,
    CITO,
    DCTERMS,
    HCKG,
    IDENTIFIERS,
    OA,
    OWL,
    PREFIXES,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SCHEMES,
    SH,
    SKOS,
    VOID,
    XSD,
)
from kg.resources import cue_files, ontology_file

CLOSED = (BIOLINK, CITO, DCTERMS, HCKG, OA, OWL, PROV, RDF, RDFS, SCHEMA, SH, SKOS, VOID, XSD)
FILES = ("kg.ttl", "evidence.ttl", "limitations.ttl")
TEXTS = (
    RDFS.label,
    HCKG.negatedLabel,
    HCKG.pluralLabel,
    HCKG.negatedPluralLabel,
    HCKG.plainForm,
    HCKG.inverseLabel,
    SKOS.definition,
)


@cache
def vocabulary() -> Graph:
    graph = Graph()
    for name in FILES:
        graph.parse(ontology_file(name))
    return graph


def declared() -> set[str]:
    return {str(s) for s in vocabulary().subjects(RDF.type) if str(s).startswith(str(HCKG))}


def of_class(cls: URIRef) -> list[Node]:
    return sorted(set(vocabulary().subjects(RDF.type, cls)))


def count(subject: Node, predicate: URIRef) -> int:
    return len(list(vocabulary().objects(subject, predicate)))


def members(slug: str) -> dict[str, Node]:
    scheme = URIRef(f"{BASE}scheme/{slug}")
    return {str(m).rsplit("/", 1)[1]: m for m in vocabulary().subjects(SKOS.inScheme, scheme)}


def test_python_and_turtle_declare_the_same_terms() -> None:
    in_python = {f"{HCKG}{name}" for name in HCKG.__annotations__ if not name.startswith("_")}
    assert in_python == declared()


@pytest.mark.parametrize("namespace", CLOSED, ids=lambda namespace: str(namespace))
def test_a_misspelt_term_raises(namespace: type[DefinedNamespace]) -> None:
    with pytest.raises(AttributeError, match="not in namespace"):
        _ = namespace.nosuchterm


def test_the_files_use_no_unknown_term() -> None:
    used = {node for triple in vocabulary() for node in triple if isinstance(node, URIRef)}
    spaces = {str(n): n for n in CLOSED}
    unknown = {i for i in used for base, n in spaces.items() if i.startswith(base) and i[len(base) :] not in n}
    assert unknown == set()


def test_there_is_no_blank_node() -> None:
    assert not [t for t in vocabulary() if any(isinstance(n, BNode) for n in t)]


@pytest.mark.parametrize("term", sorted(declared()))
def test_every_term_is_labelled_and_defined_once(term: str) -> None:
    assert [count(URIRef(term), p) for p in (RDFS.label, SKOS.definition)] == [1, 1]


def test_object_properties_read_backwards() -> None:
    ours = {p for p in of_class(OWL.ObjectProperty) if str(p).startswith(str(HCKG))}
    assert not [p for p in ours if count(p, HCKG.inverseLabel) != 1]


@pytest.mark.parametrize("predicate", of_class(HCKG.DomainPredicate), ids=lambda p: str(p).rsplit("#", 1)[1])
def test_domain_predicates_are_complete(predicate: Node) -> None:
    assert [count(predicate, p) for p in TEXTS] == [1] * len(TEXTS)
    assert count(predicate, HCKG.subjectClass)
    assert count(predicate, HCKG.objectClass)
    assert vocabulary().value(predicate, HCKG.usualKind) in members("claim-kind").values()


def test_only_benefit_climbs_the_treat_ladder() -> None:
    climbing = set(vocabulary().subjects(HCKG.climbsTreatLadder))
    below = set(vocabulary().transitive_subjects(RDFS.subPropertyOf, HCKG.treats))
    assert climbing == below


def test_every_published_scheme_exists_and_no_other() -> None:
    slugs = {str(s).rsplit("/", 1)[1] for s in of_class(SKOS.ConceptScheme)}
    assert slugs == {*SCHEMES.values(), "concept"}


@pytest.mark.parametrize("slug", sorted(SCHEMES.values()))
def test_scheme_members_are_complete(slug: str) -> None:
    found = members(slug)
    assert found
    for member in found.values():
        assert [count(member, p) for p in (RDFS.label, SKOS.prefLabel, SKOS.definition)] == [1, 1, 1]
        assert count(member, SKOS.topConceptOf) + count(member, SKOS.broader) == 1


@pytest.mark.parametrize("slug", ["claim-strength", "evidence-level", "research-stage", "scope"])
def test_ranks_have_no_gap_and_agree_with_the_ordered_collection(slug: str) -> None:
    graph = vocabulary()
    by_rank = sorted((int(str(r)), m) for m in members(slug).values() for r in graph.objects(m, HCKG.rank))
    first = by_rank[0][0]
    assert [r for r, _ in by_rank] == list(range(first, first + len(by_rank)))
    start = graph.value(URIRef(f"{BASE}scheme/{slug}/ordered"), SKOS.memberList)
    assert start is not None
    assert list(graph.items(start)) == [m for _, m in by_rank]


def test_the_matrix_is_whole() -> None:
    for level in of_class(HCKG.EvidenceLevel):
        assert [count(level, p) for p in (HCKG.maxStrength, HCKG.maxScope, HCKG.evidenceType)] == [1, 1, 1]


def test_each_design_falls_under_one_level() -> None:
    levels = set(of_class(HCKG.EvidenceLevel))
    for design in of_class(HCKG.StudyDesign):
        assert set(vocabulary().objects(design, HCKG.hasLevel)) < levels
        assert count(design, HCKG.hasLevel) == 1


def test_each_modality_gives_a_strength() -> None:
    for modality in members("modality").values():
        assert vocabulary().value(modality, HCKG.usualStrength) in members("claim-strength").values()


def test_fixed_slugs_are_there() -> None:
    criteria = """costs harms benefits no-disease-mongering alternatives availability novelty
        funding-and-conflicts no-sensational-language evidence-quality"""
    cautions = """single-case small-sample early-stage needs-replication long-term-unknown safety-unknown
        animal-only conflict-of-interest not-peer-reviewed not-approved"""
    assert set(criteria.split()) == members("hnr").keys()
    assert set(cautions.split()) < members("limitation").keys()


def test_prefixes_are_told_apart() -> None:
    assert not [p for p, n in Counter(PREFIXES.values()).items() if n > 1]
    assert all(base.startswith("http") for base in [*PREFIXES.values(), *IDENTIFIERS.values()])


def test_cue_lists_use_no_unknown_term() -> None:
    """What cue lists are written in is told beside them; the cues themselves name terms of the vocabulary."""
    graph = vocabulary() + Graph()
    for path in cue_files():
        graph.parse(path)
    used = {str(t) for triple in graph for t in triple if isinstance(t, URIRef) and str(t).startswith(str(HCKG))}
    defined = {str(s) for s in graph.subjects(SKOS.definition)}
    assert used - {str(HCKG)} <= defined
