"""A focus and what is said around it, placed so that the same address always gives the same picture."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from kg.query import Row
from web.catalogue import Catalogue
from web.cells import address, badge
from web.models import Edge, Node, Picture

MOST_NODES = 150
CENTRE = 500.0
RINGS = ((14, 330.0), (30, 400.0), (MOST_NODES, 460.0))


def _places(count: int) -> Iterator[tuple[float, float]]:
    """Walk places on a ring around the centre; the more there are, the wider the ring."""
    radius = next(r for most, r in RINGS if count <= most)
    for n in range(count):
        angle = 2 * math.pi * n / max(count, 1) - math.pi / 2
        reach = radius if n % 2 == 0 or count < 9 else radius * 0.72
        yield round(CENTRE + reach * math.cos(angle), 1), round(CENTRE + reach * math.sin(angle), 1)


def _type(iri: str, catalogue: Catalogue) -> str:
    thing = catalogue.things.get(iri)
    return thing.type if thing else "Study" if "/study/" in iri else "Other"


def _kept(rows: Iterable[Row], focus: str, most: int) -> tuple[list[Row], dict[str, str], int]:
    """Keep the rows whose nodes fit, with the label of each node; count what is left out."""
    labels: dict[str, str] = {focus: ""}
    kept, left = [], 0
    for row in rows:
        ends = {row.text("subject"): row.text("subjectLabel"), row.text("object"): row.text("objectLabel")}
        if len(labels.keys() | ends.keys()) > most:
            left += 1
            continue
        labels.update(ends)
        kept.append(row)
    return kept, labels, left


def _direction(row: Row) -> str:
    pro, contra = int(row.text("for") or 0), int(row.text("against") or 0)
    return "mixed" if pro and contra else "disputes" if contra else "supports"


def draw(rows: Iterable[Row], focus: str, catalogue: Catalogue, *, most: int = MOST_NODES) -> Picture:
    """Place the focus in the middle and its neighbours around it, by type and then in the order of the rows."""
    kept, labels, left = _kept(rows, focus, most)
    around = sorted((i for i in labels if i != focus), key=lambda i: (_type(i, catalogue), list(labels).index(i)))
    places = dict(zip(around, _places(len(around)), strict=True)) | {focus: (CENTRE, CENTRE)}
    nodes = tuple(
        Node(
            id=i,
            label=labels[i] or catalogue.label(i),
            type=_type(i, catalogue),
            href=address(i),
            x=places[i][0],
            y=places[i][1],
            focus=i == focus,
        )
        for i in (focus, *around)
    )
    return Picture(focus=focus, nodes=nodes, edges=tuple(_edge(row, places, catalogue) for row in kept), left_out=left)


def _edge(row: Row, places: dict[str, tuple[float, float]], catalogue: Catalogue) -> Edge:
    subject, target = row.text("subject"), row.text("object")
    (x1, y1), (x2, y2) = places[subject], places[target]
    return Edge(
        source=subject,
        target=target,
        relation=row.text("relationLabel"),
        level=badge(row.text("level"), catalogue),
        direction=_direction(row),
        href="/claims?" + urlencode({"subject": subject, "object": target}),
        x1=x1, y1=y1, x2=x2, y2=y2,
    )  # fmt: skip
