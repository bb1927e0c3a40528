"""The front end: pages over one graph, without script, key or network."""

from __future__ import annotations

from flask import Flask

from kg.api import Graph, StoreGraph
from web import data, findings, maps  # noqa: F401 -- with pages, they put their addresses into the blueprint
from web.answers import Written, pages
from web.hooks import handle_errors, harden, keep_pages
from web.site import Site

__all__ = ["Graph", "StoreGraph", "create_app"]


def create_app(graph: Graph, *, trusted_hosts: tuple[str, ...] = ()) -> Flask:
    """Return the application over a graph.

    :param graph: what is served; ``app.extensions["kg"].replace(newer)`` serves another one.
    :param trusted_hosts: host names that requests may name; empty means any.
    """
    app = Flask("web")
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.json = Written(app)
    app.extensions["kg"] = Site(graph)
    harden(app, trusted_hosts)
    handle_errors(app)
    keep_pages(app)
    app.register_blueprint(pages)
    for template in app.jinja_env.list_templates():
        app.jinja_env.get_template(template)  # compiled now, so that no visitor waits for it
    return app
