"""Errors of the endpoint as HTTP answers: a status and one line."""

from __future__ import annotations

from flask import Request, Response, jsonify

from kg.errors import (
    ExportError,
    ForbiddenQuery,
    IdentifierError,
    KgError,
    QueryBusy,
    QueryError,
    QueryTimeout,
    StoreError,
    UnknownQuery,
    VocabularyError,
)

STATUS: tuple[tuple[type[KgError], int], ...] = (
    (UnknownQuery, 404),
    (ExportError, 404),
    (IdentifierError, 400),
    (VocabularyError, 400),
    (ForbiddenQuery, 400),
    (QueryTimeout, 503),
    (QueryBusy, 503),
    (StoreError, 503),
    (QueryError, 400),
)
RETRY_SECONDS = {QueryBusy: 5, QueryTimeout: 60, StoreError: 60}


class ProblemError(Exception):
    """A refusal with its status.

    :param message: one line: what was found, what is allowed.
    :param headers: further headers, such as ``Retry-After`` or ``Allow``.
    """

    def __init__(self, status: int, message: str, **headers: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = " ".join(message.split())
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def from_error(error: KgError) -> ProblemError:
    """Give an error of the library its status."""
    status = next((status for kind, status in STATUS if isinstance(error, kind)), 500)
    seconds = next((s for kind, s in RETRY_SECONDS.items() if isinstance(error, kind)), None)
    return ProblemError(status, str(error), **({"Retry_After": str(seconds)} if seconds else {}))


def to_response(problem: ProblemError, request: Request) -> Response:
    """Write a problem in the form the client reads: the JSON of all our errors, else a line of text."""
    if any("json" in media_type for media_type in request.accept_mimetypes.values()):
        response = jsonify({"error": {"status": problem.status, "message": problem.message}})
    else:
        response = Response(problem.message + "\n", mimetype="text/plain")
    response.status_code = problem.status
    response.headers.update({"Cache-Control": "no-store", **problem.headers})
    return response
