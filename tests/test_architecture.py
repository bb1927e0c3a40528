"""The layers and the size of functions, read from the source; imports inside functions count."""

from __future__ import annotations

import ast
import statistics
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# A module may import modules that stand in a lower row only.
LAYERS = [
    {"kg.errors", "kg.syntax"},
    {"kg.namespaces", "kg.resources", "kg.model", "kg.precheck", "kg.formats", "kg.dates"},
    {"kg.identifiers"},
    {"kg.vocabulary", "kg.home", "kg.lexical"},
    {"kg.record", "kg.read", "kg.terms"},
    {"kg.rdf", "kg.query", "kg.validate", "kg.sandbox", "kg.results"},
    {"kg.copies", "kg.derive", "kg.retractions", "kg.extract", "kg.names", "kg.engine", "kg.inputs"},
    {"kg.store", "kg.worker", "kg.search", "kg.network", "kg.policy"},
    {"kg.check", "kg.articles", "kg.verify", "kg.export", "kg.formatting", "kg.workers"},
    {"kg.dataset", "kg.check_forms"},
    {"kg.check_run", "kg.items"},
    {"kg.api", "kg.build", "kg.diff", "kg.checking"},
    {"kg.summary", "kg.endpoint"},
    {"kg.__init__"},
    {"kg.commands"},
    {"kg.cli"},
    {"kg.__main__"},
    {"web"},
]
LEVEL = {name: number for number, row in enumerate(LAYERS) for name in row}
FILES = sorted([*ROOT.glob("kg/**/*.py"), *ROOT.glob("web/**/*.py")])


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    name = ".".join(parts)
    if name == "kg.__init__" or name.startswith("kg.__main__"):
        return name
    return "web" if parts[0] == "web" else ".".join(parts[:2])


def imports_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {f"{node.module}.{a.name}" if node.module in ("kg", "web") else node.module for a in node.names}
    ours = {name for name in found if name.split(".")[0] in ("kg", "web")}
    return {"web" if n.startswith("web") else ".".join(n.split(".")[:2]) for n in ours}


def level(name: str) -> int:
    """The package itself stands where its interface stands; only its version is for everybody."""
    if name in ("kg", "kg.KnowledgeGraph", "kg.ClaimRow", "kg.open"):
        return LEVEL["kg.__init__"]
    return 0 if name == "kg.__version__" else LEVEL[name]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_module_imports_lower_layers_only(path):
    own = module_of(path)
    if own == "kg.__init__" or own == "kg.cli":  # they load by name, lazily; what they load is checked on its own
        own_level = LEVEL["kg.cli"] if own == "kg.cli" else LEVEL[own]
    else:
        own_level = LEVEL[own]
    for imported in imports_of(path):
        same_package = imported == own
        assert same_package or level(imported) < own_level, (
            f"{own} (row {own_level}) imports {imported} (row {level(imported)})"
        )


def test_library_knows_no_web_framework():
    for path in ROOT.glob("kg/**/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = (
                [a.name for a in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            # werkzeug is HTTP itself, no framework: the endpoint reads requests and writes responses with it
            barred = {"flask", "web", "jinja2", *(() if "endpoint" in path.parts else ("werkzeug",))}
            assert not [n for n in names if n.split(".")[0] in barred], path


def functions():
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                size = (body[-1].end_lineno - body[0].lineno + 1) if body else 0
                yield f"{path.relative_to(ROOT)}:{node.name}", size


def test_functions_are_small():
    sizes = dict(functions())
    assert statistics.median(sizes.values()) < 10
    assert not {name: size for name, size in sizes.items() if size > 60}
    assert sum(size <= 30 for size in sizes.values()) / len(sizes) >= 0.95


def test_only_commands_print():
    for path in ROOT.glob("kg/**/*.py"):
        calls = [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call)]
        prints = [c for c in calls if isinstance(c.func, ast.Name) and c.func.id == "print"]
        assert not prints, path


def test_the_layer_rule_notices_an_upward_import(tmp_path):
    bad = tmp_path / "model.py"
    bad.write_text("def f():\n    from kg.build import build\n")
    assert any(level(name) >= LEVEL["kg.model"] for name in imports_of(bad))
