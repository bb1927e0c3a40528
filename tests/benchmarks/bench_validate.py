"""Validation time a record, set-wise and through pySHACL, and the slowest rules.

Run by hand: ``python -m tests.benchmarks.bench_validate [RECORDS] [BATCH]``. Records are copies of a shipped one under
other addresses, so that each has its own article, claims and places.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from time import process_time

from pyoxigraph import Store
from rdflib import Graph

from kg import resources
from kg.derive import derive_edges, derive_propositions
from kg.model import Record
from kg.rdf import encode
from kg.record import complete, read_drafts
from kg.validate import our_shapes, validate_store
from kg.validate.reference import read_graph, store_graph, validate_reference
from kg.validate.run import run_constraint
from kg.vocabulary import load, merged, scratch_store

RECORD = resources.CORPUS / "records" / "stem-cell-therapy-reverses.yaml"
CLAIMS = 2
SAMPLE = 2


def synthetic(number: int, founding: Record) -> Record:
    """A record of two claims, another two for each number."""
    start = CLAIMS * number % (len(founding.claims) - CLAIMS)
    address = f"https://example.org/{number}"
    chosen = founding.claims[start : start + CLAIMS]
    chosen = tuple(replace(c, qualifies=(), supports=(), contradicts=()) for c in chosen)
    spans = {span for claim in chosen for span in claim.at}
    places = tuple(place for place in founding.places if place.span in spans)
    article = replace(founding.article, address=address, text=f"sha256:{sha256(address.encode()).hexdigest()}")
    return replace(founding, article=article, claims=chosen, places=places, assessments=())


def batch(first: int, size: int) -> tuple[Store, int]:
    draft = next(iter(read_drafts(Path(RECORD))))
    founding = complete(draft, load())  # type: ignore[arg-type]
    store = scratch_store()
    before = len(store)
    for number in range(first, first + size):
        store.bulk_extend(merged(encode(synthetic(number, founding), load())))
    derive_edges(store)
    derive_propositions(store)
    return store, len(store) - before


def main(records: int, size: int) -> None:
    shapes = our_shapes()
    spent, quads, results = 0.0, 0, Counter[str]()
    for first in range(0, records, size):
        store, added = batch(first, min(size, records - first))
        start = process_time()
        report = validate_store(store, shapes, default_union=False)
        spent += process_time() - start
        quads += added
        results.update(r.severity for r in report.results)
    print(f"{records} records, {quads / records:.0f} quads each, batches of {size}: {dict(results)}")
    print(f"set-wise: {1000 * spent / records:.2f} ms CPU a record")
    slowest(store, min(size, records))
    against_reference()


def slowest(store: Store, size: int) -> None:
    times: Counter[str] = Counter()
    for constraint in our_shapes().constraints:
        start = process_time()
        run_constraint(store, constraint, constraint.query({}))
        times[constraint.rule] += process_time() - start  # type: ignore[assignment]
    for rule, seconds in times.most_common(12):
        print(f"  {rule} {1000 * seconds / size:.3f} ms a record")


def against_reference() -> None:
    store, _ = batch(0, SAMPLE)
    graph, shapes = store_graph(store), Graph()
    for path in resources.shape_files():
        shapes += read_graph(path)
    start = process_time()
    ours = validate_store(store, our_shapes(), default_union=False)
    middle = process_time()
    theirs = validate_reference(graph, shapes)
    end = process_time()
    print(f"{SAMPLE} records: set-wise {middle - start:.2f} s, pySHACL {end - middle:.1f} s,", end=" ")
    print(f"{(end - middle) / (middle - start):.0f} times; same results: {ours.results == theirs.results}")


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:3]]
    main(*(numbers + [10_000, 500][len(numbers) :]))
