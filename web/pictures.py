"""A focus and what is said around it, placed so that the same address always gives the same picture."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus

from kg.summary.catalogue import Catalogue, Row
from web.cells import address, badge
from web.models import Picture

MOST_NODES = 150
CENTRE = 500.0
quoted = lru_cache(maxsize=4096)(quote_plus)
"""A map of 50 by 50 quotes 5,000 addresses of 100 things."""
RINGS = ((14, 330.0), (30, 400.0), (MOST_NODES, 460.0))


def _places(count: int) -> Iterator[tuple[float, float]]:
    """Walk the centre, then places on a ring around it; the more there are, the wider the ring."""
    yield CENTRE, CENTRE
    radius = next(r for most, r in RINGS if count <= most)
    for n in range(count):
        angle = 2 * math.pi * n / count - math.pi / 2
        reach = radius if n % 2 == 0 or count < RINGS[0][0] else radius * 0.72
        yield round(CENTRE + reach * math.cos(angle), 1), round(CENTRE + reach * math.sin(angle), 1)


def _type(iri: str, catalogue: Catalogue) -> str:
    return catalogue.things[iri]["type"] if iri in catalogue.things else "Study" if "/study/" in iri else "Other"


def claims_between(subject: str, target: str) -> str:
    """Return the address of the claims that join two things."""
    return f"/claims?subject={quoted(subject)}&object={quoted(target)}"


def draw(rows: Iterable[Row], focus: str, catalogue: Catalogue, *, most: int = MOST_NODES) -> Picture:
    """Place the focus in the middle and its neighbours around it, by type and then in the order of the rows."""
    kept, ends, left_out = [], {focus: None}, 0
    for row in rows:
        joined = {row["subject"]: None, row["object"]: None}
        if len(ends | joined) > most:
            left_out += 1
        else:
            ends |= joined
            kept.append(_edge(row, catalogue))
    nodes = [focus, *sorted(list(ends)[1:], key=lambda iri: _type(iri, catalogue))]
    placed = zip(nodes, _places(len(nodes) - 1), strict=True)
    drawn = tuple(_node(iri, at, catalogue, focus=iri == focus) for iri, at in placed)
    return Picture(focus=focus, nodes=drawn, edges=tuple(kept), left_out=left_out)


def _node(iri: str, at: tuple[float, float], catalogue: Catalogue, *, focus: bool) -> dict[str, Any]:
    label, kind = catalogue.label(iri) or iri, _type(iri, catalogue)
    return {"id": iri, "label": label, "type": kind, "href": address(iri), "x": at[0], "y": at[1], "focus": focus}


def _edge(row: Row, catalogue: Catalogue) -> dict[str, Any]:
    pro, contra = int(row["for"]), int(row["against"])
    return {
        "source": row["subject"],
        "target": row["object"],
        "relation": catalogue.label(row["relation"]),
        "level": badge(row["level"], catalogue),
        "direction": "mixed" if pro and contra else "disputes" if contra else "supports",
        "href": claims_between(row["subject"], row["object"]),
    }
