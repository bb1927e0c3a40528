"""Whether the service is fit to be sent traffic, and its numbers in the text format of Prometheus."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from flask import Blueprint, Response, jsonify

from kg.errors import KgError
from kg.results import JSON
from kg.workers import Request, WorkerPool

Check = Callable[[], None]
PROBE_SECONDS = 5.0


def blueprint(pool: WorkerPool, check: Check | None = None) -> Blueprint:
    """Return ``/health`` and ``/metrics``.

    :param check: raises a KgError if the store cannot be trusted; run at every call of ``/health``.
    """
    pages = Blueprint("metrics", __name__)
    started = time.time()

    @pages.get("/health")
    def health() -> Response:
        problem = _problem(pool, check)
        response = jsonify({"status": "unavailable" if problem else "ok", "data": pool.version, "problem": problem})
        response.status_code = 503 if problem else 200
        response.headers["Cache-Control"] = "no-store"
        return response

    @pages.get("/metrics")
    def metrics() -> Response:
        text = "".join(_lines(pool, time.time() - started))
        return Response(text, content_type="text/plain; version=0.0.4; charset=utf-8")

    return pages


def _problem(pool: WorkerPool, check: Check | None) -> str:
    """Return what keeps this service from answering; a full queue does not."""
    try:
        if check is not None:
            check()
        if not pool.running:
            pool.run(Request(query="ASK {}", media_type=JSON), timeout=PROBE_SECONDS)
    except KgError as error:
        return str(error)
    return ""


def _lines(pool: WorkerPool, seconds: float) -> Iterator[str]:
    counts = pool.counts
    yield _metric("kg_up_seconds", "gauge", "Seconds since the start.", round(seconds))
    yield _metric("kg_queries_answered_total", "counter", "Queries answered.", counts.answered)
    yield _metric("kg_queries_failed_total", "counter", "Queries with a fault, or stopped.", counts.failed)
    yield _metric("kg_queries_refused_total", "counter", "Queries that found no free worker.", counts.refused)
    yield _metric(
        "kg_query_seconds_total", "counter", "Time from question to answer, summed.", round(counts.seconds, 3)
    )
    yield _metric("kg_queries_running", "gauge", "Queries being answered now.", pool.running)
    yield _metric("kg_queries_waiting", "gauge", "Queries that wait for a worker.", pool.waiting)
    yield _metric("kg_workers", "gauge", "Worker processes alive.", len(pool.pids))
    yield _metric("kg_workers_started_total", "counter", "Worker processes started.", counts.started)
    yield _metric("kg_workers_killed_total", "counter", "Worker processes killed or lost.", counts.killed)
    yield _metric("kg_isolation_layers", "gauge", "Ways in which workers are kept off the network.", len(pool.layers))


def _metric(name: str, kind: str, text: str, value: float) -> str:
    return f"# HELP {name} {text}\n# TYPE {name} {kind}\n{name} {value}\n"
