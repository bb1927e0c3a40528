"""A focus and what is said around it, placed so that the same address always gives the same picture."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from web.catalogue import Catalogue
from web.cells import address, badge
from web.models import Edge, Node, Picture

MOST_NODES = 150
CENTRE = 500.0
RINGS = ((14, 330.0), (30, 400.0), (MOST_NODES, 460.0))

Row = dict[str, str]
Places = dict[str, tuple[float, float]]


def _places(count: int) -> Iterator[tuple[float, float]]:
    """Walk places on a ring around the centre; the more there are, the wider the ring."""
    radius = next(r for most, r in RINGS if count <= most)
    for n in range(count):
        angle = 2 * math.pi * n / max(count, 1) - math.pi / 2
        reach = radius if n % 2 == 0 or count < RINGS[0][0] else radius * 0.72
        yield round(CENTRE + reach * math.cos(angle), 1), round(CENTRE + reach * math.sin(angle), 1)


def _type(iri: str, catalogue: Catalogue) -> str:
    thing = catalogue.things.get(iri)
    return thing.type if thing else "Study" if "/study/" in iri else "Other"


def _kept(rows: Iterable[Row], focus: str, most: int) -> tuple[list[Row], list[str], int]:
    """Keep the rows whose nodes fit; return them, the nodes in order of appearance, and how many rows are left out."""
    nodes: dict[str, None] = {focus: None}
    kept, left = [], 0
    for row in rows:
        ends = {row["subject"]: None, row["object"]: None}
        if len(nodes.keys() | ends.keys()) > most:
            left += 1
            continue
        nodes.update(ends)
        kept.append(row)
    return kept, list(nodes), left


def _direction(row: Row) -> str:
    pro, contra = int(row["for"]), int(row["against"])
    return "mixed" if pro and contra else "disputes" if contra else "supports"


def draw(rows: Iterable[Row], focus: str, catalogue: Catalogue, *, most: int = MOST_NODES) -> Picture:
    """Place the focus in the middle and its neighbours around it, by type and then in the order of the rows."""
    kept, nodes, left = _kept(rows, focus, most)
    around = sorted(nodes[1:], key=lambda iri: _type(iri, catalogue))
    places = dict(zip(around, _places(len(around)), strict=True)) | {focus: (CENTRE, CENTRE)}
    return Picture(
        focus=focus,
        nodes=tuple(_node(iri, places, catalogue, focus=iri == focus) for iri in (focus, *around)),
        edges=tuple(_edge(row, places, catalogue) for row in kept),
        left_out=left,
    )


def _node(iri: str, places: Places, catalogue: Catalogue, *, focus: bool) -> Node:
    x, y = places[iri]
    label = catalogue.label(iri) or iri
    return Node(id=iri, label=label, type=_type(iri, catalogue), href=address(iri), x=x, y=y, focus=focus)


def _edge(row: Row, places: Places, catalogue: Catalogue) -> Edge:
    subject, target = row["subject"], row["object"]
    (x1, y1), (x2, y2) = places[subject], places[target]
    return Edge(
        source=subject,
        target=target,
        relation=catalogue.label(row["relation"]),
        level=badge(row["level"], catalogue),
        direction=_direction(row),
        href="/claims?" + urlencode({"subject": subject, "object": target}),
        x1=x1,
        y1=y1,
        x2=x2,
        y2=y2,
    )
