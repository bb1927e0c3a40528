"""Search over the shipped corpus."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys

import pytest

from kg.errors import StoreError
from kg.search import Index, build_index, open_index
from kg.store import open_snapshot


@pytest.fixture(scope="module")
def snapshot(corpus_home):
    opened = open_snapshot(corpus_home)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def index(snapshot, tmp_path_factory):
    path = tmp_path_factory.mktemp("search") / "search.sqlite"
    assert build_index(snapshot.store, path, snapshot.commit) > 300
    return Index(path)


def labels(hits):
    return [hit.label for hit in hits]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("type 2 diabetes", "type 2 diabetes"),
        ("Type 2 Diabetes", "type 2 diabetes"),
        ("T2D", "type 2 diabetes"),
        ("MONDO:0005148", "type 2 diabetes"),
        ("mesh:D003924", "type 2 diabetes"),
        ("hckg.concept:type-2-diabetes", "type 2 diabetes"),
        ("http://purl.obolibrary.org/obo/MONDO_0005148", "type 2 diabetes"),
        ("stem cell ther", "stem cell therapy"),
        ("stem cel thrapy", "stem cell therapy"),
        ("tpye 2 diabtes", "type 2 diabetes"),
        ("stém cell thérapy", "stem cell therapy"),
        ("MedBound", "Stem Cell Therapy Reverses Type 2 Diabetes in China"),
    ],
)
def test_the_thing_that_is_meant_comes_first(index, text, label):
    assert labels(index.search(text))[0] == label


def test_paraphrases_lead_to_their_claims(index):
    hits = index.search("anecdote or early report")
    assert hits
    assert {hit.type for hit in hits} == {"Claim"}


def test_exact_names_come_before_longer_ones(index):
    hits = index.search("type 2 diabetes")
    assert hits[0].score < hits[1].score
    assert len(hits) > 3


def test_types_narrow_the_hits(index):
    assert {hit.type for hit in index.search("stem cell", types=["Therapy"])} == {"Therapy"}
    assert index.search("stem cell", types=["Nothing"]) == []


def test_a_thing_is_found_once_and_no_more_than_asked(index):
    hits = index.search("diabetes", 5)
    assert len(hits) == 5
    assert len({hit.iri for hit in hits}) == 5


@pytest.mark.parametrize(
    "text",
    ["", "   ", "*", '"', "'; DROP TABLE thing; --", "NEAR(", "a:b", "MONDO:", "^x OR -y", "\x00", "\ud7ff", "(" * 500],
)
def test_no_text_breaks_the_search(index, text):
    assert isinstance(index.search(text), list)


def test_long_and_wordy_texts_are_bounded(index):
    assert isinstance(index.search("diabetes " * 10_000), list)
    assert isinstance(index.search("x" * 100_000), list)


def test_the_index_is_made_again_for_another_commit(snapshot, tmp_path):
    path = tmp_path / "search.sqlite"
    first = open_index(snapshot.store, path, "one")
    made = path.stat().st_mtime_ns
    assert open_index(snapshot.store, path, "one").commit == "one"
    assert path.stat().st_mtime_ns == made
    assert open_index(snapshot.store, path, "two").commit == "two"
    assert labels(first.search("T2D")) == ["type 2 diabetes"]


@pytest.mark.parametrize("content", [None, b"", b"no database at all, but longer than a header would be" * 40])
def test_what_is_no_index_is_refused_and_replaced(snapshot, tmp_path, content):
    path = tmp_path / "search.sqlite"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StoreError, match="search index"):
        Index(path)
    assert labels(open_index(snapshot.store, path, "one").search("T2D")) == ["type 2 diabetes"]


def test_a_failed_build_leaves_the_old_index(snapshot, tmp_path):
    path = tmp_path / "search.sqlite"
    open_index(snapshot.store, path, "one")
    (tmp_path / f".search.sqlite.{os.getpid()}.tmp").mkdir()
    with pytest.raises(StoreError, match="cannot be written"):
        build_index(snapshot.store, path, "two")
    assert Index(path).commit == "one"
    assert sqlite3.connect(path).execute("SELECT count(*) FROM thing").fetchone()[0] > 100


def test_two_processes_may_write_one_index(snapshot, tmp_path):
    """The second begins while the first asks for a text; both end well, and the last one stays."""
    path, asked = tmp_path / "search.sqlite", []

    def texts(digest):
        if not asked:
            code = (
                f"from pathlib import Path\nfrom pyoxigraph import Store\nfrom kg.search import build_index\n"
                f"build_index(Store(), Path({str(path)!r}), 'second')"
            )
            subprocess.run([sys.executable, "-c", code], check=True)
            assert Index(path).commit == "second"
        asked.append(digest)

    build_index(snapshot.store, path, "first", texts)
    assert asked
    assert Index(path).commit == "first"
    assert [p.name for p in tmp_path.iterdir()] == ["search.sqlite"]
