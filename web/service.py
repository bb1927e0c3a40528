"""Everything that answers programs, put into an application: endpoint, descriptions, health and metrics."""

from __future__ import annotations

from flask import Flask

from kg.workers import WorkerPool
from web import metrics, service_description, sparql
from web.budget import Budget
from web.server import PAGE_THREADS


def install(
    app: Flask,
    pool: WorkerPool,
    *,
    budget: Budget | None = None,
    editor: sparql.EditorPage | None = None,
    check: metrics.Check | None = None,
) -> Flask:
    """Register ``/sparql``, ``/prefixes``, ``/health``, ``/metrics``, and what is under ``/.well-known/``.

    :param budget: query time of each client; no limit without it.
    :param editor: makes the page that a browser gets at ``/sparql``.
    :param check: raises a KgError if the store cannot be trusted any more.
    """
    description = service_description.Description(pool)
    app.register_blueprint(sparql.blueprint(pool, description, budget=budget, editor=editor))
    app.register_blueprint(service_description.blueprint(description, sparql.negotiate))
    app.register_blueprint(metrics.blueprint(pool, check))
    return app


def threads_for(pool: WorkerPool) -> int:
    """Return how many threads a server needs, so that waiting queries never take the last one."""
    return pool.settings.workers + pool.settings.queue + PAGE_THREADS
