"""The only module that knows where our data files lie.

In a checkout ``ontology/`` and ``shapes/`` stand beside ``kg/``; in an installed wheel they
are inside it, under ``kg/_resources/``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent
QUERIES = PACKAGE / "queries"
CORPUS = PACKAGE / "corpus"
CONTEXT = PACKAGE / "export" / "context.jsonld"


@cache
def _folder(name: str) -> Path:
    installed = PACKAGE / "_resources" / name
    return installed if installed.is_dir() else PACKAGE.parent / name


def ontology_files() -> tuple[Path, ...]:
    """Return ontology, schemes and shared concepts: everything a graph is read with, sorted.

    Cue lists are not among them: they describe language, not health.
    """
    folder = _folder("ontology")
    return tuple(sorted(p for p in folder.rglob("*.ttl") if p.relative_to(folder).parts[0] != "cues"))


def concept_files() -> tuple[Path, ...]:
    """Return the shared concepts, one file a class, sorted."""
    return tuple(sorted((_folder("ontology") / "concepts").glob("*.ttl")))


def cue_files() -> tuple[Path, ...]:
    """Return the cue lists of the extractor, sorted."""
    return tuple(sorted((_folder("ontology") / "cues").glob("*.ttl")))


def ontology_file(name: str) -> Path:
    """Return one file under ``ontology/``, for example ``mappings.sssom.tsv``."""
    return _folder("ontology") / name


def shape_files() -> tuple[Path, ...]:
    """Return the SHACL shapes, one file a domain type, sorted."""
    return tuple(sorted(_folder("shapes").glob("*.ttl")))


def query_files() -> tuple[Path, ...]:
    """Return every named query, sorted by folder and name."""
    return tuple(sorted(QUERIES.rglob("*.rq")))


def mapping_files() -> tuple[Path, ...]:
    """Return the SSSOM mapping files: open identifiers, and restricted ones without labels."""
    return tuple(sorted(_folder("ontology").glob("mappings*.sssom.tsv")))
