"""The evidence map and the paths: what is known between things, with gaps and weakest hops named."""

from __future__ import annotations

from collections import Counter, defaultdict
from urllib.parse import urlencode

from flask import Blueprint, request
from werkzeug.exceptions import BadRequest

from kg.namespaces import HCKG
from kg.network import Hop, paths, weakest
from web.answers import page_route
from web.catalogue import Catalogue
from web.cells import address, badge, link
from web.models import Cell, Field, Link, MapCell, MapPage, Panel, PanelPage, Table
from web.negotiation import TABLE
from web.site import site

maps = Blueprint("maps", __name__)
MOST = 50
INTRO = (
    "The best evidence behind any claim that a therapy changes a condition. An empty cell says that no article here "
    "makes such a claim; it does not say that there is no research."
)
HUMAN_RANK = 6
"""Evidence below this rank comes from opinion, reasoning, cells or animals."""


Row = dict[str, str]


def _most_said(said: list[Row], side: str) -> list[str]:
    articles: Counter[str] = Counter()
    for row in said:
        articles[row[side]] += int(row["articles"])
    return [iri for iri, _ in articles.most_common(MOST)]


def _gap(rows: list[Row], catalogue: Catalogue) -> str:
    """Name what is missing: no claim, no evidence named, or none from people."""
    if not rows:
        return "no claim"
    best = max(catalogue.rank(row["level"]) for row in rows)
    if best < 0:
        return "no evidence named"
    return "no study in people" if best < HUMAN_RANK else ""


def _both_sides(rows: list[Row]) -> tuple[int, int]:
    """Count claims of an effect, and claims that deny one or find none."""
    none = [row for row in rows if row["relation"] == str(HCKG.hasNoEffectOn)]
    denied = sum(int(row["against"]) for row in rows if row not in none)
    return sum(int(row["for"]) for row in rows if row not in none), denied + sum(int(row["for"]) for row in none)


def _map_cell(rows: list[Row], therapy: str, condition: str, catalogue: Catalogue) -> MapCell:
    best = max(rows, key=lambda row: catalogue.rank(row["level"]), default=None)
    pro, contra = _both_sides(rows)
    articles = sum(int(row["articles"]) for row in rows)
    gap, level = _gap(rows, catalogue), badge(best["level"], catalogue) if best else None
    told = [level.text, f"{articles} article{'s' * (articles != 1)}"] if level else []
    told += ["claimed and denied"] if pro and contra else []
    told += [gap] if gap else []
    return MapCell(
        level=level,
        articles=articles,
        against=contra,
        conflict=bool(pro and contra),
        gap=gap,
        href="/claims?" + urlencode({"subject": therapy, "object": condition}) if rows else "",
        name=f"{catalogue.label(therapy)} for {catalogue.label(condition)}: {', '.join(told)}",
    )


def _asked(catalogue: Catalogue) -> tuple[dict[str, str], list[Row]]:
    """Return what the address asks for, and the lines of the map that fit it."""
    asked = {n: request.args.get(n, "").strip() for n in ("therapy", "condition", "level", "relation")}
    therapy, condition = (site().resolve(asked[n]) if asked[n] else "" for n in ("therapy", "condition"))
    if (asked["therapy"] and not therapy) or (asked["condition"] and not condition):
        return asked, []
    ends = (f"/{asked['level']}" if asked["level"] else "", f"#{asked['relation']}" if asked["relation"] else "")
    return asked, [
        row
        for row in catalogue.effects
        if therapy in ("", row["therapy"])
        and condition in ("", row["condition"])
        and row["level"].endswith(ends[0])
        and row["relation"].endswith(ends[1])
    ]


