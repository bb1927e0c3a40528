"""Whether the service is fit to be sent traffic, and its numbers in the text format of Prometheus."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.errors import KgError
from kg.results import JSON
from kg.workers import Request, WorkerPool

Check = Callable[[], None]
PROBE_SECONDS = 5.0


def problem(pool: WorkerPool, check: Check | None = None) -> str:
    """Return what keeps this service from answering; a full queue does not.

    :param check: raises a KgError if the store cannot be trusted.
    """
    try:
        if check is not None:
            check()
        if not pool.running:
            pool.run(Request(query="ASK {}", media_type=JSON), timeout=PROBE_SECONDS)
    except KgError as error:
        return str(error)
    return ""


def lines(pool: WorkerPool, seconds: float) -> Iterator[str]:
    """Walk the numbers of a pool that has run for some seconds."""
    counts = pool.counts
    for name, text, value in (
        ("up_seconds", "Seconds since the start.", round(seconds)),
        ("queries_answered_total", "Queries answered.", counts.answered),
        ("queries_failed_total", "Queries with a fault, or stopped.", counts.failed),
        ("queries_refused_total", "Queries that found no free worker.", counts.refused),
        ("query_seconds_total", "Time from question to answer, summed.", round(counts.seconds, 3)),
        ("queries_running", "Queries being answered now.", pool.running),
        ("queries_waiting", "Queries that wait for a worker.", pool.waiting),
        ("workers", "Worker processes alive.", len(pool.pids)),
        ("workers_started_total", "Worker processes started.", counts.started),
        ("workers_killed_total", "Worker processes killed or lost.", counts.killed),
        ("isolation_layers", "Ways in which workers are kept off the network.", len(pool.layers)),
    ):
        kind = "counter" if name.endswith("_total") else "gauge"
        yield f"# HELP kg_{name} {text}\n# TYPE kg_{name} {kind}\nkg_{name} {value}\n"
