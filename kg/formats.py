"""RDF files by their names: which format an ending promises, and the quads of a file."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from pyoxigraph import Quad, RdfFormat, parse

from kg.errors import InputError

RDF = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".jsonld": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".n3": RdfFormat.N3,
}
"""Formats by the endings that RDF alone has."""
SHARED = {".xml": RdfFormat.RDF_XML, ".json": RdfFormat.JSON_LD}
"""And by those that other files have, too."""
UNREADABLE = (OSError, SyntaxError, ValueError, RuntimeError, EOFError, zlib.error)
"""What a parser, or the unpacker before it, raises for a file that cannot be read."""


def file_format(path: Path) -> RdfFormat:
    """Return the format a file name promises; ``.gz`` may follow its ending.

    :raises InputError: for a suffix that is no RDF format.

    >>> file_format(Path("a.ttl.gz")) == RdfFormat.TURTLE
    True
    """
    ending = _ending(path)
    found = RDF.get(ending) or SHARED.get(ending)
    if found is None:
        raise InputError(
            f"{ending or 'no suffix'!r} is no RDF format", path=str(path), remedy="use ttl, nt, nq, trig, rdf or jsonld"
        )
    return found


def is_rdf(path: Path) -> bool:
    """Say whether a file is RDF by its name, and can be nothing else.

    >>> is_rdf(Path("a.nq.gz")), is_rdf(Path("article.xml"))
    (True, False)
    """
    return _ending(path) in RDF


def _ending(path: Path) -> str:
    return Path(path.stem if path.suffix == ".gz" else path.name).suffix.lower()


def open_file(path: Path) -> IO[bytes]:
    """Open an RDF file, unpacked.

    :raises OSError: if it cannot be opened.
    """
    return cast("IO[bytes]", gzip.open(path)) if path.suffix == ".gz" else path.open("rb")


def read_quads(path: Path) -> Iterator[Quad]:
    """Walk the quads of an RDF file, blank nodes renamed, relative IRIs against the address of the file.

    :raises InputError: if it cannot be read.
    """
    kind = file_format(path)
    try:
        with open_file(path) as source:
            yield from parse(source, format=kind, base_iri=path.resolve().as_uri(), rename_blank_nodes=True)
    except UNREADABLE as error:
        raise InputError(f"cannot be read as {kind.name}: {error}", path=str(path)) from error
