"""JSONL corpora: one article a line, ``{"id", "text", "title"?, "url"?, "format"?}``; other keys are ignored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.errors import InputError

MAX_LINE = 20_000_000
"""Longest line read, in bytes."""


def iter_rows(path: Path) -> Iterator[tuple[int, dict[str, Any] | InputError]]:
    """Walk the lines of a corpus as (line number, row); a line that is no JSON object gives its error instead."""
    with path.open("rb") as lines:
        for number, line in enumerate(iter(lambda: lines.readline(MAX_LINE), b""), start=1):
            if line.strip():
                yield number, _row(line, path, number)


def _row(line: bytes, path: Path, number: int) -> dict[str, Any] | InputError:
    if len(line) >= MAX_LINE:
        return InputError(f"line is longer than {MAX_LINE // 1_000_000} MB", path=str(path), line=number)
    try:
        row = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        return InputError(f"is no JSON: {error}", path=str(path), line=number)
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        return InputError('needs an object with a string under "text"', path=str(path), line=number)
    return row
