"""Narrowing long lists at once: one bit set a value, so a count is one AND of two integers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence


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
