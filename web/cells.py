"""From RDF terms to what a table shows: labels for IRIs, words with dots or bars for the three scales."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote, unquote

from pyoxigraph import NamedNode

from kg.identifiers import compress
from kg.namespaces import BASE, HCKG
from kg.query import Row, Rows
from web.catalogue import Catalogue
from web.models import Cell, CellKind, Link, Table
from web.security import safe_href

SCALES: Mapping[str, CellKind] = {
    "evidence-level": "level",
    "claim-strength": "strength",
    "direction": "direction",
    "proposition-state": "direction",
}
"""Schemes that are shown as badges, each in its own manner."""

MISSING = Cell(kind="missing", text="not stated")
NOTHING = {"context": Cell(kind="missing", text="none named")}
"""What a column says where it has no value, if that is not simply unstated."""

OCEBM_STEPS = 5


def address(iri: str) -> str:
    """Return the path of the page about an IRI of ours.

    >>> address("https://w3id.org/hckg/concept/asthma")
    '/concept/asthma'
    """
    if iri.startswith(str(HCKG)):
        return "/ont#" + quote(iri.removeprefix(str(HCKG)))
    if iri.startswith(BASE):
        return "/" + quote(iri.removeprefix(BASE), safe="/-._~:@")
    return "/about?uri=" + quote(iri, safe="")


def iri_of(path: str) -> str:
    """Return the IRI whose page is at a path of ours."""
    return BASE + unquote(path).lstrip("/")


def is_ours(iri: str) -> bool:
    """Say whether an IRI is under our base."""
    return iri.startswith(BASE)


def heading(variable: str) -> str:
    """Turn a variable into a column heading.

    >>> heading("bestEvidence")
    'best evidence'
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", variable).replace("_", " ").lower()


def badge(iri: str, catalogue: Catalogue) -> Cell:
    """Return a scheme member as a cell: a badge with word and steps for the scales, a link for the others."""
    member = catalogue.members.get(iri)
    if member is None:
        return MISSING
    kind: CellKind = SCALES.get(member.scheme, "link")
    steps = member.rank or 0
    if kind == "level":
        steps = OCEBM_STEPS + 1 - member.step if member.step else min(member.rank or 0, 1)
    return Cell(kind=kind, text=member.label, href=address(iri), steps=steps, slug=member.slug, iri=iri)


def link(iri: str, label: str, catalogue: Catalogue) -> Cell:
    """Return an IRI as a cell with its label; where it leads depends on what is known of it."""
    if iri in catalogue.members:
        return badge(iri, catalogue)
    text = label or catalogue.label(iri) or compress(iri)
    known = is_ours(iri) or iri in catalogue.sources or iri in catalogue.articles or iri in catalogue.things
    href = address(iri) if known else safe_href(iri)
    return Cell(kind="link" if href else "text", text=text, href=href, iri=iri)


def cell(value: str, label: str, catalogue: Catalogue, *, is_iri: bool) -> Cell:
    """Return one value of a result as a cell."""
    if is_iri:
        return link(value, label, catalogue)
    if re.fullmatch(r"-?\d+(\.\d+)?", value):
        return Cell(kind="number", text=value)
    return Cell(kind="text", text={"true": "yes", "false": "no"}.get(value, value))


def shown(variables: Iterable[str], hidden: frozenset[str] = frozenset()) -> Iterator[str]:
    """Walk the variables that become columns: ``?xLabel`` is the text of ``?x``, no column of its own."""
    names = tuple(variables)
    for name in names:
        if name not in hidden and not (name.endswith("Label") and name.removesuffix("Label") in names):
            yield name


def _cell_of(row: Row, name: str, catalogue: Catalogue) -> Cell:
    term = row[name]
    if term is None:
        return NOTHING.get(name, MISSING)
    label = row.text(f"{name}Label") if f"{name}Label" in row.variables else ""
    return cell(str(term.value), label, catalogue, is_iri=isinstance(term, NamedNode))


def tabulate(rows: Rows, catalogue: Catalogue, *, limit: int = 100, hidden: frozenset[str] = frozenset()) -> Table:
    """Return the first rows as a table, with the number of all."""
    columns = tuple(shown(rows.variables, hidden))
    kept = tuple(tuple(_cell_of(row, name, catalogue) for name in columns) for row in rows.rows[:limit])
    return Table(columns=tuple(map(heading, columns)), rows=kept, total=len(rows))


def tabulate_plain(
    rows: Iterable[Mapping[str, str]], columns: tuple[str, ...], catalogue: Catalogue, *, total: int
) -> Table:
    """Return rows of the catalogue as a table; a value that begins like an IRI is one."""
    cells = tuple(tuple(_plain_cell(row, c, catalogue) for c in columns) for row in rows)
    return Table(columns=tuple(map(heading, columns)), rows=cells, total=total)


def _plain_cell(row: Mapping[str, str], column: str, catalogue: Catalogue) -> Cell:
    if column not in row:
        return NOTHING.get(column, MISSING)
    value = row[column]
    return cell(value, row.get(f"{column}Label", ""), catalogue, is_iri=value.startswith(("http://", "https://")))


def crumbs(*steps: tuple[str, str]) -> tuple[Link, ...]:
    """Return the way from the home page; the last step is where the reader is."""
    every = (("Home", "/"), *steps)
    return tuple(Link(text, href, current=n == len(every) - 1) for n, (text, href) in enumerate(every))
