"""N-Quads and N-Triples of a million synthetic quads on disk, against the engine's own dump.

Run: python -m tests.benchmarks.bench_export [QUADS]
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from kg.export.files import Source, export

XSD_DECIMAL = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")


def _store(path: str, count: int) -> Store:
    store = Store(path)
    base = "https://w3id.org/hckg/"
    predicates = [NamedNode(f"{base}ont#p{n}") for n in range(20)]
    store.bulk_extend(
        Quad(
            NamedNode(f"{base}claim/{n // 20:016x}"),
            predicates[n % 20],
            Literal(f"0.{n % 97 + 1}", datatype=XSD_DECIMAL) if n % 20 == 0 else NamedNode(f"{base}concept/c{n % 997}"),
            NamedNode(f"{base}article/{n // 2000:012x}/graph/claims"),
        )
        for n in range(count)
    )
    store.flush()
    del store
    return Store.read_only(path)


def _timed(work: Callable[[], bytes | None]) -> float:
    best = float("inf")
    for _ in range(3):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return best


def main() -> None:
    """Print quads a second of the dump, of N-Quads and N-Triples, and the share of the dump's speed."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        _measure(_store(f"{folder}/store", count), count)


def _measure(store: Store, count: int) -> None:
    source = Source(store, {})
    bare = _timed(lambda: store.dump(format=RdfFormat.N_QUADS))
    print(f"dump   {count / bare:12,.0f} quads/s")
    for form in ("nq", "nt"):
        ours = _timed(lambda form=form: export(source, form))  # type: ignore[misc]
        print(f"{form:6} {count / ours:12,.0f} quads/s, {bare / ours:.0%} of the dump")


if __name__ == "__main__":
    main()
