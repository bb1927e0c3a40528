"""A focus and what is said around it, placed so that the same address always gives the same picture."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from web.catalogue import Catalogue, Row
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
        reach = radius if n % 2 == 0 or count < RINGS[0][0] else radius * 0.72
        yield round(CENTRE + reach * math.cos(angle), 1), round(CENTRE + reach * math.sin(angle), 1)


def _type(iri: str, catalogue: Catalogue) -> str:
    return catalogue.things[iri]["type"] if iri in catalogue.things else "Study" if "/study/" in iri else "Other"


def claims_between(subject: str, target: str) -> str:
    """Return the address of the claims that join two things."""
    return "/claims?" + urlencode({"subject": subject, "object": target})


def draw(rows: Iterable[Row], focus: str, catalogue: Catalogue, *, most: int = MOST_NODES) -> Picture:
    """Place the focus in the middle and its neighbours around it, by type and then in the order of the rows."""
    kept, nodes, left_out = [], {focus: None}, 0
    for row in rows:
        ends = {row["subject"]: None, row["object"]: None}
        if len(nodes | ends) > most:
            left_out += 1
        else:
            nodes |= ends
            kept.append(row)
    around = sorted(list(nodes)[1:], key=lambda iri: _type(iri, catalogue))
    places = zip((focus, *around), ((CENTRE, CENTRE), *_places(len(around))), strict=True)
    return Picture(
        focus=focus,
        nodes=tuple(
            Node(
                id=iri,
                label=catalogue.label(iri) or iri,
                type=_type(iri, catalogue),
                href=address(iri),
                x=x,
                y=y,
                focus=iri == focus,
            )
            for iri, (x, y) in places
        ),
        edges=tuple(_edge(row, catalogue) for row in kept),
        left_out=left_out,
    )


def _edge(row: Row, catalogue: Catalogue) -> Edge:
    pro, contra = int(row["for"]), int(row["against"])
    return Edge(
        source=row["subject"],
        target=row["object"],
        relation=catalogue.label(row["relation"]),
        level=badge(row["level"], catalogue),
        direction="mixed" if pro and contra else "disputes" if contra else "supports",
        href=claims_between(row["subject"], row["object"]),
    )
