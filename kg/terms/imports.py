"""A vocabulary of the user's own becomes a pack."""

from __future__ import annotations

import hashlib
from pathlib import Path
from urllib.parse import urlsplit

from kg.errors import InputError
from kg.identifiers import UNSAFE_IN_IRI
from kg.terms.classes import ORDER, publisher_of
from kg.terms.formats import read_terms
from kg.terms.merge import Merger
from kg.terms.packs import Pack, write_pack


def import_file(path: Path, *, name: str = "", cls: str = "") -> Pack:
    """Read a vocabulary (OBO, OBO Graphs JSON, SKOS or OWL, MeSH XML, CSV or TSV) and install it as a pack.

    :param name: of the pack; the file's name without ending where it is left out.
    :param cls: class of all its terms; by the prefix of their identifiers where it is left out.
    :raises InputError: if it cannot be read, or holds no term.
    """
    if cls and cls not in ORDER:
        raise InputError(f"{cls!r} is no class", path=str(path), remedy=f"use one of {', '.join(ORDER)}")
    merger = Merger()
    for draft in read_terms(path):
        draft.cls = cls or draft.cls
        if bad := UNSAFE_IN_IRI.search(draft.ids[0]):
            raise InputError(
                f"{draft.ids[0][:80]!r} holds U+{ord(bad[0]):04X}, which no identifier has", path=str(path)
            )
        merger.add(draft)
    terms = merger.terms()
    with path.open("rb") as file:
        source = hashlib.file_digest(file, "sha256").hexdigest()
    return write_pack(
        terms,
        name=name or path.stem,
        title=path.name,
        version=source[:12],
        source=f"sha256:{source}",
        attribution=tuple(sorted({_publisher(term.ids[0]) for term in terms})),
    )


def _publisher(identifier: str) -> str:
    """Return who publishes a term: of an address, its host."""
    return urlsplit(identifier).hostname or publisher_of(identifier.partition(":")[0])
