"""The shared concepts and their mappings, one named test each: what is wrong is said with how to mend it."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.namespaces import BASE, HCKG, IDENTIFIERS, RDF, RDFS, SKOS
from kg.record import Draft, read_drafts
from kg.resources import CORPUS, concept_files, mapping_files
from kg.vocabulary import load

CONCEPT = f"{BASE}concept/"
KINDS = {"Therapy": HCKG.therapyKind, "Mechanism": HCKG.mechanismKind, "Exposure": HCKG.exposureKind}
RELATIONS = ("skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "skos:narrowMatch", "skos:relatedMatch")
RESTRICTED = {"SCTID", "UMLS"}
LABELLED = {"MONDO", "DOID", "HP", "GO", "CL", "UBERON", "CHEBI", "MESH", "EFO"}
SHAPE = {
    **dict.fromkeys(("MONDO", "HP", "GO", "CL", "UBERON", "EFO"), r"\d{7}"),
    **dict.fromkeys(("DOID", "CHEBI", "UMLS", "SCTID", "ICD11"), r"C?\d+"),
    "MESH": r"[CD]\d+",
    "NCIT": r"C\d+",
    "ICD10": r"[A-Z]\d\d",
    "ICD10CM": r"[A-Z]\d\d(\.\d+)?",
    "ATC": r"[A-Z]\d\d([A-Z]([A-Z](\d\d)?)?)?",
}
COLUMNS = [
    *("subject_id", "subject_label", "predicate_id", "object_id", "object_label", "mapping_justification"),
    *("author_id", "mapping_date", "object_source", "object_source_version"),
]


@cache
def stated() -> dict[str, tuple[Path, dict[str, list]]]:
    """What the files say of each concept: slug -> (file, predicate -> objects)."""
    found: dict[str, tuple[Path, dict[str, list]]] = {}
    for path in concept_files():
        for triple in parse(path.read_bytes(), RdfFormat.TURTLE):
            slug = triple.subject.value.removeprefix(CONCEPT)
            own = found.setdefault(slug, (path, defaultdict(list)))
            assert own[0] == path, f"{slug} is described in {own[0].name} and {path.name}: keep one"
            own[1][triple.predicate.value].append(triple.object)
    return found


@cache
def rows() -> tuple[tuple[Path, dict[str, str]], ...]:
    """Every mapping with the file it stands in."""
    result = []
    for path in mapping_files():
        lines = [x for x in path.read_text(encoding="utf-8").splitlines() if not x.startswith("#")]
        result += [(path, row) for row in csv.DictReader(lines, delimiter="\t")]
    return tuple(result)


@cache
def used() -> set[str]:
    """Concepts that a shipped record uses, and all above them."""
    names: set[str] = set()
    for path in sorted((CORPUS / "records").glob("*.yaml")):
        for draft in read_drafts(path):
            assert isinstance(draft, Draft), draft
            record = draft.record
            names.update(record.article.about, *(e.broader for e in record.entities))
            for claim in record.claims:
                names.update((claim.subject, claim.object, *claim.context))
            for study in record.studies:
                names.update((*study.of, *(m.outcome for m in study.measurements)))
    return names.union(*(above(slug) for slug in names))


def above(slug: str, seen: tuple[str, ...] = ()) -> set[str]:
    """Everything broader than a concept."""
    assert slug not in seen, f"broader runs in a circle: {' > '.join((*seen, slug))}"
    concept = load().concepts.get(slug)
    return {slug}.union(*(above(b, (*seen, slug)) for b in concept.broader)) if concept else {slug}


def texts(values: list) -> list[str]:
    return [v.value for v in values if isinstance(v, Literal) and v.language == "en"]


@pytest.mark.parametrize("slug", sorted(stated()))
def test_concept(slug):
    path, said = stated()[slug]
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug), "a slug is lower-case words joined by hyphens"
    classes = [t.value.removeprefix(str(HCKG)) for t in said[str(RDF.type)]]
    assert len(classes) == 1, "state the one class of ours; the classes above it are added when it is loaded"
    assert path.stem == re.sub(r"(?<!^)(?=[A-Z])", "-", plural(classes[0])).lower(), (
        f"{slug} belongs in the file of its class"
    )
    labels = texts(said[str(SKOS.prefLabel)])
    assert len(labels) == 1, "give one preferred label in English"
    assert texts(said[str(RDFS.label)]) == labels, "rdfs:label repeats the preferred label"
    definitions = texts(said[str(SKOS.definition)])
    assert len(definitions) == 1, "say in one line what it is"
    assert 10 <= len(definitions[0]) <= 160
    assert definitions[0].endswith(".")
    assert said[str(SKOS.inScheme)] == [NamedNode(f"{BASE}scheme/concept")]
    kind = KINDS.get(classes[0])
    assert kind is None or len(said[str(kind)]) == 1, f"a {classes[0]} needs one {kind}"
    for broader in said[str(SKOS.broader)]:
        assert broader.value.removeprefix(CONCEPT) in stated(), f"{broader} is no concept: name one, or leave it out"
    above(slug)


def plural(name: str) -> str:
    return name[:-1] + "ies" if name.endswith("y") else name + "s"


@pytest.mark.parametrize("slug", sorted(stated()))
def test_concept_is_no_orphan(slug):
    assert slug in used(), "no record of the corpus speaks of it, nor of anything below it: use it or take it out"


def test_no_two_concepts_share_a_label():
    owners = defaultdict(set)
    for slug, (_, said) in stated().items():
        for label in texts(said[str(SKOS.prefLabel)]) + texts(said[str(SKOS.altLabel)]):
            owners[label.lower()].add(slug)
    shared = {label: sorted(slugs) for label, slugs in owners.items() if len(slugs) > 1}
    assert shared == {}, "give one of them another label"


@pytest.mark.parametrize("path", concept_files(), ids=lambda p: p.stem)
def test_concept_file_form(path):
    text = path.read_text(encoding="utf-8")
    subjects = re.findall(r"^concept:(\S+) a ", text, flags=re.MULTILINE)
    assert subjects == sorted(subjects), "sort the concepts of a file by slug"
    prefixes = re.findall(r"^@prefix (\S+):", text, flags=re.MULTILINE)
    assert prefixes == sorted(prefixes), "sort the prefixes"
    assert [p for p in prefixes if text.count(f"{p}:") < 2] == [], "leave out unused prefixes"
    assert not re.search(r"[ \t]$", text, flags=re.MULTILINE), "no blanks at the end of a line"
    assert text.endswith(".\n")
    assert "Match" not in text, "mappings stand in the SSSOM files only"


@pytest.mark.parametrize(("path", "row"), rows(), ids=[f"{r['subject_id'][13:]}={r['object_id']}" for _, r in rows()])
def test_mapping(path, row):
    slug = row["subject_id"].removeprefix("hckg.concept:")
    assert slug in stated(), f"{slug} is no concept: correct the name or take the row out"
    assert row["subject_label"] == load().concepts[slug].label, "copy the preferred label of the concept"
    assert row["predicate_id"] in RELATIONS
    prefix, _, local = row["object_id"].partition(":")
    assert prefix in IDENTIFIERS, f"declare {prefix} among the identifier prefixes"
    assert re.fullmatch(SHAPE[prefix], local), f"{row['object_id']} has not the form of its vocabulary"
    assert row["mapping_justification"] == "semapv:ManualMappingCuration"
    assert row["author_id"].startswith("hckg.agent:")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", row["mapping_date"])
    assert row["object_source"].startswith("bioregistry:")
    assert len(row["object_source_version"]) > 5, "say in which copy the identifier was read"
    assert (prefix in RESTRICTED) == ("restricted" in path.name), "SNOMED CT and UMLS have a file of their own"
    assert bool(row.get("object_label")) == (prefix in LABELLED), "labels of open vocabularies only, and of all of them"


@pytest.mark.parametrize("path", mapping_files(), ids=lambda p: p.name)
def test_mapping_file_form(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    head = [x[1:] for x in lines if x.startswith("#")]
    for key in ("curie_map:", "mapping_set_id:", "mapping_set_version:", "license:", "mapping_date:"):
        assert any(x.startswith(key) for x in head), f"the header lacks {key}"
    declared = dict(x.strip().split(": ", 1) for x in head if x.startswith("  "))
    of_file = [r for p, r in rows() if p == path]
    for prefix in {r["object_id"].partition(":")[0] for r in of_file}:
        assert declared[prefix] == IDENTIFIERS[prefix], f"curie_map and identifier prefixes differ on {prefix}"
    columns = next(x for x in lines if not x.startswith("#")).split("\t")
    assert columns == [c for c in COLUMNS if c != "object_label" or "restricted" not in path.name]
    order = [(r["subject_id"], RELATIONS.index(r["predicate_id"]), r["object_id"]) for r in of_file]
    assert order == sorted(order), "sort by concept, relation and identifier"
    assert max(Counter((s, o) for s, _, o in order).values()) == 1, "one relation between a concept and an identifier"


def test_one_exact_match_in_each_vocabulary():
    exact = [r for _, r in rows() if r["predicate_id"] == "skos:exactMatch"]
    twice = Counter((r["subject_id"], r["object_id"].partition(":")[0]) for r in exact)
    assert [k for k, n in twice.items() if n > 1] == [], "keep the exact one, call the other close"


def test_no_identifier_is_the_exact_match_of_two_concepts_of_a_class():
    owners = defaultdict(set)
    for _, row in rows():
        if row["predicate_id"] == "skos:exactMatch":
            slug = row["subject_id"].removeprefix("hckg.concept:")
            owners[row["object_id"], load().concepts[slug].cls].add(slug)
    assert {k: v for k, v in owners.items() if len(v) > 1} == {}, "merge the concepts, or weaken one of the mappings"
