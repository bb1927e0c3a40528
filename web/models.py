"""View models: what a template may use. Each template gets exactly one variable, ``page``.

The same dataclass is the page's ``.json`` twin, so a field is named once for people and programs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

CellKind = Literal["text", "link", "level", "strength", "direction", "number", "missing"]


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads somewhere; ``note`` is said after it, ``current`` marks where the reader is."""

    text: str
    href: str = ""
    note: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One value of a table or fact, ready to be shown. Text never comes without its kind, so colour is never alone."""

    kind: CellKind
    text: str
    href: str = ""
    steps: int = 0
    """Dots of a level (0 to 5, by step of OCEBM 2011) or segments of a wording bar (0 to 6)."""
    slug: str = ""
    """Member of a scheme, for icon and colour."""
    iri: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
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
    question: str
    table: Table
    query: str = ""
    csv: str = ""
    more: str = ""
    empty: str = "Nothing in this graph answers that."


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A property and its values."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One way to narrow a list; each value is a link with its count."""

    name: str
    label: str
    values: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a GET form; with options it is a choice, with suggestions a text field that offers them."""

    name: str
    label: str
    value: str = ""
    options: tuple[Link, ...] = ()
    suggests: bool = False
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A thing in a picture, at a place in a 0..1000 square."""

    id: str
    label: str
    type: str
    href: str
    x: float
    y: float
    focus: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A relation in a picture; ``href`` leads to the claims behind it."""

    source: str
    target: str
    relation: str
    level: Cell
    direction: str
    href: str
    x1: float = 0
    y1: float = 0
    x2: float = 0
    y2: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A focus and what is said around it, strongest evidence first; ``left_out`` counts links not drawn."""

    focus: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every page has around its content."""

    title: str
    path: str
    """Address of the page without suffix and query."""
    iri: str = ""
    description: str = ""
    crumbs: tuple[Link, ...] = ()
    alternates: tuple[Link, ...] = ()
    """The same as data: text is the format, note the media type."""
    nav: tuple[Link, ...] = ()
    search: str = ""
    version: str = ""
    vendored: bool = True
    schema_org: str = ""
    """JSON-LD of schema.org where it is true of the thing; empty elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The part that all view models share."""

    frame: Frame
    heading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage(Page):
    """The first page."""

    counts: tuple[Link, ...]
    conditions: tuple[Link, ...]
    therapies: tuple[Link, ...]
    articles: tuple[Link, ...]
    findings: Panel


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage(Page):
    """An index with facets and pages."""

    intro: str
    facets: tuple[Facet, ...]
    chosen: tuple[Link, ...]
    table: Table
    summary: str
    previous: str = ""
    next: str = ""
    clear: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelPage(Page):
    """A thing, or an answer in several parts: facts, a form, panels and a picture, each where it is needed."""

    kicker: str = ""
    intro: str = ""
    badges: tuple[Cell, ...] = ()
    facts: tuple[Fact, ...] = ()
    action: str = ""
    fields: tuple[Field, ...] = ()
    panels: tuple[Panel, ...] = ()
    side_by_side: bool = False
    picture: Picture | None = None
    graph: str = ""
    copies: tuple[Link, ...] = ()
    links: tuple[Link, ...] = ()
    code: str = ""
    editor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of characters of a passage; ``role`` is empty, claim, subject, relation or object."""

    text: str
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A place of a claim, with its words where the text is held here."""

    section: str
    start: int
    end: int
    digest: str
    pieces: tuple[Piece, ...] = ()
    outside: str = ""
    """Link to the words on the publisher's page, where they are not held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPage(Page):
    """Who says what, how strongly, on what evidence, where."""

    subject: Cell
    relation: str
    object: Cell
    contexts: tuple[Cell, ...]
    modality: str
    direction: Cell
    strength: Cell
    stated: Cell
    best: Cell
    carries: Cell
    outruns: bool
    paraphrase: str
    article: Link
    constructed: bool
    voices: tuple[Link, ...]
    passages: tuple[Passage, ...]
    facts: tuple[Fact, ...]
    panels: tuple[Panel, ...]
    copies: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapCell:
    """A therapy for a condition: strongest evidence, articles, for and against; a gap is named, never blank."""

    level: Cell | None
    articles: int
    against: int
    conflict: bool
    gap: str
    href: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPage(Page):
    """Therapies by conditions."""

    intro: str
    action: str
    fields: tuple[Field, ...]
    conditions: tuple[Link, ...]
    rows: tuple[tuple[Link, tuple[MapCell, ...]], ...]
    summary: str
    csv: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphPage(Page):
    """The interactive picture, and the same links as a table."""

    fields: tuple[Field, ...]
    picture: Picture
    table: Table
    data: str
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SparqlPage(Page):
    """The query editor; a plain form where no script runs."""

    query: str
    action: str
    groups: tuple[tuple[str, tuple[Link, ...]], ...]
    terms: str
    """JSON: prefixes, classes and properties to complete from."""
    limits: str
    table: Table | None = None
    turtle: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPage(Page):
    """Prose in a template of its own, with tables where it needs them."""

    panels: tuple[Panel, ...] = ()
    groups: tuple[tuple[str, tuple[Link, ...]], ...] = ()
    facts: tuple[Fact, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPage(Page):
    """The form, and the report on what was given; ``report`` has the keys of ``kg check -f json``."""

    report: dict[str, Any] = field(default_factory=dict)
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A class or property of the vocabulary; ``name`` is the end of its IRI, ``of`` its domain, ``to`` its range."""

    name: str
    label: str
    definition: str
    parents: tuple[Cell, ...] = ()
    of: tuple[Cell, ...] = ()
    to: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OntologyPage(Page):
    """The vocabulary, by sort of term."""

    groups: tuple[tuple[str, tuple[Term, ...]], ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage(Page):
    """What went wrong, and what to do."""

    status: int
    message: str
    remedy: str = ""
