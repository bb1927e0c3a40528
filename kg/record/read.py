"""Record files -> drafts, one after the other; a bad record is an error of its own, the next one still comes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from kg.errors import InputError, RecordError
from kg.record.parse import Draft, parse_record
from kg.record.tree import MAX_BYTES, parse_json, parse_yaml

LINES = (".jsonl", ".ndjson")
"""Endings of files that hold a record a line."""
SUFFIXES = (".yaml", ".yml", *LINES)
"""Endings of all files that may hold records."""
MARK = b"\xef\xbb\xbf"


def holds_lines(path: Path) -> bool:
    """Say whether a file holds a record a line, by its ending."""
    return path.suffix.lower() in LINES


def holds_records(path: Path) -> bool:
    """Say whether the first line of a corpus that can be read is a record, not an article."""
    try:
        with path.open("rb") as lines:
            found = (_json(line) for line in iter(lambda: lines.readline(MAX_BYTES), b""))
            first = next((value for value in found if isinstance(value, dict)), {})
        return isinstance(first.get("article"), dict)
    except OSError:
        return False


def _json(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def read_drafts(path: Path) -> Iterator[Draft | RecordError]:
    """Walk the records of a YAML file (one) or a JSONL file (one a line).

    :raises InputError: if the file cannot be read at all.
    """
    name = str(path)
    try:
        if holds_lines(path):
            with path.open("rb") as lines:
                yield from _json_drafts(lines, name)
        else:
            yield _yaml_draft(_read(path), name)
    except UnicodeDecodeError as error:
        raise InputError(f"no valid UTF-8 at byte {error.start}", path=name) from error
    except OSError as error:
        raise InputError(error.strerror or str(error), path=name) from error


def _read(path: Path) -> str:
    if path.stat().st_size > MAX_BYTES:
        raise InputError(
            f"a record of {path.stat().st_size} bytes is over the limit of {MAX_BYTES}",
            path=str(path),
            remedy="split it",
        )
    return path.read_text(encoding="utf-8")


def _yaml_draft(text: str, name: str) -> Draft | RecordError:
    try:
        return parse_record(parse_yaml(text, name), name)
    except RecordError as error:
        return error


def _json_drafts(lines: IO[bytes], name: str) -> Iterator[Draft | RecordError]:
    for number, line in enumerate(iter(lambda: lines.readline(MAX_BYTES + 1), b""), 1):
        if line.strip():
            yield _json_draft(line.removeprefix(MARK), name, number)


def _json_draft(line: bytes, name: str, number: int) -> Draft | RecordError:
    try:
        return replace(parse_record(parse_json(line.decode(), name, number), name), line=number)
    except UnicodeDecodeError as error:
        return RecordError(f"no valid UTF-8 at byte {error.start} of the line", path=name, line=number)
    except RecordError as error:
        return error
