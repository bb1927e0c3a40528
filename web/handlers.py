"""Errors to answers: one page and one JSON shape for all of them; nothing internal is shown."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError, NotFound
from werkzeug.wrappers import Response as AnyResponse

from kg.errors import ExportError, KgError, QueryBusy, QueryError, QueryTimeout, StoreError, UnknownQuery
from web.models import Link, Page
from web.negotiation import PAGE, choose
from web.site import site
from web.told import TOLD

logger = logging.getLogger(__name__)
STATUS: dict[type[KgError], int] = {
    UnknownQuery: 404, ExportError: 404, QueryTimeout: 503, QueryBusy: 503, StoreError: 503, QueryError: 400,
}  # fmt: skip
"""What each error of the library is to a client, the narrower before the wider."""
DESCRIBED = "The interface is described at /api/v1/openapi.json."


def status_of(error: KgError, *, otherwise: int) -> int:
    """Return the status that an error of the library is answered with."""
    return next((status for kind, status in STATUS.items() if isinstance(error, kind)), otherwise)


def error_told(status: int, message: str, remedy: str = "") -> dict[str, dict[str, Any]]:
    """Return an error in the one shape that programs get."""
    title, usual = TOLD["error"].get(str(status), ("Something went wrong", ""))
    return {"error": {"status": status, "title": title, "message": message, "remedy": remedy or usual}}


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
