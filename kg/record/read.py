"""Record files -> drafts, one after the other; a bad record is an error of its own, the next one still comes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.errors import InputError, RecordError
from kg.record.parse import Draft, parse_record
from kg.record.tree import MAX_BYTES, parse_json, parse_yaml

SUFFIXES = (".yaml", ".yml", ".jsonl")


def read_drafts(path: Path) -> Iterator[Draft | RecordError]:
    """Walk the records of a ``.yaml`` file (one) or a ``.jsonl`` file (one a line).

    :raises InputError: if the file cannot be read at all.
    """
    name = str(path)
    try:
        if path.suffix == ".jsonl":
            with path.open(encoding="utf-8") as lines:
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


def _json_drafts(lines: Iterator[str], name: str) -> Iterator[Draft | RecordError]:
    number = 0
    while line := lines.readline(MAX_BYTES + 1):  # type: ignore[attr-defined]
        number += 1
        if not line.strip():
            continue
        try:
            yield parse_record(parse_json(line, name, number), name)
        except RecordError as error:
            yield error
