"""From record to stored graph: records a second, the share of each step, load against a bare bulk_load.

Run: python -m tests.benchmarks.bench_build [RECORDS]
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.synthetic import write


def _build(count: int, folder: Path) -> None:
    corpus, home = folder / "corpus.jsonl", folder / "home"
    write(corpus, count)
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-m", "kg", "build", str(corpus), "--home", str(home)], check=True)
    after, seconds = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - started
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    peak = after.ru_maxrss / 1024
    print(f"{count} records: {seconds:.1f} s wall, {cpu:.1f} s CPU, peak {peak:.0f} MB")
    print(f"{count / cpu:.0f} records a second of CPU")


def _steps(count: int, folder: Path) -> None:
    from pyoxigraph import RdfFormat, Store, serialize

    from kg.derive import derive_edges, derive_propositions
    from kg.rdf import encode
    from kg.record import complete, read_drafts, to_yaml
    from kg.validate import article_shapes, validate_store
    from kg.vocabulary import load, merged, scratch_store

    vocabulary, times = load(), {}
    corpus = folder / "steps.jsonl"
    write(corpus, count)

    def timed(name, work):
        started = time.process_time()
        result = work()
        times[name] = times.get(name, 0.0) + time.process_time() - started
        return result

    drafts = timed("parse", lambda: list(read_drafts(corpus)))
    records = timed("complete", lambda: [complete(d, vocabulary) for d in drafts])
    timed("file form", lambda: [to_yaml(r, vocabulary) for r in records])
    quads = timed("encode", lambda: [q for r in records for q in encode(r, vocabulary)])
    shapes = article_shapes()
    for at in range(0, count, 500):
        store = scratch_store()
        batch = [q for r in records[at : at + 500] for q in encode(r, vocabulary)]
        timed("scratch store", lambda store=store, batch=batch: store.bulk_extend(merged(batch)))
        quads += timed("derive", lambda store=store: derive_edges(store))
        timed("validate", lambda store=store: validate_store(store, shapes, default_union=False))
        timed("propositions", lambda store=store: derive_propositions(store))
    disk = Store(str(folder / "disk"))
    data = serialize(quads, format=RdfFormat.N_QUADS)
    timed("bare bulk_load of the quads", lambda: (disk.bulk_load(data, RdfFormat.N_QUADS), disk.flush()))
    for name, seconds in times.items():
        print(f"  {name:30} {seconds * 1000 / count:.2f} ms of CPU a record")
    print(f"  {len(quads)} quads, {len(quads) / count:.0f} a record")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as name:
        _steps(min(count, 2000), Path(name))
        _build(count, Path(name))


if __name__ == "__main__":
    main()
