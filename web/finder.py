"""Finding things by name and claims by their words, in the catalogue of one snapshot."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from kg.namespaces import BASE
from web.catalogue import Catalogue


class Finder:
    """Search over one catalogue; what it searches in is made once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    @cached_property
    def _names(self) -> list[tuple[str, str, str]]:
        """Lower-case name, name and IRI of everything that is found by name."""
        names = [(t.label, t.iri) for t in self.catalogue.things.values()]
        names += [(n, t.iri) for t in self.catalogue.things.values() for n in t.names]
        names += [(r["articleLabel"], i) for i, r in self.catalogue.articles.items()]
        names += [(r["sourceLabel"], i) for i, r in self.catalogue.sources.items()]
        return [(name.casefold(), name, iri) for name, iri in names]

    @cached_property
    def _claim_text(self) -> str:
        return "\n".join(row["claimLabel"].replace("\n", " ") for row in self.catalogue.claims).casefold()

    def find(self, words: str, limit: int = 30) -> list[tuple[str, str]]:
        """Return things, articles and sources whose names hold every word, as (IRI, name that matched).

        Exact names come first, then names that begin so, then the most claimed.
        """
        wanted = words.casefold().split()
        phrase = " ".join(wanted)
        hits = [n for n in self._names if all(w in n[0] for w in wanted)] if wanted else []
        hits.sort(key=lambda n: (n[0] != phrase, not n[0].startswith(phrase), -self._weight(n[2]), len(n[0]), n[0]))
        found: dict[str, str] = {}
        for _, name, iri in hits:
            found.setdefault(iri, name)
        return list(found.items())[:limit]

    def _weight(self, iri: str) -> int:
        return self.catalogue.things[iri].claims if iri in self.catalogue.things else 0

    def find_claims(self, words: str, limit: int = 30) -> list[dict[str, str]]:
        """Return claims whose label holds every word, strongest evidence first."""
        wanted = sorted(words.casefold().split(), key=len, reverse=True)
        return (
            [self.catalogue.claims[n] for n, _ in zip(self._matching_lines(wanted), range(limit), strict=False)]
            if wanted
            else []
        )

    def _matching_lines(self, wanted: list[str]) -> Iterator[int]:
        text, at, line, seen = self._claim_text, 0, 0, 0
        while (hit := text.find(wanted[0], at)) >= 0:
            line += text.count("\n", seen, hit)
            end = text.find("\n", hit)
            seen = at = end if end >= 0 else len(text)
            start = text.rfind("\n", 0, hit) + 1
            if all(w in text[start:at] for w in wanted[1:]):
                yield line

    def resolve(self, name: str) -> str:
        """Return the IRI of a thing given by IRI, slug or name, or nothing."""
        concept = f"{BASE}concept/{name}"
        if name in self.catalogue.things or concept in self.catalogue.things:
            return name if name in self.catalogue.things else concept
        exact = [iri for folded, _, iri in self._names if folded == name.casefold() and iri in self.catalogue.things]
        return exact[0] if exact else ""

    def warm(self) -> Finder:
        """Make what is searched in now."""
        _ = self._names, self._claim_text
        return self
