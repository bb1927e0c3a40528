"""Everything that answers programs, put into an application: endpoint, descriptions, health and metrics."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import Blueprint, Flask, Response, request
from werkzeug.wrappers import Response as AnyResponse

from kg.endpoint.budget import Budget
from kg.endpoint.description import Description
from kg.endpoint.metrics import Check
from kg.endpoint.server import PAGE_THREADS
from kg.endpoint.sparql import Editor, Endpoint, Environ
from kg.endpoint.views import View, about_endpoint, about_service
from kg.workers import WorkerPool
from web.editor import render_sparql_page


def install(
    app: Flask,
    pool: WorkerPool,
    *,
    budget: Budget | None = None,
    check: Check | None = None,
    is_ours: bool = True,
) -> Flask:
    """Put ``/sparql`` before an application's pages, and ``/prefixes /health /metrics /.well-known/...`` among them.

    :param budget: query time of each client; no limit without it.
    :param check: raises a KgError if the store cannot be trusted any more.
    :param is_ours: the data is our graph, under our title and licence; else it is somebody's RDF.
    """
    description = Description(pool, is_ours=is_ours)
    for_every_origin = {"Access-Control-Allow-Origin": "*"}
    app.register_blueprint(_mounted("descriptions", about_endpoint(description), for_every_origin))
    app.register_blueprint(_mounted("metrics", about_service(pool, check), {}))

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


def _mounted(name: str, views: Mapping[str, View], headers: Mapping[str, str]) -> Blueprint:
    """Return views that know no framework as a blueprint whose answers carry some headers."""
    mounted = Blueprint(name, __name__)
    for rule, view in views.items():
        mounted.add_url_rule(rule, view.__name__, partial(_answer, view))

    @mounted.after_request
    def _headed(response: Response) -> Response:
        response.headers.update(headers)
        return response

    return mounted


def _answer(view: View, **given: Any) -> AnyResponse:
    return view(request, **given)


def threads_for(pool: WorkerPool) -> int:
    """Return how many threads a server needs, so that waiting queries never take the last one."""
    return pool.settings.workers + pool.settings.queue + PAGE_THREADS
