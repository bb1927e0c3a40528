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
