"""Long lists, narrowed at once: what each index page lists, and a bit set for each value, so a count is one AND."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from web.catalogue import CLASSES, Catalogue, Row


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


FACETS = {
    "level": "best evidence", "strength": "strongest wording", "direction": "for or against", "kind": "kind",
    "publisher": "publisher", "year": "year", "design": "design", "status": "status",
}  # fmt: skip
ABSENT = {"status": "no notice known"}
"""What a facet calls the rows that have no value, if that is not simply unstated."""
EACH_CLAIM = (
    "Each claim says that one article puts something forward, in these words, on this evidence; never that it is true."
)
THINGS = ("thing", "level", "strength", "claims", "articles")


@dataclass(frozen=True)
class Index:
    """What an index page lists: its introduction, columns, facets, and where its rows are from."""

    intro: str
    columns: tuple[str, ...]
    facets: tuple[str, ...]
    rows: Callable[[Catalogue], Iterable[Row]]


def _things(name: str, intro: str, *more: str) -> Index:
    columns, facets = (THINGS[0], *more, *THINGS[1:]), ("level", "strength", *more)
    return Index(intro, columns, facets, lambda c: c.of_class(*CLASSES[name]))


INDEXES = {
    "conditions": _things("conditions", "Diseases, disorders and states of health that articles speak of."),
    "therapies": _things("therapies", "Treatments, drugs, devices, ways of living: done or given on purpose.", "kind"),
    "mechanisms": _things("mechanisms", "Processes in the body by which something is said to act.", "kind"),
    "articles": Index(
        "Articles whose claims are in the graph; the evidence is the best that any of their claims rests on.",
        ("article", "publisherName", "published", "claims", "level"),
        ("publisher", "year", "level", "kind"),
        lambda c: c.articles.values(),
    ),
    "claims": Index(
        EACH_CLAIM,
        ("direction", "claim", "level", "strength", "article"),
        ("level", "strength", "direction", "kind", "publisher", "year"),
        lambda c: c.claims,
    ),
    "sources": Index(
        "Publications that articles cite, or that we added as evidence.",
        ("source", "journal", "published", "design", "status"),
        ("design", "year", "status"),
        lambda c: c.sources.values(),
    ),
}  # fmt: skip


class Listing:
    """The rows of an index with their facets."""

    def __init__(self, index: Index, catalogue: Catalogue) -> None:
        self.rows = list(index.rows(catalogue))
        values = [self._values(name, catalogue) for name in index.facets]
        self.facets = FacetIndex([dict(zip(index.facets, row, strict=True)) for row in zip(*values, strict=True)])

    def _values(self, facet: str, catalogue: Catalogue) -> list[str]:
        """Return the value of a facet for each row: of the row, of the article it is from, or a member's slug."""
        absent, members = ABSENT.get(facet, "not stated"), catalogue.members
        if facet in ("publisher", "year"):
            field, length = ("publisherName", None) if facet == "publisher" else ("published", 4)
            told = (catalogue.articles.get(row.get("article", ""), row) for row in self.rows)
            return [row.get(field, absent)[:length] for row in told]
        found = (row.get(facet, "") for row in self.rows)
        return [members[iri].slug if iri in members else iri.rpartition("/")[2] or absent for iri in found]


def listing(catalogue: Catalogue, name: str) -> Listing:
    """Return the rows of an index page with their facets, made once for each snapshot."""
    if name not in catalogue.listings:
        catalogue.listings[name] = Listing(INDEXES[name], catalogue)
    found: Listing = catalogue.listings[name]
    return found
