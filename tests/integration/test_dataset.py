"""Any RDF files as a snapshot: formats, graphs, and files that mean harm (rows N4 and X5)."""

from __future__ import annotations

import contextlib
import gzip
import subprocess
import sys

import pytest
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store, serialize

from kg.dataset import load_files
from kg.errors import InputError
from tests.integration.serving import ROOT

TURTLE = "@prefix e: <http://e/> . e:s e:p e:o , <rel> ."


def load(tmp_path, *files, **options):
    paths = []
    for name, content in files:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        paths.append(path)
    return Store.read_only(str(load_files(paths, tmp_path / "into", **options)))


def test_triples_go_to_the_default_graph_and_quads_keep_their_names(tmp_path):
    quad = "<http://e/s> <http://e/p> <http://e/o> <http://e/g> .\n"
    store = load(
        tmp_path, ("a.ttl", TURTLE), ("b.nq", quad), ("c.trig", "<http://e/h> { <http://e/s> a <http://e/C> }")
    )
    assert {q.graph_name for q in store} == {DefaultGraph(), NamedNode("http://e/g"), NamedNode("http://e/h")}
    assert len(store) == 4


@pytest.mark.parametrize(
    "suffix", ["ttl", "nt", "nq", "trig", "rdf", "owl", "xml", "jsonld", "json", "n3", "ttl.gz", "nt.gz"]
)
def test_every_format_is_read_by_its_suffix(tmp_path, suffix):
    names = {"owl": "rdf", "xml": "rdf", "json": "jsonld"}
    plain = suffix.removesuffix(".gz")
    source = load(tmp_path, ("source.ttl", TURTLE))
    content = serialize((q.triple for q in source), format=RdfFormat.from_extension(names.get(plain, plain)))
    (tmp_path / "other").mkdir()
    data = gzip.compress(content) if suffix.endswith(".gz") else content
    assert len(load(tmp_path / "other", (f"a.{suffix}", data))) == 2


def test_relative_iris_are_resolved_against_the_file(tmp_path):
    store = load(tmp_path, ("a.ttl", TURTLE))
    assert NamedNode((tmp_path / "rel").as_uri()) in {q.object for q in store}


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.ttl", "<http://e/s> <http://e/p>\n<http://e/o> <http://e/q> .", r"a\.ttl:2: "),
        ("a.ttl", b"\xff\xfe", r"a\.ttl:1: "),
        ("a.csv", "a,b", "no RDF format"),
        ("a.ttl.gz", b"not gzip", r"a\.ttl\.gz: "),
        ("a.nt.gz", gzip.compress(b"")[:10] + b"\xff" * 99, r"a\.nt\.gz: Error .* decompressing"),
        ("a.nt", b"<http://e/s> <http://e/p> <http://e/o b> .", r"a\.nt:1"),
    ],
)
def test_faults_name_the_file_and_the_line(tmp_path, name, content, message):
    with pytest.raises(InputError, match=message) as caught:
        load(tmp_path, (name, content))
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match="missing.ttl: no such file"):
        load_files([tmp_path / "missing.ttl"], tmp_path / "into")


def test_a_remote_context_is_never_fetched(tmp_path, listener):
    with pytest.raises(InputError):
        load(tmp_path, ("a.jsonld", f'{{"@context": "{listener.address}", "name": "x"}}'))
    assert listener.hits == 0


def test_an_external_entity_is_never_fetched(tmp_path, listener):
    rdf = (
        f'<!DOCTYPE r [<!ENTITY x SYSTEM "{listener.address}">]><rdf:RDF xmlns:rdf='
        '"http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/"><rdf:Description rdf:about="http://e/s">'
        "<e:p>&x;</e:p></rdf:Description></rdf:RDF>"
    )
    with pytest.raises(InputError):
        load(tmp_path, ("a.rdf", rdf))
    assert listener.hits == 0


CALLING = """
import socket, sys
from kg import dataset

def call(target, paths):
    try:
        socket.create_connection(("127.0.0.1", int(paths[0])), timeout=5).close()
    except OSError as error:
        return {"file": "", "line": None, "message": type(error).__name__}
    return {}

dataset._load = call
sys.exit(dataset.main(sys.argv[1:]))
"""


def test_the_process_that_parses_reaches_no_network(listener):
    """Whatever a parser may come to do: here it calls instead of parsing."""
    command = [sys.executable, "-c", CALLING, "64", "target", str(listener.port)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert listener.hits == 0
    assert (done.returncode, "Error" in done.stdout) == (1, True), done.stderr


def entities(levels):
    declared = '<!ENTITY x0 "aaaaaaaaaa">' + "".join(f'<!ENTITY x{i + 1} "{f"&x{i};" * 10}">' for i in range(levels))
    return (
        f'<!DOCTYPE r [{declared}]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'
        f'<rdf:Description rdf:about="http://e/s"><e:p>&x{levels};</e:p></rdf:Description></rdf:RDF>'
    )


def test_a_file_that_expands_without_end_is_stopped_by_the_memory_cap(tmp_path):
    """What is read where the cap is wide is not where it is narrow, so it is the cap that stops it."""
    for folder, levels, cap in (("wide", 7, 4096), ("narrow", 7, 256), ("endless", 10, 256)):
        (tmp_path / folder).mkdir()
        stopped = pytest.raises(InputError, match="memory|stopped") if cap == 256 else contextlib.nullcontext()
        with stopped:
            assert len(load(tmp_path / folder, ("large.rdf", entities(levels)), memory_mb=cap)) == 1


def test_nested_triple_terms_end_the_child_and_not_us(tmp_path):
    with pytest.raises(InputError, match="stopped"):
        load(
            tmp_path,
            (
                "a.ttl",
                "<http://e/s> <http://e/p> "
                + "<<( <http://e/s> <http://e/p> " * 100_000
                + "<http://e/o>"
                + " )>>" * 100_000
                + " .",
            ),
        )
