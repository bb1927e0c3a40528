"""Long lists, narrowed at once: ``lists.toml`` names them, and a bit set for each value makes a count one AND."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.summary.catalogue import Catalogue, Row

_TOLD = tomllib.loads(Path(__file__).with_name("lists.toml").read_text(encoding="utf-8"))
LISTS: dict[str, Any] = _TOLD["list"]
FACETS: dict[str, dict[str, str]] = _TOLD["facet"]


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
    """Rows in the order in which they are listed, with their facets."""

    def __init__(self, rows: Sequence[Row], values: Sequence[Mapping[str, str]]) -> None:
        self.rows = rows
        self.facets = FacetIndex(values)

    def part(self, chosen: Mapping[str, str], offset: int, limit: int) -> tuple[list[Row], int]:
        """Return rows that bear every chosen value, from the offset on, and how many there are."""
        found = self.facets.select(chosen)
        return [self.rows[n] for n in self.facets.ordinals(found, offset, limit)], found.bit_count()


class Lists:
    """The lists of one catalogue, each made when it is first asked for."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._whole: dict[str, Listing] = {}

    def whole(self, name: str) -> Listing:
        """Return all rows of a list."""
        if name not in self._whole:
            classes = LISTS[name].get("classes")
            rows = (self.catalogue.things if classes else getattr(self.catalogue, name)).values()
            kept = [row for row in rows if not classes or (row["type"] in classes and row["claims"] != "0")]
            self._whole[name] = self._listing(name, kept)
        return self._whole[name]

    def joining(self, ends: Mapping[str, str]) -> Listing:
        """Return the claims with some things as ``subject`` or ``object``."""
        about = self.catalogue.claims_of.get(next(iter(ends.values())), ())
        return self._listing("claims", [row for row in about if all(row[end] == iri for end, iri in ends.items())])

    def warm(self) -> None:
        """Make every list now."""
        for name in LISTS:
            self.whole(name)

    def _listing(self, name: str, rows: Sequence[Row]) -> Listing:
        return Listing(rows, [{f: self._value(f, row) for f in LISTS[name]["facets"]} for row in rows])

    def _value(self, facet: str, row: Row) -> str:
        """Return the value of a facet for a row: of the row, of the article it is from, or a member's slug."""
        absent = FACETS[facet].get("absent", "not stated")
        told = self.catalogue.articles.get(row.get("article", ""), row)
        if facet == "publisher":
            return told.get("publisherName", absent)
        if facet == "year":
            return told.get("published", "")[:4] or absent
        iri, members = row.get(facet, ""), self.catalogue.members
        if facet == "kind" and "type" in row:
            absent = row["type"]
        return members[iri].slug if iri in members else iri.rpartition("/")[2] or absent
