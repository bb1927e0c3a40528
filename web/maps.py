"""Pictures of the whole: the evidence map, the graph around a thing, and the paths between two, weakest hops named."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial

from kg.identifiers import compress, scheme_iri
from kg.namespaces import HCKG
from kg.network import Hop, paths
from kg.summary import Catalogue
from kg.summary.catalogue import Effect, most_told
from web.answers import asked, whole_number
from web.cells import NOTHING, badge, counted, link, tabulate, text
from web.models import Cell, Field, Page, Panel, Table
from web.pictures import MOST_NODES, claims_between, draw
from web.site import Site, choice, told_page

MOST, MOST_ROWS = 50, 500
HUMAN_RANK = 6
"""Evidence below this rank comes from opinion, reasoning, cells or animals."""
LINKS = ("subject", "relation", "object", "level", "for", "against", "articles")
HOP = ("subject", "relation", "object", "evidence", "how it is said", "passage")


def _levels(catalogue: Catalogue) -> Field:
    return choice("level", "Evidence", {m.slug: m.label for m in catalogue.scheme("evidence-level")})


# --- evidence map


def _asked_effects(here: Site) -> list[Effect]:
    """Return what is said of each pair that fits what the address asks for."""
    ends = {name: here.summary.resolve(asked(name)) or "none such" for name in ("therapy", "condition")}
    ways = {"level": scheme_iri("evidence-level", asked("level")), "relation": f"{HCKG}{asked('relation')}"}
    return here.catalogue.effects_that({name: iri for name, iri in (ends | ways).items() if asked(name)})


def _look(level: str, against: str, articles: int, ways: frozenset[str], catalogue: Catalogue) -> Cell:
    """Return the strongest evidence of a pair, beside it its articles, harm, denial with its evidence, and its gap."""
    rank, more = max(map(catalogue.rank, (level, against))), [text(counted(articles, "article"), kind="number")]
    if "harm" in ways:
        more.append(Cell(kind="direction", text=" and ".join(sorted(ways)), slug="harm"))
    if against:
        told, slug = ("claimed and denied", "mixed") if level else ("denied", "disputes")
        denial = (replace(badge(against, catalogue), iri="", href=""),) if level else ()
        more.append(Cell(kind="direction", text=told, slug=slug, more=denial))
    if rank < HUMAN_RANK:
        more.append(text("no evidence named" if rank < 0 else "no study in people"))
    return replace(badge(level or against, catalogue), iri="", more=tuple(more))


def _head(iri: str, catalogue: Catalogue) -> Cell:
    """Return the head of a row, which says what is no therapy."""
    tags = (text("exposure", kind="tag"),) if catalogue.is_a(iri, "Exposure") else ()
    return replace(link(iri, "", catalogue), more=tags)


def _map_table(found: list[Effect], catalogue: Catalogue) -> Table:
    look = cache(partial(_look, catalogue=catalogue))  # many cells differ in nothing but where they lead
    pairs = {(pair.therapy, pair.condition): pair for pair in found}

    def map_cell(therapy: str, condition: str) -> Cell:
        pair = pairs.get((therapy, condition))
        if pair is None:
            return NOTHING["claim"]
        shown = look(pair.level, pair.against, len(pair.articles), pair.ways)
        return replace(shown, href=claims_between(therapy, condition))

    therapies, conditions = most_told(found, "therapy")[:MOST], most_told(found, "condition")[:MOST]
    rows = ((_head(t, catalogue), *(map_cell(t, c) for c in conditions)) for t in therapies)
    return Table(("therapy or exposure", *map(catalogue.label, conditions)), tuple(rows), len(pairs))


@told_page("evidence-map")
def evidence_map(here: Site, page: Page) -> Page:
    """Therapies by conditions: the strongest evidence of each pair, its articles, conflicts and gaps."""
    table = _map_table(_asked_effects(here), here.catalogue)
    relations = sorted({line.relation for line in here.catalogue.effects}, key=here.catalogue.label)
    labels = {iri.removeprefix(str(HCKG)): here.catalogue.label(iri) for iri in relations}
    return replace(
        page,
        fields=(*page.fields, _levels(here.catalogue), choice("relation", "Relation", labels)),
        table=table,
        summary=f"{table.total:,} pairs with claims: {len(table.rows)} rows, {len(table.columns) - 1} conditions",
    )


# --- graph


@told_page("graph")
def graph(here: Site, page: Page) -> Page:
    """The neighbourhood of a thing as a picture that can be walked, and as a table."""
    catalogue = here.catalogue
    focus = here.named(asked("focus")) if asked("focus") else next(iter(catalogue.things), "")
    label = catalogue.label(focus) or compress(focus)
    relations = {catalogue.label(row["relation"]) for row in catalogue.neighbours(focus)}
    articles = (catalogue.articles[claim["article"]] for claim in catalogue.claims_of.get(focus, ()))
    publishers = {article["publisherName"] for article in articles if article.get("publisherName")}
    rows = catalogue.neighbours(focus, relation=asked("relation"), level=asked("level"), publisher=asked("source"))
    return replace(
        page,
        frame=here.frame(f"Graph of {label}", ("Graph", "/graph"), (label, "")),
        heading=f"What is said around {label}",
        fields=(
            replace(page.fields[0], value=label),
            choice("relation", "Relation", {r: r for r in sorted(relations)}),
            _levels(catalogue),
            choice("source", "Source", {p: p for p in sorted(publishers)}),
        ),
        picture=draw(rows, focus, catalogue, most=whole_number("most", MOST_NODES, least=1, most=MOST_NODES)),
        table=tabulate(rows, LINKS, catalogue, most=MOST_ROWS),
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
    between = [hop.object_label if hop.forward else hop.subject_label for hop in path[:-1]]
    way = f"through {', '.join(between)}" if between else "direct"
    weakest = f"{low.subject_label} {low.predicate_label} {low.object_label}"
    rows = tuple(_hop(hop, catalogue, is_weakest=hop is low and len(path) > 1) for hop in path)
    return Panel(
        name=f"path-{number}",
        title=f"Path {number}: {way}",
        question=f"{counted(len(path), 'hop')}, weakest hop: {weakest} ({low.evidence_label})",
        table=Table(HOP, rows, len(path)),
    )


@told_page("paths")
def path_page(here: Site, page: Page) -> Page:
    """How two things are linked, each hop with its grade, the weakest named."""
    ends = [here.named(field.value) if field.value else "" for field in page.fields]
    labels = [here.catalogue.label(iri) or iri for iri in ends]
    page = replace(page, fields=tuple(replace(f, value=v) for f, v in zip(page.fields, labels, strict=True)))
    if not all(ends):
        return page
    found = paths(here.catalogue.network, *ends)
    joined = " and ".join(labels)
    return replace(
        page,
        heading=f"How {joined} are linked",
        intro=page.intro if found else f"No path of up to four hops joins {joined}.",
        panels=tuple(_path_panel(n, path, here.catalogue) for n, path in enumerate(found, 1)),
    )
