"""The policy is data: shown, checked for gaps, and changed by editing a cell, without code."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RECORD = ROOT / "kg" / "corpus" / "records" / "stem-cell-therapy-reverses.yaml"
CELL = "  hckg:maxStrength cs:observed-individual ;\n"


class Copy:
    """The project with an ontology of its own, so that cells can be changed."""

    def __init__(self, folder: Path) -> None:
        for name in ("kg", "ontology", "shapes"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "corpus"))
        self.folder = folder
        self.scheme = folder / "ontology" / "evidence.ttl"

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(self.folder)}
        command = [sys.executable, "-m", "kg", *arguments]
        return subprocess.run(  # noqa: S603 -- our own module
            command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False
        )

    def change(self, old: str, new: str) -> None:
        text = self.scheme.read_text(encoding="utf-8")
        assert text.count(old) == 1
        self.scheme.write_text(text.replace(old, new), encoding="utf-8")

    def rules(self) -> set[str]:
        return {r["rule"] for r in json.loads(self.run("validate", str(RECORD), "-f", "json").stdout)["results"]}

    def wordings(self) -> dict[str, str]:
        rows = json.loads(self.run("policy", "show", "--json").stdout)
        return next(r["wordings"] for r in rows if r["level"] == "case-report")


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


def test_a_changed_cell_changes_results_and_what_is_shown_without_code(copy: Copy) -> None:
    assert "O01" in copy.rules()
    assert copy.wordings()["direct-cause"] == "warning"
    copy.change(CELL, CELL.replace("observed-individual", "direct-cause"))
    assert "O01" not in copy.rules()
    assert copy.wordings()["direct-cause"] == "fine"


def test_the_policy_reports_its_own_gaps(copy: Copy) -> None:
    whole = copy.run("policy", "check")
    assert (whole.returncode, whole.stderr) == (0, "")
    copy.change(CELL, "")
    broken = copy.run("policy", "check")
    assert broken.returncode == 1
    assert broken.stderr.count("\n") == 1
    assert "case-report" in broken.stderr
    assert "ontology/evidence.ttl" in broken.stderr


def test_the_matrix_is_explained(copy: Copy) -> None:
    shown = copy.run("policy", "show").stdout
    for words in ("single case report", "WARNING", "info", "by two steps", "ontology/evidence.ttl"):
        assert words in shown
