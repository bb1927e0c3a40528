"""Pages and everything that answers programs in one application: of a home, or of any RDF files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, request
from pyoxigraph import Store
from werkzeug.wrappers import Response as AnyResponse

from kg.api import KnowledgeGraph
from kg.dataset import load_files
from kg.endpoint.budget import Budget
from kg.endpoint.description import Description
from kg.endpoint.follow import Follower
from kg.endpoint.metrics import Check
from kg.endpoint.sparql import Editor, Endpoint, Environ
from kg.endpoint.views import View, about_endpoint, about_service
from kg.home import Home
from kg.store import open_snapshot
from kg.workers import Settings, WorkerPool
from web import StoreGraph, create_app
from web.editor import render_sparql_page
from web.site import Site


@contextmanager
def of_home(
    home: Home, settings: Settings, budget: Budget | None = None, hosts: tuple[str, ...] = ()
) -> Iterator[Flask]:
    """Serve a home under some host names: the newest commit, switched to while running."""
    snapshot = open_snapshot(home)
    app = create_app(KnowledgeGraph(home, snapshot), trusted_hosts=hosts)
    here: Site = app.extensions["kg"]
    here.summary.warm()
    with WorkerPool(snapshot.path, settings) as pool:
        follower = Follower(home, snapshot, pool, lambda newer: here.replace(KnowledgeGraph(home, newer)))
        follower.start()
        yield install(app, pool, budget=budget, check=follower.check)
        follower.stop()


@contextmanager
def of_files(
    paths: tuple[Path, ...], settings: Settings, budget: Budget | None = None, hosts: tuple[str, ...] = ()
) -> Iterator[Flask]:
    """Serve RDF files under some host names, loaded into a temporary place that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="kg-data-") as folder:
        snapshot = load_files(paths, Path(folder))
        graph = StoreGraph(Store.read_only(str(snapshot)), Path(folder) / "search.sqlite", commit="files")
        app = create_app(graph, trusted_hosts=hosts)
        with WorkerPool(snapshot, settings) as pool:
            yield install(app, pool, budget=budget, is_ours=False)


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
