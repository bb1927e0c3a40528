"""Errors to answers: one page and one JSON shape for all of them; nothing internal is shown."""

from __future__ import annotations

import logging
import secrets

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError, NotFound
from werkzeug.wrappers import Response as AnyResponse

from kg.endpoint.errors import error_told, status_of
from kg.endpoint.negotiation import PAGE, choose
from kg.errors import KgError
from web.models import Link, Page
from web.site import site
from web.told import TOLD

logger = logging.getLogger(__name__)
DESCRIBED = "The interface is described at /api/v1/openapi.json."


def _answer(status: int, message: str) -> Response:
    is_api = request.path.startswith("/api/")
    told = error_told(status, message, DESCRIBED if is_api else "")
    if is_api or request.path.endswith(".json") or choose(request.headers.get("Accept", ""), PAGE) != "html":
        response = jsonify(told)
    else:
        title, remedy = told["error"]["title"], told["error"]["remedy"]
        page = Page(
            frame=site().frame(title),
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
    if error.response is not None or error.code is None or error.code < 400:  # noqa: PLR2004
        return error.get_response(request.environ)
    told = "There is no page at this address." if error.description == NotFound.description else error.description
    return _answer(error.code, told or "")


def _unknown(error: Exception) -> Response:
    number = secrets.token_hex(4)
    logger.error("%s %s failed (%s)", request.method, request.path, number, exc_info=error)
    return _answer(InternalServerError.code, f"A fault of ours, written to the log under number {number}.")


def handle_errors(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(KgError, lambda error: _answer(status_of(error, otherwise=400), error.message))
    app.register_error_handler(Exception, _unknown)
