"""``kg.open(home)``: the lines of its documentation, run as they stand there."""

from __future__ import annotations

import os
import re
import textwrap
from pathlib import Path

import networkx as nx
import pytest
import rdflib

import kg
from kg import api
from kg.errors import BadParameter, StoreError, UnknownQuery, VocabularyError

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def graph(corpus_home):
    with kg.open(corpus_home.path) as found:
        yield found


def run(code, home):
    """Run documented lines where ``kg-data`` is the given home."""
    place = home.path.parent / "kg-data"
    if not place.exists():
        place.symlink_to(home.path, target_is_directory=True)
    before, names = os.getcwd(), {}
    os.chdir(home.path.parent)
    try:
        exec(compile(code, "documentation", "exec"), names)  # noqa: S102 -- our own documentation
    finally:
        os.chdir(before)
    return names


def test_documented_lines_run(corpus_home, capsys):
    lines = re.search(r"::\n\n(.*)", api.__doc__, re.DOTALL)[1]
    names = run(textwrap.dedent(lines), corpus_home)
    assert "stem cell therapy single case report" in capsys.readouterr().out
    assert isinstance(names["graph"], kg.KnowledgeGraph)
    names["graph"].close()


def test_readme_lines_run(corpus_home, capsys):
    (block,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    run(block, corpus_home)
    assert "stem cell therapy reverses single case report" in capsys.readouterr().out


def test_public_names_are_there():
    assert sorted(kg.__all__) == ["ClaimRow", "KnowledgeGraph", "__version__", "open"]
    assert all(getattr(kg, name) for name in kg.__all__)


def test_what_it_gives(graph):
    assert isinstance(graph.dataset(), rdflib.Dataset)
    assert isinstance(graph.graph(), nx.MultiDiGraph)
    claim = next(claim for claim in graph.claims() if claim.label == "stem cell therapy reverses type 2 diabetes")
    assert claim.best_evidence == "single case report"
    assert graph.text("sha256:" + "0" * 64) is None


def test_errors_are_ours(graph, tmp_path):
    with pytest.raises(UnknownQuery):
        graph.query("nothing")
    with pytest.raises(BadParameter):
        graph.query("therapies-for-condition", nothing="x")
    with pytest.raises(VocabularyError):
        graph.query("therapies-for-condition", condition="no such condition")
    with pytest.raises(StoreError):
        kg.open(tmp_path / "none")
