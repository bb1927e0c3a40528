"""The README's section for informaticians, run as it stands there."""

from __future__ import annotations

import csv
import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest
import rdflib
from click.testing import CliRunner

from kg.cli import main
from tests.integration.serving import serve

ROOT = Path(__file__).parents[2]
SECTION = re.search(r"\n## Ask it \(informaticians\)\n(.*?)\n## ", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)[
    1
]
COMMANDS = re.findall(r"^\$ kg (.*)$", SECTION, re.MULTILINE)
CURL = re.findall(r"^curl .*$", SECTION, re.MULTILINE)


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder that looks like the project's, where homes and exports may be made."""
    (tmp_path / "kg").symlink_to(ROOT / "kg", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_HOME", raising=False)
    return tmp_path


def test_every_command_works_in_a_fresh_home(place):
    assert len(COMMANDS) > 8
    for line in COMMANDS:
        result = CliRunner().invoke(main, shlex.split(line))
        assert result.exit_code == 0, f"kg {line}: {result.output}"
    assert len(rdflib.Graph().parse(place / "therapy.ttl")) > 50
    assert {p.name for p in (place / "tables").glob("*.csv")} == {"articles.csv", "claims.csv", "propositions.csv"}


def test_the_endpoint_answers_as_shown(corpus_home):
    (line,) = CURL
    with serve("--home", str(corpus_home.path)) as server:
        command = shlex.split(line.replace("127.0.0.1:8000", f"{server.host}:{server.port}"))
        done = subprocess.run([*command, "-sS"], capture_output=True, text=True, check=True, env=dict(os.environ))
        for path in re.findall(r"`(/[a-z.][^` ]*)`", SECTION):
            assert server.get(path)[0] == 200, path
    head, *rows = csv.reader(done.stdout.splitlines())
    assert (head, len(rows)) == (["s", "p", "o"], 5)
