"""Which reader a vocabulary file needs."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from kg.errors import InputError
from kg.terms.formats.mesh import read_mesh
from kg.terms.formats.obo import read_obo
from kg.terms.formats.obograph import read_obograph
from kg.terms.formats.rdf import read_rdf
from kg.terms.formats.table import read_table
from kg.terms.merge import Draft

MAX_BYTES = 2_000_000_000
"""Largest vocabulary read, in bytes."""
Reader = Callable[[Path], Iterator[Draft]]
READERS: dict[str, Reader] = {
    ".obo": read_obo,
    ".json": read_obograph,
    ".ttl": read_rdf,
    ".rdf": read_rdf,
    ".owl": read_rdf,
    ".skos": read_rdf,
    ".nt": read_rdf,
    ".csv": read_table,
    ".tsv": read_table,
}


def read_terms(path: Path) -> Iterator[Draft]:
    """Walk the terms of a vocabulary file.

    :raises InputError: if it is of no format that is read, or is malformed; with the line where that is known.
    """
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        raise InputError(getattr(error, "strerror", None) or str(error), path=str(path)) from error
    if not stat.S_ISREG(status.st_mode):
        raise InputError("is no ordinary file", path=str(path))
    if not 0 < status.st_size <= MAX_BYTES:
        raise InputError(
            "is empty" if not status.st_size else f"is larger than {MAX_BYTES // 10**9} GB", path=str(path)
        )
    yield from _reader(path)(path)


def _reader(path: Path) -> Reader:
    if path.suffix.lower() == ".xml":
        with path.open("rb") as file:
            return read_mesh if b"DescriptorRecordSet" in file.read(4096) else read_rdf
    if path.suffix.lower() not in READERS:
        known = ", ".join(sorted({*READERS, ".xml"}))
        raise InputError(
            f"vocabularies in {path.suffix or 'files without ending'} are not read",
            path=str(path),
            remedy=f"use {known}",
        )
    return READERS[path.suffix.lower()]
