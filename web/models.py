"""View models: what a template may use. Each template gets exactly one variable, ``page``.

The same dataclass is the page's ``.json`` twin, so a field is named once for people and programs, and every page has
the same ones: what a page does not need stays empty.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

CellKind = Literal["text", "link", "level", "strength", "direction", "number", "tag", "missing"]


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads somewhere; ``note`` is said after it, ``current`` marks where the reader is."""

    text: str
    href: str = ""
    note: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One value, ready to be shown. Text never comes without its kind, so colour is never alone.

    ``steps`` are the dots of a level (0 to 5) or the segments of a wording bar (0 to 6), ``slug`` is the member of a
    scheme, for icon and colour; ``more`` is said beside the value.
    """

    kind: CellKind
    text: str
    href: str = ""
    steps: int = 0
    slug: str = ""
    iri: str = ""
    more: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under headings; ``total`` counts rows that are not shown too."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A question, the rows that answer it, and the query behind them."""

    name: str
    title: str
    table: Table
    question: str = ""
    query: str = ""
    csv: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A property and its values."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow a list; each value is a link with its count."""

    name: str
    label: str
    values: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a GET form; with options it is a choice, with suggestions a text field that offers them."""

    name: str
    label: str
    value: str = ""
    options: tuple[Link, ...] = ()
    suggests: bool = False
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A focus and what is said around it, strongest evidence first; ``left_out`` counts links not drawn.

    A node has ``id label type href x y focus``, at a place in a square of 1000; an edge has ``source target relation
    level direction href``, and leads to the claims behind it.
    """

    focus: str
    nodes: tuple[dict[str, Any], ...]
    edges: tuple[dict[str, Any], ...]
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A place of a claim: its words where the text is held here, else our paraphrase, and the publisher's page.

    A piece has a ``text`` and a ``role``, which is empty, claim, subject, relation or object.
    """

    said: Link
    section: str
    start: int
    end: int
    digest: str
    pieces: tuple[dict[str, str], ...]
    paraphrase: str
    outside: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every page has around its content. ``path`` is its address without suffix and query.

    ``alternates`` are the same as data: text is the format, note the media type; ``schema_org`` is JSON-LD of
    schema.org where it is true of the thing.
    """

    title: str
    path: str
    iri: str = ""
    description: str = ""
    crumbs: tuple[Link, ...] = ()
    alternates: tuple[Link, ...] = ()
    nav: tuple[Link, ...] = ()
    search: str = ""
    version: str = ""
    vendored: bool = True
    schema_org: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: a heading, and the parts it needs, in the order they are shown; ``scales`` is what it adds up to."""

    frame: Frame
    heading: str
    kicker: str = ""
    intro: str = ""
    notices: tuple[str, ...] = ()
    scales: tuple[Fact, ...] = ()
    action: str = ""
    fields: tuple[Field, ...] = ()
    links: tuple[Link, ...] = ()
    panels: tuple[Panel, ...] = ()
    groups: tuple[tuple[str, tuple[Link, ...]], ...] = ()
    picture: Picture | None = None
    graph: str = ""
    facts: tuple[Fact, ...] = ()
    copies: tuple[Link, ...] = ()
    code: str = ""
    editor: str = ""
    table: Table | None = None
    summary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage(Page):
    """An index with facets and pages."""

    facets: tuple[Facet, ...] = ()
    chosen: tuple[Link, ...] = ()
    previous: str = ""
    next: str = ""
    clear: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPage(Page):
    """Who says what, how strongly, on what evidence, where; ``beside`` are passages of its headline or body."""

    triple: tuple[Cell, ...]
    outruns: bool
    carries: Cell
    paraphrase: str
    article: Link
    voices: tuple[Link, ...]
    passages: tuple[Passage, ...]
    beside: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SparqlPage(Page):
    """The query editor, a plain form where no script runs; ``terms`` is JSON to complete from.

    ``starters`` are queries to copy: a question, the editor with its query, and the query.
    """

    terms: str
    starters: tuple[Link, ...] = ()
    turtle: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPage(Page):
    """The form, and the report on what was given; ``report`` has the keys of ``kg check -f json``."""

    report: dict[str, Any] = field(default_factory=dict)
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OntologyPage(Page):
    """The vocabulary, by sort of term; a term has ``name label definition joins``."""

    terms: tuple[tuple[str, tuple[dict[str, Any], ...]], ...]
