"""Pages kept ready-made. Nothing changes under one snapshot, so a page is made once and then given again.

The key of a page is its weak ETag: what is served, the address, and what the client accepts. A client that has the page
gets 304 without any of it being made.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from flask import Flask, Response, g, request

from kg.endpoint.kept import KeptAnswers
from web.site import site

READY = "pages"
"""Name of the blueprint whose answers depend on the request and the snapshot alone."""


@dataclass(frozen=True, slots=True)
class Made:
    """An answer with the headers that belong to it."""

    body: bytes
    headers: tuple[tuple[str, str], ...]


def _key() -> str:
    """Return the ETag of what is asked for; empty where nothing is kept."""
    if request.method not in ("GET", "HEAD") or request.blueprint != READY:
        return ""
    asked = (site().summary.version, request.url, request.headers.get("Accept", ""))
    return hashlib.sha256("\n".join(asked).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _tagged(response: Response, key: str) -> Response:
    response.set_etag(key, weak=True)
    response.headers["Cache-Control"] = "no-cache"
    return response


def keep_pages(app: Flask) -> None:
    """Answer from what is kept, and keep what was made."""
    kept = KeptAnswers[Made]()

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
            kept.put(key, Made(response.get_data(), tuple(response.headers.items())))
        return response
