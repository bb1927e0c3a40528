"""Take each guard against attacks and faults out of a copy of the code, and see its tests fail for the reason stated.

    python -m tests.guards             all of guards.toml, some minutes a guard where it has to wait
    python -m tests.guards Q1 budget   those of a row of the attack table, or of a name

A test that stays green without its guard proves nothing. That every guard listed stands in the code, and every test
exists, is itself a test (``tests/contract/test_guards.py``).
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
CODE = ("kg", "web")
MEMORY = 10 * 2**30
"""Bytes of address space of each process: without its guard a test may ask for all there is."""
SECONDS = 600


@dataclass(frozen=True, slots=True)
class Guard:
    """What keeps an attack off: a piece of code for each of the ``edits``, and what stands there without it."""

    name: str
    rows: tuple[str, ...]
    edits: tuple[tuple[str, str], ...]
    tests: tuple[str, ...]
    """Ids of pytest; each has to fail without the guard."""
    says: str
    """Pattern of what the failure says."""


def guards() -> Iterator[Guard]:
    """Walk the table."""
    for name, told in tomllib.loads(Path(__file__).with_name("guards.toml").read_text("utf-8")).items():
        edits = tuple((code, instead) for code, instead in told["edits"])
        yield Guard(name, tuple(told["rows"]), edits, tuple(told["tests"]), told["says"])


def places(code: str, root: Path = ROOT) -> list[Path]:
    """Return the files that hold a piece of code, once for each time."""
    paths = (p for folder in CODE for p in sorted((root / folder).rglob("*")) if p.suffix in (".py", ".html"))
    return [path for path in paths for _ in range(path.read_text("utf-8").count(code))]


def without(guard: Guard, root: Path) -> None:
    """Take a guard out of the code under a folder."""
    for code, instead in guard.edits:
        (path,) = places(code, root)
        path.write_text(path.read_text("utf-8").replace(code, instead), encoding="utf-8")


def tried(guard: Guard, root: Path) -> tuple[str, list[str]]:
    """Run the tests of a guard under a folder; return what their failure says, and what did not fail as it should."""
    told = output_of([sys.executable, "-m", "pytest", "-q", "-rfE", "-p", "no:cacheprovider", *guard.tests], root)
    failed = "\n".join(re.findall(r"^(?:FAILED|ERROR) .*", told, re.MULTILINE))
    wrong = [test for test in guard.tests if not re.search(rf" {re.escape(test)}(?!\w)", failed)]
    reason = re.search(rf"^E .*(?:{guard.says}).*", told, re.MULTILINE)
    if reason is None:
        wrong.append(f"no failure says {guard.says!r}")
    return reason[0][1:].strip() if reason else "", wrong and [*wrong, told[-3000:]]


def output_of(command: Sequence[str], root: Path) -> str:
    """Run a command on the code under a folder, within bounds of memory and time."""
    with subprocess.Popen(
        command,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), "COLUMNS": "200"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
    ) as process:
        try:
            return process.communicate(timeout=SECONDS)[0]
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return f"not done after {SECONDS} s: {process.communicate()[0]}"


def main(wanted: Sequence[str]) -> int:
    """Try each guard in a copy of its own."""
    missed = []
    for guard in guards():
        if wanted and not {guard.name, *guard.rows} & set(wanted):
            continue
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "kg"
            shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(".*", "__pycache__", "node_modules"))
            without(guard, root)
            reason, wrong = tried(guard, root)
        print(f"{' '.join(guard.rows):12} {guard.name:30} {'GREEN WITHOUT IT' if wrong else reason[:90]}", flush=True)
        missed += [guard.name] if wrong else []
        print(*wrong, sep="\n", end="", flush=True)
    print(f"not seen to fail: {', '.join(missed)}" if missed else "every guard was missed by its tests")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
