"""Pictures of the whole: the evidence map, the graph around a thing, and the paths between two, weakest hops named."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

from werkzeug.exceptions import BadRequest

from kg.identifiers import compress
from kg.namespaces import HCKG
from kg.network import Hop, paths, weakest
from web.answers import asked, whole_number
from web.catalogue import Catalogue, Row
from web.cells import badge, counted, link, tabulate, text
from web.models import Cell, Field, Page, Panel, Table
from web.pictures import MOST_NODES, claims_between, draw
from web.site import Site, choice, told_page

MOST, MOST_ROWS = 50, 500
HUMAN_RANK = 6
"""Evidence below this rank comes from opinion, reasoning, cells or animals."""
NO_CLAIM = Cell(kind="missing", text="no claim")
LINKS = ("subject", "relation", "object", "level", "for", "against", "articles")
HOP = ("subject", "relation", "object", "evidence", "how it is said", "passage")


def _levels(catalogue: Catalogue) -> Field:
    return choice("level", "Evidence", {m.slug: m.label for m in catalogue.scheme("evidence-level")})


# --- evidence map


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
    rank, (pro, contra) = catalogue.rank(best["level"]), _sides(rows)
    articles = len(set().union(*(_told_by(row, catalogue) for row in rows)))
    more = [text(counted(articles, "article"), kind="number")]
    if contra:
        told, slug = ("claimed and denied", "mixed") if pro else ("denied", "disputes")
        more.append(Cell(kind="direction", text=told, slug=slug))
    if rank < HUMAN_RANK:
        more.append(text("no evidence named" if rank < 0 else "no study in people"))
    return replace(badge(best["level"], catalogue), iri="", href=claims_between(therapy, condition), more=tuple(more))


def _most_said(rows: list[Row], side: str) -> list[str]:
    articles: Counter[str] = Counter()
    for row in rows:
        articles[row[side]] += int(row["articles"])
    return [iri for iri, _ in articles.most_common(MOST)]


def _asked_effects(here: Site) -> list[Row]:
    """Return the lines of the map that fit what the address asks for."""
    wanted = {n: here.resolve(asked(n)) or "none such" for n in ("therapy", "condition") if asked(n)}
    level, relation = asked("level") and f"/{asked('level')}", asked("relation") and f"#{asked('relation')}"
    return [
        row
        for row in here.catalogue.table("evidence-map")
        if _told_by(row, here.catalogue)
        and all(row[n] == iri for n, iri in wanted.items())
        and row["level"].endswith(level)
        and row["relation"].endswith(relation)
    ]


def _map_table(rows: list[Row], catalogue: Catalogue) -> Table:
    pairs: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        pairs[row["therapy"], row["condition"]].append(row)
    therapies, conditions = _most_said(rows, "therapy"), _most_said(rows, "condition")
    table = [
        (link(t, "", catalogue), *(
            _map_cell(pairs[t, c], t, c, catalogue) if (t, c) in pairs else NO_CLAIM for c in conditions
        ))
        for t in therapies
    ]  # fmt: skip
    return Table(("therapy", *map(catalogue.label, conditions)), tuple(table), len(pairs))


@told_page("evidence-map")
def evidence_map(here: Site, page: Page) -> Page:
    """Therapies by conditions: the strongest evidence of each pair, its articles, conflicts and gaps."""
    table = _map_table(_asked_effects(here), here.catalogue)
    labels = {
        r["relation"].rpartition("#")[2]: here.catalogue.label(r["relation"])
        for r in here.catalogue.table("evidence-map")
    }
    return replace(
        page,
        fields=(*page.fields, _levels(here.catalogue), choice("relation", "Relation", labels)),
        table=table,
        summary=f"{table.total:,} pairs with claims, {len(table.rows)} therapies, {len(table.columns) - 1} conditions",
    )


# --- graph


def _iri(here: Site, name: str) -> str:
    """Return the IRI that is asked for by name, CURIE or IRI; without one, that of the most claimed thing.

    :raises BadRequest: if nothing here is called so.
    """
    found = here.resolve(name) if name else next(iter(here.catalogue.things), "")
    if not found and name in here.catalogue.propositions_of:
        return name
    if name and not found:
        raise BadRequest(f"Nothing here is called {name[:80]!r}.")
    return found


def _narrowed(around: list[Row], focus: str, catalogue: Catalogue) -> list[Row]:
    """Return the links around a focus that fit the relation, level and publisher that the address asks for."""
    relation, level, source = map(asked, ("relation", "level", "source"))
    said = {
        (claim["subject"], claim["object"])
        for claim in catalogue.claims_of.get(focus, ())
        if source in ("", catalogue.articles[claim["article"]].get("publisherName", ""))
    }
    return [
        row
        for row in around
        if relation in ("", catalogue.label(row["relation"]))
        and level in ("", row["level"].rpartition("/")[2])
        and (not source or (row["subject"], row["object"]) in said)
    ]


@told_page("graph")
def graph(here: Site, page: Page) -> Page:
    """The neighbourhood of a thing as a picture that can be walked, and as a table."""
    catalogue, focus = here.catalogue, _iri(here, asked("focus"))
    label, around = catalogue.label(focus) or compress(focus), catalogue.answer("neighbours", focus) or []
    relations = sorted({catalogue.label(row["relation"]) for row in around})
    articles = {claim["article"] for claim in catalogue.claims_of.get(focus, ())}
    publishers = sorted({catalogue.articles[a].get("publisherName", "") for a in articles} - {""})
    rows = _narrowed(around, focus, catalogue)
    return replace(
        page,
        frame=here.frame(f"Graph of {label}", ("Graph", "/graph"), (label, "")),
        heading=f"What is said around {label}",
        fields=(
            replace(page.fields[0], value=label),
            choice("relation", "Relation", {r: r for r in relations}),
            _levels(catalogue),
            choice("source", "Source", {p: p for p in publishers}),
        ),
        picture=draw(rows, focus, catalogue, most=whole_number("most", MOST_NODES, least=1, most=MOST_NODES)),
        table=tabulate(rows[:MOST_ROWS], LINKS, catalogue, total=len(rows), fold=True),
    )


# --- paths


def _hop(hop: Hop, catalogue: Catalogue, *, is_weakest: bool) -> tuple[Cell, ...]:
    leads, others = claims_between(hop.subject, hop.object), len(hop.claims) - 1
    return (
        link(hop.subject, hop.subject_label, catalogue),
        text(hop.predicate_label, href=leads),
        link(hop.object, hop.object_label, catalogue),
        replace(badge(hop.evidence, catalogue), more=(text("weakest hop", kind="tag"),) if is_weakest else ()),
        text(f"{hop.modality}, worded “{hop.strength_label}”"),
        replace(link(hop.claims[0], "", catalogue), more=(text(f"and {others} more", href=leads),) if others else ()),
    )


def _path_panel(number: int, path: tuple[Hop, ...], catalogue: Catalogue) -> Panel:
    low = min(path, key=lambda hop: hop.rank)
    rows = tuple(_hop(hop, catalogue, is_weakest=hop is low and len(path) > 1) for hop in path)
    return Panel(
        name=f"path-{number}",
        title=f"Path {number}: {counted(len(path), 'hop')}",
        question=f"weakest hop: {low.subject_label} {low.predicate_label} {low.object_label} ({low.evidence_label})",
        table=Table(HOP, rows, len(path)),
    )


@told_page("paths")
def path_page(here: Site, page: Page) -> Page:
    """How two things are linked, each hop with its grade, the weakest named."""
    ends = [_iri(here, field.value) if field.value else "" for field in page.fields]
    labels = [here.catalogue.label(iri) for iri in ends]
    page = replace(page, fields=tuple(replace(f, value=v) for f, v in zip(page.fields, labels, strict=True)))
    if not all(ends):
        return page
    found = sorted(paths(here.catalogue.network, *ends), key=lambda path: (len(path), -weakest(path)))
    joined = " and ".join(labels)
    return replace(
        page,
        heading=f"How {joined} are linked",
        intro=page.intro if found else f"No path of up to four hops joins {joined}.",
        panels=tuple(_path_panel(n, path, here.catalogue) for n, path in enumerate(found, 1)),
    )