@page_route(maps, "/evidence-map", "map.html", TABLE)
def evidence_map() -> MapPage:
    """Therapies by conditions: the strongest evidence of each pair, its articles, conflicts and gaps."""
    here = site()
    catalogue = here.catalogue
    asked, said = _asked(catalogue)
    pairs: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in said:
        pairs[row["therapy"], row["condition"]].append(row)
    therapies, conditions = _most_said(said, "therapy"), _most_said(said, "condition")
    rows = tuple(
        (
            Link(catalogue.label(t), address(t)),
            tuple(_map_cell(pairs.get((t, c), []), t, c, catalogue) for c in conditions),
        )
        for t in therapies
    )
    relations = sorted({row["relation"].rpartition("#")[2] for row in catalogue.effects})
    query = request.query_string.decode("ascii", "replace")
    return MapPage(
        frame=here.frame("Evidence map", ("Map", "/evidence-map"), forms=TABLE),
        heading="Evidence map",
        intro=INTRO,
        action="/evidence-map",
        fields=(
            Field(name="therapy", label="Therapy", value=asked["therapy"], suggests=True),
            Field(name="condition", label="Condition", value=asked["condition"], suggests=True),
            Field(
                name="level",
                label="Evidence",
                value=asked["level"],
                options=tuple(Link(m.label, m.slug) for m in catalogue.scheme("evidence-level")),
            ),
            Field(
                name="relation", label="Relation", value=asked["relation"], options=tuple(Link(r, r) for r in relations)
            ),
        ),
        conditions=tuple(Link(catalogue.label(c), address(c)) for c in conditions),
        rows=rows,
        summary=f"{len(pairs):,} pairs with claims, {len(therapies)} therapies, {len(conditions)} conditions",
        csv=f"/evidence-map.csv{'?' + query if query else ''}",
    )


# --- paths


def _hop_row(hop: Hop, catalogue: Catalogue) -> tuple[Cell, ...]:
    leads = f"/claims?{urlencode({'subject': hop.subject, 'object': hop.object})}"
    return (
        link(hop.subject, hop.subject_label, catalogue),
        Cell(kind="link", text=hop.predicate_label, href=leads),
        link(hop.object, hop.object_label, catalogue),
        badge(hop.evidence, catalogue),
        Cell(kind="text", text=f"{hop.modality}, worded “{hop.strength_label}”"),
        Cell(kind="number", text=str(len(hop.claims)), href=leads),
    )


def _path_panel(number: int, path: tuple[Hop, ...], catalogue: Catalogue) -> Panel:
    low = min(path, key=lambda hop: hop.rank)
    table = Table(
        columns=("subject", "relation", "object", "evidence", "how it is said", "claims"),
        rows=tuple(_hop_row(hop, catalogue) for hop in path),
        total=len(path),
    )
    hops = f"{len(path)} hop{'s' * (len(path) != 1)}"
    weak = f"weakest hop: {low.subject_label} {low.predicate_label} {low.object_label} ({low.evidence_label})"
    return Panel(name=f"path-{number}", title=f"Path {number}: {hops}", question=weak, table=table)


def _end(catalogue: Catalogue, name: str) -> str:
    asked = request.args.get(name, "").strip()
    found = site().resolve(asked)
    if asked and not found:
        raise BadRequest(f"Nothing here is called {asked[:80]!r}.")
    return found


@page_route(maps, "/paths", "panels.html")
def path_page() -> PanelPage:
    """How two things are linked, each hop with its grade, the weakest named."""
    here = site()
    catalogue = here.catalogue
    start, end = _end(catalogue, "from"), _end(catalogue, "to")
    found = paths(catalogue.network, start, end) if start and end else []
    found.sort(key=lambda path: (len(path), -weakest(path)))
    labels = [catalogue.label(i) for i in (start, end)]
    told = (
        "A path is as strong as its weakest hop."
        if found or not (start and end)
        else f"No path of up to four hops joins {labels[0]} and {labels[1]}."
    )
    return PanelPage(
        frame=here.frame("Paths", ("Graph", "/graph"), ("Paths", "/paths")),
        heading=f"How {labels[0]} and {labels[1]} are linked" if start and end else "How two things are linked",
        intro=told,
        action="/paths",
        fields=(
            Field(name="from", label="From", value=labels[0] or "", suggests=True, required=True),
            Field(name="to", label="To", value=labels[1] or "", suggests=True, required=True),
        ),
        panels=tuple(_path_panel(n, path, catalogue) for n, path in enumerate(found, 1)),
    )
