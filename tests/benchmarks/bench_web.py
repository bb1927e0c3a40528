"""Server time of pages over 10,000 synthetic articles: ``python -m tests.benchmarks.bench_web [ARTICLES]``.

Times are of whole requests in one process, drawn at random over all pages of a type; the first request of a page counts
like every other. Records go to the store without validation, which has its own benchmark. The full map is of a second
store, whose articles speak of 50 therapies and 50 conditions, so that the table has no more rows, columns or holes.
"""

from __future__ import annotations

import gzip
import random
import statistics
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from pyoxigraph import Quad, Store

from kg.derive import all_propositions, derive_edges
from kg.endpoint.server import create_server
from kg.rdf import encode
from kg.record import complete, read_drafts
from kg.vocabulary import load, merged, scratch_store
from tests.benchmarks.synthetic import write
from web import StoreGraph, create_app

LEVELS = ("unstated", "case-report", "randomised-trial", "animal")
LIMITS = {
    "home": 10,
    "condition": 30,
    "therapy": 30,
    "claim": 30,
    "article": 30,
    "search": 30,
    "map": 60,
    "full map": 60,
}


def batches(items: Any, size: int) -> Iterator[list[Any]]:
    """Cut an iterable into lists."""
    whole = iter(items)
    while part := list(islice(whole, size)):
        yield part


def quads(corpus: Path) -> Iterator[Quad]:
    """Walk the quads of a corpus with the edges derived from each batch."""
    vocabulary = load()
    for drafts in batches(read_drafts(corpus), 500):
        made = [quad for draft in drafts for quad in encode(complete(draft, vocabulary), vocabulary)]
        scratch = scratch_store()
        scratch.bulk_extend(merged(made))
        yield from made
        yield from derive_edges(scratch)


def make_store(count: int, folder: Path, *, wide: int = 0) -> Store:
    """Put synthetic records into a store on disk, and open it as pages do."""
    write(folder / "corpus.jsonl", count, wide=wide)
    store = Store(str(folder / "store"))
    store.bulk_extend(load().quads)
    store.bulk_extend(quads(folder / "corpus.jsonl"))
    all_propositions(store)
    store.flush()
    store.optimize()
    print(f"{count} articles, {len(store):,} quads")
    store.backup(str(folder / "snapshot"))
    return Store.read_only(str(folder / "snapshot"))


def sample(app: Any, count: int = 150) -> dict[str, list[str]]:
    """Return addresses of each page type, drawn as visitors would."""
    random.seed(2)
    catalogue = app.extensions["kg"].catalogue
    things = [t for t in catalogue.things.values() if t["claims"] != "0"]
    of = {k: [t for t in things if t["type"] == k] for k in ("Condition", "Therapy")}
    claims = random.sample(list(catalogue.claims.values()), min(count, len(catalogue.claims)))
    return {
        "home": ["/"] * count,
        "condition": ["/concept/" + random.choice(of["Condition"])["thing"].rpartition("/")[2] for _ in range(count)],
        "therapy": ["/concept/" + random.choice(of["Therapy"])["thing"].rpartition("/")[2] for _ in range(count)],
        "claim": ["/claim/" + c["claim"].rpartition("/")[2] for c in claims],
        "article": ["/article/" + c["article"].rpartition("/")[2] for c in claims],
        "search": ["/search?q=" + random.choice(things)["thingLabel"].replace(" ", "+") for _ in range(count)],
        "claims": [f"/claims?level={random.choice(LEVELS)}&page={n % 9 + 1}" for n in range(count)],
        "map": ["/evidence-map"] * (count // 5),
    }


def measure(app: Any, drawn: dict[str, list[str]]) -> None:
    """Print median and p95 of each page type, and its weight."""
    client = app.test_client()
    for name, paths in drawn.items():
        times, size = [], 0
        for path in paths:
            started = time.perf_counter()
            answer = client.get(path)
            times.append((time.perf_counter() - started) * 1000)
            size = max(size, len(gzip.compress(answer.data)))
            assert answer.status_code == 200, (path, answer.status_code)
        p95 = statistics.quantiles(times, n=20)[18]
        goal = f"goal {LIMITS[name]}" if name in LIMITS else ""
        told = f"{name:10} median {statistics.median(times):6.1f} ms   p95 {p95:6.1f} ms   {goal:8}"
        print(f"{told}  {size / 1024:5.1f} KB gzipped")


def load_test(app: Any, seconds: float = 5.0, clients: int = 4) -> None:
    """Print pages a second over HTTP, mixed."""
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    paths = [p for name, many in sample(app).items() if name != "map" for p in many[:40]]
    random.shuffle(paths)
    done = [0] * clients
    end = time.perf_counter() + seconds

    def ask(number: int) -> None:
        while time.perf_counter() < end:
            path = paths[(done[number] * clients + number) % len(paths)]
            urllib.request.urlopen(f"http://127.0.0.1:{server.effective_port}{path}").read()
            done[number] += 1

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"mixed load: {sum(done) / seconds:.0f} pages/s, {clients} clients in the same process")


def open_app(count: int, folder: Path, *, wide: int = 0) -> Any:
    """Return the application over so many synthetic articles, everything read."""
    graph = StoreGraph(make_store(count, folder, wide=wide), folder / "search.sqlite", commit="synthetic")
    started = time.perf_counter()
    app = create_app(graph)
    app.extensions["kg"].summary.warm()
    print(f"catalogue read in {time.perf_counter() - started:.1f} s")
    return app


def main() -> None:
    """Make the stores, then measure."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        app = open_app(count, Path(folder))
        measure(app, sample(app))
        load_test(app)
    with tempfile.TemporaryDirectory() as folder:
        measure(open_app(count, Path(folder), wide=50), {"full map": [f"/evidence-map?n={n}" for n in range(40)]})


if __name__ == "__main__":
    main()
