"""Everything that answers programs, put into an application: endpoint, descriptions, health and metrics."""

from __future__ import annotations

from flask import Flask

from kg.workers import WorkerPool
from web import metrics, service_description
from web.budget import Budget
from web.editor import render_sparql_page
from web.server import PAGE_THREADS
from web.sparql import Editor, Endpoint, Environ


def install(
    app: Flask,
    pool: WorkerPool,
    *,
    budget: Budget | None = None,
    check: metrics.Check | None = None,
    is_ours: bool = True,
) -> Flask:
    """Put ``/sparql`` before an application's pages, and ``/prefixes /health /metrics /.well-known/...`` among them.

    :param budget: query time of each client; no limit without it.
    :param check: raises a KgError if the store cannot be trusted any more.
    :param is_ours: the data is our graph, under our title and licence; else it is somebody's RDF.
    """
    description = service_description.Description(pool, is_ours=is_ours)
    app.register_blueprint(service_description.blueprint(description))
    app.register_blueprint(metrics.blueprint(pool, check))

    def editor(environ: Environ, shown: Editor) -> str:
        with app.request_context(environ):
            return render_sparql_page(shown)

    app.wsgi_app = Endpoint(  # type: ignore[method-assign]
        app.wsgi_app,
        pool,
        description,
        budget=budget or Budget(seconds=0),
        editor=editor,
        hosts=app.config.get("KNOWN_AS", frozenset()),
    )
    return app


def threads_for(pool: WorkerPool) -> int:
    """Return how many threads a server needs, so that waiting queries never take the last one."""
    return pool.settings.workers + pool.settings.queue + PAGE_THREADS
