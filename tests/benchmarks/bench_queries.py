"""How named queries grow with the graph: ``python -m tests.benchmarks.bench_queries [ARTICLES]``.

Each is asked, with no parameter given, of so many synthetic articles and of four times as many. Printed are those that
take some time, the slowest first; one that grows much faster than the data (a ratio well above 1) is a fault.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from pyoxigraph import Store

from kg.query import NamedQuery, Rows, named_queries, run
from tests.benchmarks.bench_web import make_store

TIMES = 4
LEAST = 0.1
"""Seconds below which a query is not told of."""
TELLS_ALL = {"thing"}
"""Queries that without a parameter return the whole graph, which nobody asks for."""


def seconds(store: Store, query: NamedQuery) -> float:
    """Return the processor time of a query, its rows read."""
    started = time.process_time()
    found = run(store, query)
    for _ in found if isinstance(found, Rows) else ():
        pass
    return time.process_time() - started


def main(count: int) -> None:
    """Print a line a query."""
    asked = [q for q in named_queries().values() if q.group != "derive" and q.name not in TELLS_ALL]
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as folder:
        folders = [Path(folder) / "small", Path(folder) / "large"]
        for place in folders:
            place.mkdir()
        small, large = (make_store(n, place) for n, place in zip((count, TIMES * count), folders, strict=True))
        growth = len(large) / len(small)
        taken = {q.name: (seconds(small, q), seconds(large, q)) for q in asked}
        for name, (before, after) in sorted(taken.items(), key=lambda pair: -pair[1][1]):
            if after >= LEAST:
                print(
                    f"{name:28} {before:6.2f} s {after:6.2f} s   {after / before / growth:4.1f} times as the data grew"
                )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
