"""Paste or upload an article and see the findings; nothing is stored, and a hostile article is bounded."""

from __future__ import annotations

import threading
from typing import Any

from flask import Blueprint, Response, request
from werkzeug.exceptions import ServiceUnavailable

from kg.check_run import check_stranger
from kg.errors import KgError
from web.answers import answer
from web.models import CheckPage
from web.site import site

AT_ONCE = 2
"""Articles checked at the same time; more are asked to wait."""
checking = Blueprint("checking", __name__)
_turns = threading.BoundedSemaphore(AT_ONCE)


@checking.get("/check")
def check_form() -> Response:
    """Show the form."""
    return answer(_page(), "check.html", "html")


@checking.post("/check")
def check_given() -> Response:
    """Check what was pasted or uploaded, and forget it."""
    sent = request.files.get("file")
    data = (sent.read() if sent else b"") or request.form.get("text", "").encode("utf-8", "replace")
    if not _turns.acquire(blocking=False):
        raise ServiceUnavailable("Other articles are being checked.", retry_after=5)
    try:
        page = _page(report=check_stranger(data))
    except KgError as error:
        page = _page(fault=str(error))
    finally:
        _turns.release()
    response = answer(page, "check.html", "html")
    response.status_code = 422 if page.fault else 200
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(*, report: dict[str, Any] | None = None, fault: str = "") -> CheckPage:
    frame = site().frame("Check an article", ("Checks", "/checks"), ("Check an article", "/check"))
    return CheckPage(frame=frame, heading="Check an article", report=report or {}, fault=fault)
