"""From rows to what a table shows: labels for IRIs, words with dots or bars for the three scales."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote, unquote

from kg.errors import IdentifierError
from kg.identifiers import check_iri, compress
from kg.namespaces import BASE, HCKG
from kg.summary import Catalogue
from web.models import Cell, CellKind, Table
from web.told import TOLD

SCALES: Mapping[str, CellKind] = TOLD["badges"]
"""Schemes that are shown as badges, each in its own manner."""
MISSING = Cell(kind="missing", text="not stated")
NOTHING = {column: Cell(kind="missing", text=words) for column, words in TOLD["nothing"].items()}
MARKS = ("madeUp",)
"""What rows may bear beside their columns, to be folded into one of them."""
WORDINGS = frozenset({"strength", "worded"})
"""Columns of how the claim of a row is worded."""
NO_EFFECT, DENIES = "no-effect-claimed", "disputes"
OCEBM_STEPS = 5
RESOLVERS = {"doi": "https://doi.org/", "orcid": "https://orcid.org/", "pmid": "https://pubmed.ncbi.nlm.nih.gov/"}


def address(iri: str) -> str:
    """Return the path of the page about an IRI.

    >>> address("https://w3id.org/hckg/concept/asthma")
    '/concept/asthma'
    """
    if iri.startswith(str(HCKG)):
        return "/ont#" + quote(iri.removeprefix(str(HCKG)))
    if iri.startswith(BASE):
        return "/" + quote(iri.removeprefix(BASE), safe="/-._~:@")
    return "/about?uri=" + quote(iri, safe="")


def safe_href(address: str) -> str:
    """Return an address that may stand in a link, or nothing.

    Allowed are http(s) and mailto; ``doi:``, ``orcid:`` and ``pmid:`` go through their resolvers.

    >>> safe_href("doi:10.2337/dci21-0034")
    'https://doi.org/10.2337/dci21-0034'
    >>> safe_href("JaVaScRiPt:alert(1)")
    ''
    """
    scheme, _, rest = address.partition(":")
    if scheme.lower() in RESOLVERS:
        return RESOLVERS[scheme.lower()] + quote(rest, safe="/().;:-_")
    if scheme.lower() == "mailto":
        return "mailto:" + quote(rest, safe="@.+-_")
    try:
        return check_iri(address)
    except IdentifierError:
        return ""


def iri_of(path: str) -> str:
    """Return the IRI whose page is at a path of ours."""
    return BASE + unquote(path).lstrip("/")


def heading(variable: str) -> str:
    """Turn a variable into a column heading.

    >>> heading("bestEvidence")
    'best evidence'
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", variable).replace("_", " ").lower()


def titled(column: str) -> str:
    """Return what people call a column.

    >>> titled("of"), titled("bestEvidence")
    ('what', 'best evidence')
    """
    return TITLES.get(column, heading(column))


def counted(number: int, word: str) -> str:
    """Say how many.

    >>> counted(1, "claim"), counted(1200, "claim")
    ('1 claim', '1,200 claims')
    """
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def quoted(words: str) -> str:
    """Return words of a stranger in quotation marks, by which a turned direction of writing ends with them."""
    return f"“\N{FIRST STRONG ISOLATE}{words}\N{POP DIRECTIONAL ISOLATE}”"


def text(words: object, *, href: str = "", kind: CellKind = "text") -> Cell:
    """Return plain words as a cell."""
    return Cell(kind=kind, text=str(words), href=href)


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
    known = iri.startswith(BASE) or iri in catalogue.sources or iri in catalogue.things
    href = address(iri) if known else safe_href(iri)
    words = label or catalogue.label(iri) or compress(iri)
    made_up = (text("constructed example", kind="tag"),) if "constructed" in catalogue.articles.get(iri, {}) else ()
    return Cell(kind="link" if href else "text", text=words, href=href, iri=iri, more=made_up)


def cell(value: str, label: str, catalogue: Catalogue, *, is_iri: bool) -> Cell:
    """Return one value of a result as a cell."""
    if is_iri:
        return link(value, label, catalogue)
    if re.fullmatch(r"-?\d+(\.\d+)?", value):
        return text(value, kind="number")
    return text({"true": "yes", "false": "no"}.get(value, value))


def shown(variables: Iterable[str], hidden: Iterable[str] = ()) -> Iterator[str]:
    """Walk the variables that become columns: ``?xLabel`` is the text of ``?x``, no column of its own."""
    names = tuple(variables)
    for name in names:
        if name not in hidden and not (name.endswith("Label") and name.removesuffix("Label") in names):
            yield name


