"""Terms of several vocabularies that mean the same become one, with the identifiers and names of all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.terms.classes import in_order, rank_of, slug_of
from kg.terms.index import Term

CLASSES_ALIKE = frozenset({"Condition", "Feature"})


@dataclass(slots=True, kw_only=True)
class Draft:
    """A term on its way into a pack; the first of ``ids`` is its own, ``broader`` are CURIEs."""

    cls: str
    names: list[str]
    ids: list[str]
    kind: str = ""
    broader: list[str] = field(default_factory=list)
    rank: int = 0


class Merger:
    """Gathers drafts; the vocabulary that is added first keeps label, class and slug."""

    def __init__(self) -> None:
        self._by_id: dict[str, Draft] = {}
        self._drafts: list[Draft] = []

    def add(self, draft: Draft) -> None:
        """Take a term as one of its own."""
        draft.rank = draft.rank or rank_of(draft.ids[0])
        self._drafts.append(draft)
        for identifier in draft.ids:
            self._by_id.setdefault(identifier, draft)

    def merge(self, draft: Draft, references: Iterable[str], *, alone: bool = True) -> None:
        """Take a term into the one it refers to as the same; if there is not exactly one, as one of its own.

        :param alone: whether it may become one of its own.
        """
        known = {id(self._by_id[r]): self._by_id[r] for r in sorted(references) if r in self._by_id}
        found = [d for d in known.values() if d.cls == draft.cls or {d.cls, draft.cls} <= CLASSES_ALIKE]
        if len(found) != 1:
            if alone:
                self.add(draft)
            return
        target = found[0]
        borne = {name.lower() for name in target.names}
        target.names += [name for name in draft.names if name.lower() not in borne]
        target.ids += draft.ids
        for identifier in draft.ids:
            self._by_id[identifier] = target

    def terms(self) -> list[Term]:
        """Return the merged terms; a broader one that is not among them is left out."""
        return [
            Term(
                slug=slug_of(draft.ids[0]),
                cls=draft.cls,
                kind=draft.kind,
                names=tuple(dict.fromkeys(" ".join(n.split()) for n in draft.names)),
                ids=in_order(draft.ids),
                broader=tuple(dict.fromkeys(slug_of(self._by_id[b].ids[0]) for b in draft.broader if b in self._by_id)),
                rank=draft.rank,
            )
            for draft in self._drafts
        ]
