"""Long lists, narrowed at once: what each index page lists, and a bit set for each value, so a count is one AND."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from web.catalogue import Catalogue, Row
from web.told import TOLD

INDEXES: dict[str, Any] = TOLD["index"]
FACETS: dict[str, dict[str, str]] = TOLD["facet"]


class FacetIndex:
    """Items in display order, narrowed by named values.

    >>> index = FacetIndex([{"year": "2024"}, {"year": "2023"}, {"year": "2024"}])
    >>> index.counts("year", {})
    {'2024': 2, '2023': 1}
    >>> list(index.ordinals(index.select({"year": "2024"})))
    [0, 2]
    """

    def __init__(self, items: Sequence[Mapping[str, str]]) -> None:
        size = len(items) // 8 + 1
        marks: dict[str, dict[str, bytearray]] = defaultdict(lambda: defaultdict(lambda: bytearray(size)))
        for ordinal, item in enumerate(items):
            for facet, value in item.items():
                marks[facet][value][ordinal >> 3] |= 1 << (ordinal & 7)
        self._all = (1 << len(items)) - 1
        self._bits = {f: {v: int.from_bytes(m, "little") for v, m in vs.items()} for f, vs in marks.items()}

    def select(self, chosen: Mapping[str, str]) -> int:
        """Return the set of items that bear every chosen value, as bits; an unknown value selects nothing."""
        found = self._all
        for facet, value in chosen.items():
            found &= self._bits.get(facet, {}).get(value, 0)
        return found

    def counts(self, facet: str, chosen: Mapping[str, str]) -> dict[str, int]:
        """Return how many items each value of a facet leaves, given what is chosen in the others; no zeros."""
        base = self.select({f: v for f, v in chosen.items() if f != facet})
        counted = {value: (base & bits).bit_count() for value, bits in self._bits.get(facet, {}).items()}
        return {value: count for value, count in counted.items() if count}

    @staticmethod
    def ordinals(found: int, offset: int = 0, limit: int = 50) -> Iterable[int]:
        """Walk the positions of a set's items, from the offset on."""
        digits, at = bin(found)[:1:-1], -1
        for n in range(offset + limit):
            at = digits.find("1", at + 1)
            if at < 0:
                return
            if n >= offset:
                yield at


class Listing:
    """Rows of an index with their facets."""

    def __init__(self, name: str, rows: Sequence[Row], catalogue: Catalogue) -> None:
        self.rows = rows
        self.facets = FacetIndex([{f: _value(f, row, catalogue) for f in INDEXES[name]["facets"]} for row in rows])

    def part(self, chosen: Mapping[str, str], offset: int, limit: int) -> tuple[list[Row], int]:
        """Return rows that bear every chosen value, from the offset on, and how many there are."""
        found = self.facets.select(chosen)
        return [self.rows[n] for n in self.facets.ordinals(found, offset, limit)], found.bit_count()


def _value(facet: str, row: Row, catalogue: Catalogue) -> str:
    """Return the value of a facet for a row: of the row, of the article it is from, or a member's slug."""
    absent = FACETS[facet].get("absent", "not stated")
    if facet in ("publisher", "year"):
        told = catalogue.articles.get(row.get("article", ""), row)
        return told.get("publisherName", absent) if facet == "publisher" else told.get("published", "")[:4] or absent
    iri = row.get(facet, "")
    return catalogue.members[iri].slug if iri in catalogue.members else iri.rpartition("/")[2] or absent


def listing(catalogue: Catalogue, name: str) -> Listing:
    """Return all rows of an index page with their facets, made once for each snapshot."""
    if name not in catalogue.listings:
        classes = INDEXES[name].get("classes")
        rows = (catalogue.things if classes else getattr(catalogue, name)).values()
        kept = [row for row in rows if not classes or (row["type"] in classes and row["claims"] != "0")]
        catalogue.listings[name] = Listing(name, kept, catalogue)
    found: Listing = catalogue.listings[name]
    return found


def joining(catalogue: Catalogue, ends: Mapping[str, str]) -> Listing:
    """Return the claims with some things as ``subject`` or ``object``."""
    about = catalogue.claims_of.get(next(iter(ends.values())), ())
    return Listing("claims", [row for row in about if all(row[end] == iri for end, iri in ends.items())], catalogue)
