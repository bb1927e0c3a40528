"""Measure extraction on labelled data: ``python -m tests.benchmarks.eval DATA [SET...]``, or ``make eval DATA=DIR``.

With ``--note FILE`` the figures of the review criteria are written there too, for the about page.

DATA holds files named ``TASK.SET.jsonl``, each line ``{"id", "text", "title"?, "gold": {...}}``. Every set is annotated
as ``kg annotate`` does, scored by the figures of its task, and printed a line a figure with a 95 % bootstrap interval
over its rows (fixed seed). Nothing here is a test: the data is not ours to ship.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from kg.extract.annotate import annotate
from tests.benchmarks import figures

ROUNDS = 200
SEED = 7


class Pair(NamedTuple):
    """A labelled row and what we say of it."""

    row: dict[str, Any]
    found: dict[str, Any]

    @property
    def gold(self) -> dict[str, Any]:
        return self.row["gold"]


Task = Callable[[Sequence[Pair]], dict[str, float]]
TASKS: dict[str, Task] = {
    "strength": figures.strength,
    "certainty": figures.certainty,
    "hedge": figures.hedge,
    "design": figures.design,
    "ner": figures.names,
    "relation": figures.relation,
    "criteria": figures.criteria,
    "news": figures.news,
    "article": figures.article,
}


def pairs_of(path: Path) -> list[Pair]:
    """Annotate the rows of a file; rows that cannot be read count as empty."""
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    return [Pair(json.loads(line), found) for line, found in zip(lines, annotate(lines), strict=True)]


def intervals(task: Task, pairs: Sequence[Pair]) -> dict[str, tuple[float, float]]:
    """Return the middle 95 % of each figure over rows drawn with replacement."""
    if len(pairs) < 2:
        return {}
    draw = random.Random(SEED)
    seen: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for name, value in task(draw.choices(pairs, k=len(pairs))).items():
            seen.setdefault(name, []).append(value)
    return {name: _middle(sorted(values)) for name, values in seen.items()}


def _middle(values: list[float]) -> tuple[float, float]:
    return values[int(len(values) * 0.025)], values[int(len(values) * 0.975)]


def report(path: Path, noted: Path | None = None) -> Iterator[str]:
    """Walk the lines about one set."""
    task = TASKS[path.name.split(".")[0]]
    began = time.perf_counter()
    pairs = pairs_of(path)
    seconds = time.perf_counter() - began
    characters = sum(len(pair.row["text"]) for pair in pairs)
    yield f"{path.stem}: {len(pairs)} rows, {characters / 1e6:.2f} M characters in {seconds:.1f} s"
    spread = intervals(task, pairs)
    found = task(pairs)
    if noted and task is figures.criteria:
        figures.note(noted, {"criteria": _told(found, len(pairs), path)})
    for name, value in found.items():
        low, high = spread.get(name, (value, value))
        yield f"{path.stem} {name} {value:.3f} [{low:.3f}, {high:.3f}]"


def _told(found: dict[str, float], rows: int, path: Path) -> dict[str, Any]:
    """Return the figures of the review criteria as the about page shows them."""
    shown = [
        {"meaning": name.removesuffix("_macro_f1").replace("-", " "), "value": round(value, 2)}
        for name, value in found.items()
    ]
    return {"command": f"make eval DATA=DIR, on {path.name}", "texts": rows, "figures": shown}


def sets_in(folder: Path, wanted: Iterable[str]) -> list[Path]:
    """Return the sets of a folder that have a task, or those that are named."""
    names = set(wanted)
    files = sorted(path for path in folder.glob("*.jsonl") if path.name.split(".")[0] in TASKS)
    return [path for path in files if not names or path.stem in names]


def main(arguments: Sequence[str]) -> int:
    if not arguments:
        print("usage: eval.py DATA [SET...]; DATA is a folder of TASK.SET.jsonl files", file=sys.stderr)
        return 2
    given = list(arguments)
    noted = Path(given.pop(given.index("--note") + 1)) if "--note" in given[:-1] else None
    paths = sets_in(Path(given[0]), (name for name in given[1:] if name != "--note"))
    if not paths:
        print(f"{arguments[0]}: no set of a known task; known are {', '.join(TASKS)}", file=sys.stderr)
        return 3
    for path in paths:
        for line in report(path, noted):
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
