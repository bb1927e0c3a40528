"""Errors as clients see them: the status of each error of the library, and one JSON shape for all."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from kg.errors import ExportError, KgError, QueryBusy, QueryError, QueryTimeout, StoreError, UnknownQuery

STATUS: dict[type[KgError], int] = {
    UnknownQuery: 404, ExportError: 404, QueryTimeout: 503, QueryBusy: 503, StoreError: 503, QueryError: 400,
}  # fmt: skip
"""What each error of the library is to a client, the narrower before the wider."""
TOLD: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("errors.toml").read_text(encoding="utf-8"))


def status_of(error: KgError, *, otherwise: int) -> int:
    """Return the status that an error of the library is answered with."""
    return next((status for kind, status in STATUS.items() if isinstance(error, kind)), otherwise)


def error_told(status: int, message: str, remedy: str = "") -> dict[str, dict[str, Any]]:
    """Return an error in the one shape that programs get."""
    title, usual = TOLD.get(str(status), ["Something went wrong", ""])
    return {"error": {"status": status, "title": title, "message": message, "remedy": remedy or usual}}