def tabulate(
    rows: Sequence[Mapping[str, str]], columns: Iterable[str], catalogue: Catalogue, *, most: int, fold: bool = True
) -> Table:
    """Return the first rows as a table that counts all; a value that begins like an IRI is one.

    :param fold: put what belongs together into one column, under the words of people instead of those of queries.
    """
    names = tuple(columns)
    made = [{name: _cell(row, name, catalogue) for name in (*names, *MARKS)} for row in rows[:most]]
    if fold and "claim" in names:
        for cells in made:
            for name in WORDINGS.intersection(cells):
                cells[name] = as_worded(cells[name], cells["claim"], catalogue)
            cells["claim"] = as_told(cells["claim"], catalogue)
    for host, guest, join in FOLDS if fold else ():
        if host in names and guest in (*names, *MARKS):
            names = tuple(name for name in names if name != guest)
            for cells in made:
                cells[host] = join(cells[host], cells.pop(guest))
    titles = tuple(map(titled if fold else heading, names))
    return Table(titles, tuple(tuple(c[n] for n in names) for c in made), len(rows))


def _cell(row: Mapping[str, str], column: str, catalogue: Catalogue) -> Cell:
    if column not in row:
        return NOTHING.get(column, MISSING)
    value = row[column]
    return cell(value, row.get(f"{column}Label", ""), catalogue, is_iri=value.startswith(("http://", "https://")))


def _beside(host: Cell, *more: Cell) -> Cell:
    return replace(host, more=(*host.more, *more))


def as_told(claim: Cell, catalogue: Catalogue) -> Cell:
    """Say beside a claim what its article calls things, and what tells it from its like: title, or another voice."""
    said = catalogue.claims.get(claim.iri, {})
    places = ("in the title",) if said.get("part") == "title" else ()
    voices = (f"said by {voice}" for voice in catalogue.voices_of.get(claim.iri, ()))
    called = catalogue.graph.index.called(claim.iri)
    words = (text(f"({', '.join(called)})"),) if called else ()
    return _beside(claim, *words, *(text(words, kind="tag") for words in (*places, *voices)))


def as_worded(wording: Cell, claim: Cell, catalogue: Catalogue) -> Cell:
    """Return the wording of a claim; of one that denies, that it does."""
    is_denial = wording.slug == NO_EFFECT and catalogue.claims.get(claim.iri, {}).get("direction", "").endswith(DENIES)
    return Cell(kind="direction", text="denies it", slug=DENIES, iri=wording.iri) if is_denial else wording


def _saying(words: str, **changes: Any) -> Callable[[Cell, Cell], Cell]:
    """Return what says a guest beside its host in some words; a guest without a value is not spoken of."""
    return lambda host, guest: (
        host if guest.kind == "missing" else _beside(host, replace(guest, text=words.format(guest.text), **changes))
    )


def _as_practice(host: Cell, kind: Cell) -> Cell:
    return _beside(host, replace(kind, kind="tag", text="established practice")) if kind.slug == "practice" else host


def _as_stated(best: Cell, stated: Cell) -> Cell:
    """Say beside the best evidence we hold what the articles themselves state, where that is less."""
    if best.kind == "missing" or stated.slug == best.slug:
        return best
    told = "no article cites any" if stated.slug == "unstated" else f"articles state: {stated.text}"
    return _beside(best, text(told))


def _denied_on(best: Cell, against: Cell) -> Cell:
    """Show the evidence of those who deny as theirs, alone where nobody else speaks of it."""
    if against.kind == "missing":
        return best
    denial = Cell(kind="direction", text="denied on", slug="disputes", more=(against,))
    return denial if best.kind == "missing" else _beside(best, denial)


def _for_and_against(pro: Cell, contra: Cell) -> Cell:
    sides = ((pro, "supports", "for"), (contra, "disputes", "against"))
    told = [Cell(kind="direction", text=f"{c.text} {word}", slug=slug) for c, slug, word in sides if c.text != "0"]
    return replace(told[0], more=tuple(told[1:])) if told else text("left open")


FOLDS: tuple[tuple[str, str, Callable[[Cell, Cell], Cell]], ...] = (
    ("of", "context", _saying("in {}")),
    ("relation", "context", _saying("in {}")),
    ("effectEvidence", "effectContext", _saying("in {}")),
    ("noEffectEvidence", "noEffectContext", _saying("in {}")),
    ("relation", "kind", _as_practice),
    ("relation", "madeUp", _saying("only in constructed examples", kind="tag")),
    ("bestEvidence", "statedByArticle", _as_stated),
    ("bestEvidence", "evidenceAgainst", _denied_on),
    ("for", "against", _for_and_against),
    ("name", "matched", _saying("also “{}”")),
)
"""Host column, the column that goes into it, and how."""
TITLES: Mapping[str, str] = TOLD["titles"]
