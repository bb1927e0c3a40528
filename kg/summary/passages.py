"""The passages that a claim rests on, with their context, cut where subject, relation and object stand in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.summary.catalogue import Catalogue

AROUND = 280
"""Characters of context shown on either side of a passage, within its paragraph."""
Span = tuple[int, int, str]


def passages(catalogue: Catalogue, claim: str) -> Iterator[dict[str, Any]]:
    """Walk the places of a claim: ``section start end digest``, and ``pieces`` of the text, or our ``paraphrase``.

    Where the text is not held here there are no pieces.
    """
    rows = catalogue.rows("claim-places", {"thing": claim})
    marks = [(int(row["start"]), int(row["end"]), row["role"]) for row in rows]
    for row, (start, end, role) in zip(rows, marks, strict=True):
        held = catalogue.graph.text(row["text"]) or ""
        fits = 0 <= start < end <= len(held)
        if role == "claim":
            yield {
                "section": row.get("sectionLabel", ""),
                "start": start,
                "end": end,
                "digest": row.get("digest", ""),
                "pieces": cut(held, start, end, marks) if fits else (),
                "paraphrase": "" if fits else row.get("paraphrase", ""),
            }


def cut(held: str, start: int, end: int, marks: list[Span]) -> tuple[dict[str, str], ...]:
    """Cut a passage with its context into pieces, each with the innermost role that holds there.

    >>> [tuple(p.values()) for p in cut("So it helps. ", 3, 11, [(3, 11, "claim"), (6, 11, "relation")])]
    [('So ', ''), ('it ', 'claim'), ('helps', 'relation'), ('. ', '')]
    """
    left = max(held.rfind("\n", 0, start) + 1, start - AROUND, 0)
    newline = held.find("\n", end)
    right = min(newline if newline >= 0 else len(held), end + AROUND)
    inside = [m for m in marks if left <= m[0] < m[1] <= right]
    edges = sorted({left, right, *(m[0] for m in inside), *(m[1] for m in inside)})
    pieces = []
    for a, b in zip(edges, edges[1:], strict=False):
        roles = [m for m in inside if m[0] <= a and b <= m[1]]
        role = min(roles, key=lambda m: (m[2] == "claim", m[1] - m[0]))[2] if roles else ""
        pieces.append({"text": held[a:b], "role": role})
    return tuple(pieces)
