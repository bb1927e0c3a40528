"""The addresses beside ``/sparql``: what is said of the endpoint, its health and its numbers.

Each is a function from a request to a response, for whatever application serves it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable

from werkzeug.exceptions import NotAcceptable, NotFound
from werkzeug.wrappers import Request, Response

from kg.endpoint import metrics
from kg.endpoint.description import EXAMPLES, FORMATS, Description, example, prefixes
from kg.endpoint.negotiation import MOST_CHARACTERS, best_type, packed
from kg.export.jsonld import context
from kg.query import named_queries
from kg.workers import WorkerPool

View = Callable[..., Response]
"""Takes a request and the parts of the address that its rule names."""


def about_endpoint(description: Description) -> dict[str, View]:
    """Return the views under ``/.well-known/``, ``/prefixes``, and the context that JSON-LD exports carry, by rule."""

    def void(request: Request) -> Response:
        return _sent(request, lambda media_type: description.document("void", _endpoint(request), media_type))

    def examples(request: Request) -> Response:
        return _sent(request, lambda media_type: description.document("examples", _endpoint(request), media_type))

    def one_example(request: Request, name: str) -> Response:
        if name not in named_queries():
            raise NotFound
        return _sent(request, lambda media_type: example(name, _endpoint(request), media_type))

    def our_prefixes(request: Request) -> Response:
        offered = ("application/json", *FORMATS)
        return _sent(request, lambda media_type: prefixes(request.base_url, media_type), offered)

    def json_ld_context(_: Request) -> Response:
        return Response(json.dumps({"@context": context()}, indent=1), mimetype="application/ld+json")

    return {
        "/.well-known/void": void,
        EXAMPLES: examples,
        f"{EXAMPLES}<name>": one_example,
        "/prefixes": our_prefixes,
        "/context.jsonld": json_ld_context,
    }


def about_service(pool: WorkerPool, check: metrics.Check | None = None) -> dict[str, View]:
    """Return the views ``/health`` and ``/metrics`` by rule.

    :param check: raises a KgError if the store cannot be trusted; run at every call of ``/health``.
    """
    started = time.monotonic()

    def health(_: Request) -> Response:
        problem = metrics.problem(pool, check)
        told = {"data": pool.version, "problem": problem, "status": "unavailable" if problem else "ok"}
        body = json.dumps(told, separators=(",", ":")) + "\n"
        headers = {"Cache-Control": "no-store"}
        return Response(body, 503 if problem else 200, headers, mimetype="application/json")

    def numbers(_: Request) -> Response:
        text = "".join(metrics.lines(pool, time.monotonic() - started))
        return Response(text, content_type="text/plain; version=0.0.4; charset=utf-8")

    return {"/health": health, "/metrics": numbers}


def _sent(request: Request, make: Callable[[str], str], offered: tuple[str, ...] = tuple(FORMATS)) -> Response:
    """Answer in the form that fits the client best.

    :raises NotAcceptable: where none does.
    """
    media_type = best_type(request.headers.get("Accept", "")[:MOST_CHARACTERS], offered)
    if media_type is None:
        raise NotAcceptable
    body, headers = packed(make(media_type).encode(), request.headers.get("Accept-Encoding", ""))
    response = Response(body, mimetype=media_type, headers=headers)
    response.vary.update(("Accept", "Accept-Encoding"))
    return response


def _endpoint(request: Request) -> str:
    return f"{request.url_root}sparql"
