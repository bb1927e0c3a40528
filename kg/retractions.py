"""Retractions, corrections and expressions of concern, from a file in the form of Crossref's Retraction Watch data.

The file an editor gives is kept in the home, reduced to what is used. At every commit the works that the graph speaks
of are looked up in it; what is found stands in a graph of its own, so that no article's own words change.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.errors import InputError
from kg.home import Home, write_atomically
from kg.identifiers import doi_of, scheme_iri
from kg.namespaces import BASE, HCKG, RDF
from kg.vocabulary import Vocabulary

GRAPH = f"{BASE}graph/retractions"
COLUMNS = ("OriginalPaperDOI", "RetractionDOI", "RetractionNature")
BOUND = 1 << 16
"""Characters of one field; longer ones are no DOI and no name."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What became of a publication: a slug of the scheme publication-status, and the DOI of the notice."""

    status: str
    doi: str


def read_retractions(path: Path, vocabulary: Vocabulary) -> dict[str, Notice]:
    """Read a CSV file into notices by DOI, lower-case. The gravest notice counts; a reinstated paper has none.

    :raises InputError: if the file cannot be read, or lacks a column.
    """
    natures = _natures(vocabulary)
    found: dict[str, Notice] = {}
    reinstated: set[str] = set()
    for doi, notice, nature in _rows(path):
        status, rank = natures.get(nature.casefold(), ("", 0))
        if status and rank > natures_rank(natures, found.get(doi)):
            found[doi] = Notice(status, notice)
        elif nature.casefold() == "reinstatement":
            reinstated.add(doi)
    return {doi: notice for doi, notice in sorted(found.items()) if doi not in reinstated}


def natures_rank(natures: Mapping[str, tuple[str, int]], notice: Notice | None) -> int:
    """Return how grave a notice is, 0 for none."""
    return max((rank for slug, rank in natures.values() if notice and slug == notice.status), default=0)


def _natures(vocabulary: Vocabulary) -> dict[str, tuple[str, int]]:
    members = vocabulary.schemes["publication-status"].values()
    return {m.first("noticeNature").casefold(): (m.slug, int(m.first("noticeRank") or 0)) for m in members}


def _rows(path: Path) -> Iterator[tuple[str, str, str]]:
    csv.field_size_limit(BOUND)
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
            reader = csv.DictReader(lines)
            if missing := [c for c in COLUMNS if c not in (reader.fieldnames or ())]:
                remedy = f"give a CSV file with the columns {', '.join(COLUMNS)}"
                raise InputError(f"has no column {missing[0]}", path=str(path), remedy=remedy)
            for row in reader:
                doi, notice, nature = ((row[c] or "").strip() for c in COLUMNS)
                if (bare := doi_of(doi)).startswith("10."):
                    yield bare, doi_of(notice) or "unavailable", nature
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=str(path)) from error
    except csv.Error as error:
        raise InputError(f"is no CSV: {error}", path=str(path), line=reader.line_num) from error


def keep_retractions(home: Home, notices: Mapping[str, Notice], vocabulary: Vocabulary) -> None:
    """Write notices into the home, in place of those that were there.

    :raises OSError: if the disk is full or unwritable.
    """
    nature = {m.slug: m.first("noticeNature") for m in vocabulary.schemes["publication-status"].values()}
    lines = [",".join(COLUMNS), *(f"{_cell(d)},{_cell(n.doi)},{nature[n.status]}" for d, n in notices.items())]
    write_atomically(_kept(home), "\n".join(lines) + "\n")


def _cell(text: str) -> str:
    quoted = text.replace('"', '""')
    return f'"{quoted}"'


def _kept(home: Home) -> Path:
    return home.path / "retractions.csv"


def retraction_quads(home: Home, store: Store, vocabulary: Vocabulary) -> list[Quad]:
    """Return status and notice of the publications in the store that the kept file names, and no record speaks of.

    :raises InputError: if the kept file was damaged.
    """
    if not _kept(home).exists():
        return []
    notices, graph = read_retractions(_kept(home), vocabulary), NamedNode(GRAPH)
    return [q for work in _works(store) for q in _flag(work, notices.get(doi_of(work.value)), store, graph)]


def _works(store: Store) -> set[Any]:
    kind = NamedNode(HCKG.ScholarlyWork)
    return {q.subject for q in store.quads_for_pattern(None, NamedNode(RDF.type), kind)}


def _flag(work: Any, notice: Notice | None, store: Store, graph: NamedNode) -> Iterator[Quad]:
    status = NamedNode(HCKG.status)
    if notice and not any(True for _ in store.quads_for_pattern(work, status, None)):
        yield Quad(work, status, NamedNode(scheme_iri("publication-status", notice.status)), graph)
        yield Quad(work, NamedNode(HCKG.notice), Literal(notice.doi), graph)
