"""The table of guards names code and tests that are there, and every row that has to be kept off."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.guards import ROOT, Guard, guards, places

ROWS = {*(f"Q{n}" for n in range(1, 10)), *(f"N{n}" for n in range(1, 5)), "P1", *(f"S{n}" for n in range(2, 10)), "H4"}
GUARDS = tuple(guards())


def test_every_row_has_a_guard():
    assert {row for guard in GUARDS for row in guard.rows} == ROWS


@pytest.mark.parametrize("guard", GUARDS, ids=lambda g: g.name)
def test_the_guard_and_its_tests_are_there(guard: Guard):
    for code, instead in guard.edits:
        assert len(places(code)) == 1, f"stands {len(places(code))} times in the code: {code!r}"
        assert code != instead
    for test in guard.tests:
        path, _, name = test.partition("[")[0].partition("::")
        assert name in functions(ROOT / path), test


def functions(path: Path) -> set[str]:
    return {node.name for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)}
