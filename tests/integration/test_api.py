"""``kg.open(home)``: the lines of its documentation, run as they stand there."""

from __future__ import annotations

import contextlib
import os
import re
import textwrap
from pathlib import Path

import networkx as nx
import pytest
import rdflib
from click.testing import CliRunner

import kg
from kg import api
from kg.cli import main
from kg.errors import BadParameter, ForbiddenQuery, QueryError, StoreError, UnknownQuery, VocabularyError
from kg.query import read_query

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


SERVICE = "# params: s iri\nSELECT ?s {{ SERVICE {} <{}> {{ ?s ?p ?o }} }}"
SPELLINGS = ["", "SILENT"]


@pytest.fixture(params=SPELLINGS, ids=["loud", "silent"])
def asking(request, listener, tmp_path):
    """A query, and a file of it, that would have this machine ask a port of its own."""
    file = tmp_path / "passed-on.rq"
    file.write_text(SERVICE.format(request.param, listener.address), encoding="utf-8")
    return file.read_text(encoding="utf-8"), file


def test_a_query_that_was_passed_on_asks_no_other_machine(graph, asking, listener):
    text, file = asking
    for ask in (lambda: graph.sparql(text), lambda: graph.run_query(read_query(file))):
        with pytest.raises(ForbiddenQuery, match="SERVICE is not allowed.*--allow-service"):
            ask()
    arguments = ["--home", str(graph.home.path)]
    for given in (["-q", text], [str(file)], [str(file), "--param", "s=urn:s"]):
        done = CliRunner().invoke(main, ["query", *given, *arguments])
        assert (done.exit_code, done.output.count("\n")) == (2, 1)
        assert "SERVICE is not allowed" in done.output
    assert listener.hits == 0


def test_a_query_that_is_trusted_may_ask_others(graph, asking, listener):
    """The listener answers nothing, so that a failure tells of the call."""
    text, file = asking
    asked = [
        lambda: graph.sparql(text, allow_service=True),
        lambda: graph.run_query(read_query(file, allow_service=True)),
    ]
    for number, ask in enumerate(asked, 1):
        with contextlib.suppress(QueryError):
            ask()
        assert listener.hits == number
    CliRunner().invoke(main, ["query", "--allow-service", "-q", text, "--home", str(graph.home.path)])
    assert listener.hits == len(asked) + 1


def test_the_word_service_is_no_call(graph):
    names = ", ".join(f"'{n}'" for n in range(200))
    query = f"SELECT ?service {{ VALUES ?service {{ 'SERVICE <http://e/> {{}}' }} FILTER(?service NOT IN ({names})) }}"
    assert len(graph.sparql(query)) == 1


def test_errors_are_ours(graph, tmp_path):
    with pytest.raises(UnknownQuery):
        graph.query("nothing")
    with pytest.raises(BadParameter):
        graph.query("therapies-for-condition", nothing="x")
    with pytest.raises(VocabularyError):
        graph.query("therapies-for-condition", condition="no such condition")
    with pytest.raises(StoreError):
        kg.open(tmp_path / "none")
