"""CSV and TSV with the columns ``id``, ``label``, and where wanted ``class``, ``kind``, ``synonyms``, ``broader``."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from kg.errors import InputError
from kg.terms.classes import ORDER, class_of_prefix
from kg.terms.merge import Draft

NEEDED = ("id", "label")


def read_table(path: Path) -> Iterator[Draft]:
    """Walk the rows of a table with a header.

    :raises InputError: if a column is missing, a class is not ours, or a row is malformed.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines, delimiter="\t" if path.suffix.lower() == ".tsv" else ",", strict=True)
            missing = [name for name in NEEDED if name not in (rows.fieldnames or ())]
            if missing:
                raise InputError(
                    f"has no column {' and '.join(missing)}",
                    path=str(path),
                    line=1,
                    remedy="name them in the first line",
                )
            for row in rows:
                yield _draft(row, path, rows.line_num)
    except (csv.Error, UnicodeDecodeError) as error:
        raise InputError(f"is no table that can be read: {error}", path=str(path)) from error


def _draft(row: dict[str, str | None], path: Path, line: int) -> Draft:
    curie, label, cls = ((row.get(name) or "").strip() for name in (*NEEDED, "class"))
    if not curie or not label:
        raise InputError("row has no id or no label", path=str(path), line=line)
    if cls and cls not in ORDER:
        raise InputError(f"{cls!r} is no class", path=str(path), line=line, remedy=f"use one of {', '.join(ORDER)}")
    synonyms, broader = (
        [v.strip() for v in (row.get(name) or "").split("|") if v.strip()] for name in ("synonyms", "broader")
    )
    kind = (row.get("kind") or "").strip()
    return Draft(cls=cls or class_of_prefix(curie), kind=kind, names=[label, *synonyms], ids=[curie], broader=broader)
