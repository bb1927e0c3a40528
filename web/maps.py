"""Pictures of the whole: the evidence map, the graph around a thing, and the paths between two, weakest hops named."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from flask import Blueprint, request
from werkzeug.exceptions import BadRequest

from kg.identifiers import compress
from kg.namespaces import HCKG
from kg.network import Hop, paths, weakest
from web.answers import page_route, whole_number
from web.catalogue import Catalogue, Row
from web.cells import badge, link, tabulate, text
from web.models import Cell, Field, Link, Page, Panel, Table
from web.negotiation import TABLE
from web.pictures import MOST_NODES, claims_between, draw
from web.site import site

maps = Blueprint("maps", __name__)
MOST, MOST_ROWS = 50, 500
HUMAN_RANK = 6
"""Evidence below this rank comes from opinion, reasoning, cells or animals."""
NO_CLAIM = Cell(kind="missing", text="no claim")
Pairs = dict[tuple[str, str], list[Row]]


def choice(name: str, label: str, options: dict[str, str]) -> Field:
    """Return a choice of a form, by slug or word, set as the address asks."""
    links = tuple(Link(shown, value) for value, shown in options.items())
    return Field(name=name, label=label, value=request.args.get(name, "").strip(), options=links)


def asked_for(name: str, label: str, *, value: str | None = None, required: bool = False) -> Field:
    """Return a text field of a form that suggests names, filled as the address asks."""
    filled = request.args.get(name, "").strip() if value is None else value
    return Field(name=name, label=label, value=filled, suggests=True, required=required)


def _levels(catalogue: Catalogue) -> Field:
    return choice("level", "Evidence", {m.slug: m.label for m in catalogue.scheme("evidence-level")})


# --- evidence map


def _gap(rows: list[Row], catalogue: Catalogue) -> str:
    """Name what is missing: evidence, or evidence from people."""
    best = max(catalogue.rank(row["level"]) for row in rows)
    return "no evidence named" if best < 0 else "no study in people" if best < HUMAN_RANK else ""


def _sides(rows: list[Row]) -> tuple[int, int]:
    """Count claims of an effect, and claims that deny one or find none."""
    effect = [row for row in rows if row["relation"] != str(HCKG.hasNoEffectOn)]
    none = sum(int(row["for"]) for row in rows if row not in effect)
    return sum(int(row["for"]) for row in effect), none + sum(int(row["against"]) for row in effect)


def _told_by(row: Row, catalogue: Catalogue) -> set[str]:
    return catalogue.tellers.get((row["therapy"], row["relation"], row["condition"]), set())


def _map_cell(rows: list[Row], therapy: str, condition: str, catalogue: Catalogue) -> Cell:
    """Return the strongest evidence of a pair, and beside it its articles, whether it is denied, and its gap."""
    best = max(rows, key=lambda row: catalogue.rank(row["level"]))
    (pro, contra), gap = _sides(rows), _gap(rows, catalogue)
    articles = len(set().union(*(_told_by(row, catalogue) for row in rows)))
    more = [text(f"{articles} article{'s' * (articles != 1)}", kind="number")]
    if contra:
        told, slug = ("claimed and denied", "mixed") if pro else ("denied", "disputes")
        more.append(Cell(kind="direction", text=told, slug=slug))
    more += [text(gap)] if gap else []
    leads = claims_between(therapy, condition)
    return replace(badge(best["level"], catalogue), iri="", href=leads, more=tuple(more))


def _most_said(rows: list[Row], side: str) -> list[str]:
    articles: Counter[str] = Counter()
    for row in rows:
        articles[row[side]] += int(row["articles"])
    return [iri for iri, _ in articles.most_common(MOST)]


def _asked_effects(catalogue: Catalogue) -> list[Row]:
    """Return the lines of the map that fit what the address asks for."""
    asked = {n: request.args.get(n, "").strip() for n in ("therapy", "condition", "level", "relation")}
    wanted = {n: site().resolve(asked[n]) or "none such" for n in ("therapy", "condition") if asked[n]}
    ends = (f"/{asked['level']}" if asked["level"] else "", f"#{asked['relation']}" if asked["relation"] else "")
    return [
        row
        for row in catalogue.effects
        if _told_by(row, catalogue)
        and all(row[n] == iri for n, iri in wanted.items())
        and row["level"].endswith(ends[0])
        and row["relation"].endswith(ends[1])
    ]


def _map_table(rows: list[Row], catalogue: Catalogue) -> Table:
    pairs: Pairs = {}
    for row in rows:
        pairs.setdefault((row["therapy"], row["condition"]), []).append(row)
    cells = {pair: _map_cell(said, *pair, catalogue) for pair, said in pairs.items()}
    conditions = _most_said(rows, "condition")
    return Table(
        columns=("therapy", *(catalogue.label(c) for c in conditions)),
        rows=tuple(
            (link(t, "", catalogue), *(cells.get((t, c), NO_CLAIM) for c in conditions))
            for t in _most_said(rows, "therapy")
        ),
        total=len(pairs),
    )


@page_route(maps, "/evidence-map", "map.html", TABLE)
def evidence_map() -> Page:
    """Therapies by conditions: the strongest evidence of each pair, its articles, conflicts and gaps."""
    here = site()
    table = _map_table(_asked_effects(here.catalogue), here.catalogue)
    relations = {r["relation"]: here.catalogue.label(r["relation"]) for r in here.catalogue.effects}
    return Page(
        frame=here.frame("Evidence map", ("Map", ""), forms=TABLE),
        heading="Evidence map",
        intro="The best evidence behind any claim that a therapy changes a condition. An empty cell says that no "
        "article here makes such a claim; it does not say that there is no research.",
        action="/evidence-map",
        fields=(
            asked_for("therapy", "Therapy"),
            asked_for("condition", "Condition"),
            _levels(here.catalogue),
            choice("relation", "Relation", {iri.rpartition("#")[2]: label for iri, label in relations.items()}),
        ),
        table=table,
        summary=f"{table.total:,} pairs with claims, {len(table.rows)} therapies, {len(table.columns) - 1} conditions",
        links=(Link("The query behind this", "/queries/evidence-map"),),
    )


# --- graph


def _iri(asked: str) -> str:
    """Return the IRI that is asked for by name, CURIE or IRI; without one, that of the most claimed thing.

    :raises BadRequest: if nothing here is called so.
    """
    here = site()
    found = here.resolve(asked) if asked else next(iter(here.catalogue.things), "")
    if not found and asked in here.catalogue.propositions_of:
        return asked
    if asked and not found:
        raise BadRequest(f"Nothing here is called {asked[:80]!r}.")
    return found


def _said_by(publisher: str, focus: str, catalogue: Catalogue) -> set[tuple[str, str]]:
    """Return the pairs of things that claims of a publisher join around a focus."""
    return {
        (claim["subject"], claim["object"])
        for claim in catalogue.claims_of.get(focus, ())
        if catalogue.articles[claim["article"]].get("publisherName", "") == publisher
    }


def _graph_rows(focus: str, fields: tuple[Field, ...], catalogue: Catalogue) -> list[Row]:
    relation, level, source = (field.value for field in fields)
    said = _said_by(source, focus, catalogue) if source else set()
    return [
        row
        for row in catalogue.answer("neighbours", focus) or []
        if relation in ("", catalogue.label(row["relation"]))
        and level in ("", row["level"].rpartition("/")[2])
        and (not source or (row["subject"], row["object"]) in said)
    ]


@page_route(maps, "/graph", "graph.html")
def graph() -> Page:
    """The neighbourhood of a thing as a picture that can be walked, and as a table."""
    here = site()
    catalogue, focus = here.catalogue, _iri(request.args.get("focus", "").strip())
    label = catalogue.label(focus) or compress(focus)
    around = catalogue.answer("neighbours", focus) or []
    relations = sorted({catalogue.label(row["relation"]) for row in around})
    articles = {claim["article"] for claim in catalogue.claims_of.get(focus, ())}
    publishers = sorted({catalogue.articles[a].get("publisherName", "") for a in articles} - {""})
    fields = (
        choice("relation", "Relation", {r: r for r in relations}),
        _levels(catalogue),
        choice("source", "Source", {p: p for p in publishers}),
    )
    rows = _graph_rows(focus, fields, catalogue)
    columns = ("subject", "relation", "object", "level", "for", "against", "articles")
    return Page(
        frame=here.frame(f"Graph of {label}", ("Graph", "/graph"), (label, "")),
        heading=f"What is said around {label}",
        action="/graph",
        fields=(asked_for("focus", "Focus", value=label), *fields),
        picture=draw(rows, focus, catalogue, most=whole_number("most", MOST_NODES, least=1, most=MOST_NODES)),
        table=tabulate(rows[:MOST_ROWS], columns, catalogue, total=len(rows), fold=True),
    )


# --- paths


def _hop(hop: Hop, catalogue: Catalogue, *, is_weakest: bool) -> tuple[Cell, ...]:
    leads, others = claims_between(hop.subject, hop.object), len(hop.claims) - 1
    level, passage = badge(hop.evidence, catalogue), link(hop.claims[0], "", catalogue)
    return (
        link(hop.subject, hop.subject_label, catalogue),
        text(hop.predicate_label, href=leads),
        link(hop.object, hop.object_label, catalogue),
        replace(level, more=(text("weakest hop", kind="tag"),) if is_weakest else ()),
        text(f"{hop.modality}, worded “{hop.strength_label}”"),
        replace(passage, more=(text(f"and {others} more", href=leads),) if others else ()),
    )


def _path_panel(number: int, path: tuple[Hop, ...], catalogue: Catalogue) -> Panel:
    low = min(path, key=lambda hop: hop.rank)
    rows = tuple(_hop(hop, catalogue, is_weakest=hop is low and len(path) > 1) for hop in path)
    columns = ("subject", "relation", "object", "evidence", "how it is said", "passage")
    return Panel(
        name=f"path-{number}",
        title=f"Path {number}: {len(path)} hop{'s' * (len(path) != 1)}",
        question=f"weakest hop: {low.subject_label} {low.predicate_label} {low.object_label} ({low.evidence_label})",
        table=Table(columns=columns, rows=rows, total=len(path)),
    )


@page_route(maps, "/paths", "panels.html")
def path_page() -> Page:
    """How two things are linked, each hop with its grade, the weakest named."""
    here = site()
    asked = [request.args.get(n, "").strip() for n in ("from", "to")]
    ends = [_iri(name) if name else "" for name in asked]
    found = paths(here.catalogue.network, *ends) if all(ends) else []
    found.sort(key=lambda path: (len(path), -weakest(path)))
    labels = [here.catalogue.label(iri) for iri in ends]
    joined = " and ".join(labels)
    return Page(
        frame=here.frame("Paths", ("Graph", "/graph"), ("Paths", "/paths")),
        heading=f"How {joined} are linked" if all(ends) else "How two things are linked",
        intro="A path is as strong as its weakest hop."
        if found or not all(ends)
        else f"No path of up to four hops joins {joined}.",
        action="/paths",
        fields=(
            asked_for("from", "From", value=labels[0], required=True),
            asked_for("to", "To", value=labels[1], required=True),
        ),
        panels=tuple(_path_panel(n, path, here.catalogue) for n, path in enumerate(found, 1)),
    )
