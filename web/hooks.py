"""What is done to every request and answer: the headers, pages kept ready-made, and errors as pages or JSON.

Nothing changes under one snapshot, so a page is made once and then given again. Its key is its weak ETag: what is
served, the address, and what the client accepts. A client that has the page gets 304 without any of it being made.
"""

from __future__ import annotations

import hashlib
import logging
import secrets

from flask import Flask, Response, g, jsonify, render_template, request
from werkzeug.exceptions import BadRequest, HTTPException, InternalServerError, NotFound
from werkzeug.wrappers import Response as AnyResponse

from kg.endpoint.errors import error_told, status_of
from kg.endpoint.headers import HEADERS, host_name
from kg.endpoint.kept import KeptAnswers
from kg.endpoint.negotiation import choose
from kg.endpoint.sparql import Reply
from kg.errors import KgError
from web.answers import PAGE, THING, pages
from web.models import Link, Page
from web.site import site
from web.told import TOLD

logger = logging.getLogger(__name__)
DESCRIBED = "The interface is described at /api/v1/openapi.json."


def harden(app: Flask, trusted_hosts: tuple[str, ...] = ()) -> None:
    """Put the headers on every answer, and bound what a request may bring.

    :param trusted_hosts: names that a request may call us by; another page's script that reaches us under a name of
        its own (DNS rebinding) is refused. Empty means any.
    """
    trusted = frozenset(map(host_name, trusted_hosts))
    app.config["MOST_ROWS_AS_CSV"] = 100_000
    app.config.update(MAX_CONTENT_LENGTH=1 << 20, MAX_FORM_MEMORY_SIZE=1 << 20, MAX_FORM_PARTS=50, KNOWN_AS=trusted)

    @app.before_request
    def _called_by_our_name() -> None:
        if trusted and host_name(request.host) not in trusted:
            raise BadRequest("This server is not known by that name; kg serve --allow-host NAME lets it be.")

    @app.after_request
    def _headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


# --- pages kept ready-made


def _key() -> str:
    """Return the ETag of what is asked for; empty where nothing is kept."""
    if request.method not in ("GET", "HEAD") or request.blueprint != pages.name:
        return ""
    asked = (site().summary.version, request.url, request.headers.get("Accept", ""))
    return hashlib.sha256("\n".join(asked).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _tagged(response: Response, key: str) -> Response:
    response.set_etag(key, weak=True)
    response.headers["Cache-Control"] = "no-cache"
    return response


def keep_pages(app: Flask) -> None:
    """Answer from what is kept, and keep what was made."""
    kept = KeptAnswers[Reply]()

    @app.before_request
    def _ready() -> Response | None:
        key = _key()
        g.page_key = key
        if key and request.if_none_match.contains_weak(key):
            found = _tagged(Response(status=304), key)
            found.vary.add("Accept")
            return found
        made = kept.get(key)
        return Response(made.body, headers=made.headers) if made else None

    @app.after_request
    def _keep(response: Response) -> Response:
        key = g.get("page_key", "")
        if key and response.status_code == 200 and not response.is_streamed and not response.get_etag()[0]:  # noqa: PLR2004
            _tagged(response, key)
            kept.put(key, Reply(response.status_code, response.get_data(), dict(response.headers)))
        return response


# --- errors; nothing internal is shown


def _answer(status: int, message: str) -> Response:
    is_api = request.path.startswith("/api/")
    told = error_told(status, message, DESCRIBED if is_api else "")
    is_data = request.path.rpartition(".")[2] in THING[1:] or choose(request.headers.get("Accept", ""), PAGE) != "html"
    if is_api or is_data:
        response = jsonify(told)
    else:
        title, remedy = told["error"]["title"], told["error"]["remedy"]
        page = Page(
            frame=site().frame(title, forms=()),
            heading=title,
            kicker=str(status),
            intro=message,
            notices=(remedy,) if remedy else (),
            links=tuple(Link(text, href) for href, text in TOLD["nav"].items()),
        )
        response = Response(render_template("panels.html", page=page))
    response.status_code = status
    if status == 503:  # noqa: PLR2004
        response.headers["Retry-After"] = "5"
    return response


def _http(error: HTTPException) -> AnyResponse:
    told = "There is no page at this address." if error.description == NotFound.description else error.description
    return _answer(error.code or InternalServerError.code, told or "")


def _unknown(error: Exception) -> Response:
    number = secrets.token_hex(4)
    logger.error("%s %s failed (%s)", request.method, request.path, number, exc_info=error)
    return _answer(InternalServerError.code, f"A fault of ours, written to the log under number {number}.")


def handle_errors(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(KgError, lambda error: _answer(status_of(error, otherwise=400), error.message))
    app.register_error_handler(Exception, _unknown)
