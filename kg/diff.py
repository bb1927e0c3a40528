"""What changed between two graphs, said in articles and claims: added, gone, and reworded, regraded or moved."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Store

from kg.derive import derive_edges
from kg.errors import InputError, KgError
from kg.formats import read_quads
from kg.home import Home
from kg.query import in_order, select
from kg.rdf import encode
from kg.record import SUFFIXES, complete, read_drafts
from kg.store import open_snapshot
from kg.vocabulary import load, merged, scratch_store

COMPARED = (
    "label",
    "kind",
    "strength",
    "modality",
    "stance",
    "scope",
    "stage",
    "voices",
    "statedEvidence",
    "bestEvidence",
    "places",
    "confidence",
)
OF_ARTICLE = ("title", "publisher", "address", "published", "topics")
Things = dict[str, dict[str, str]]
"""Fields of things by their IRI."""
Changed = tuple[str, tuple[tuple[str, str, str], ...]]
"""Name of a thing, and of each field that differs its name, its old and its new value."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are compared."""

    articles: Things
    claims: Things


@dataclass(frozen=True, slots=True)
class Difference:
    """Things of one kind by what became of them; empty (and false) if nothing differs."""

    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    changed: tuple[Changed, ...] = ()

    def __bool__(self) -> bool:
        """Say whether anything differs."""
        return bool(self.added or self.gone or self.changed)

    def lines(self, kind: str = "") -> Iterator[str]:
        """Walk the difference as lines for people; ``kind`` stands before each name."""
        yield from (f"+ {kind}{label}" for label in self.added)
        yield from (f"- {kind}{label}" for label in self.gone)
        for label, changes in self.changed:
            yield f"~ {kind}{label}"
            yield from (f"    {name}: {old or 'none'} → {new or 'none'}" for name, old, new in changes)

    def as_dict(self, kind: str) -> dict[str, object]:
        """Return the difference as plain data."""
        changed = [{kind: c, "changes": [{"field": f, "old": o, "new": n} for f, o, n in fs]} for c, fs in self.changed]
        return {"added": list(self.added), "gone": list(self.gone), "changed": changed}


def load_side(path: Path) -> Side:
    """Return the articles and claims of a home, a record or an exported file, by IRI.

    :raises KgError: if it is none of these, or cannot be read.
    """
    if os.path.isdir(path):  # says no, too, of a name that is too long
        snapshot = open_snapshot(Home(path))
        try:
            return _side(snapshot.store)
        finally:
            snapshot.close()
    if path.suffix.lower() in SUFFIXES:
        store = scratch_store()
        for draft in read_drafts(path):
            if isinstance(draft, KgError):
                raise draft
            store.bulk_extend(merged(encode(complete(draft, load()), load())))
        derive_edges(store)
        return _side(store)
    try:
        path.stat()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(reason, path=str(path), remedy="name a home, a record or an exported file") from error
    store = Store()
    store.bulk_extend(read_quads(path))
    return _side(store)


def _side(store: Store) -> Side:
    return Side(_things(store, "article"), _things(store, "claim"))


def _things(store: Store, kind: str) -> Things:
    rows = select(store, f"table-{kind}s")
    return {row.text(kind): {k: in_order(k, v) for k, v in row.as_dict().items()} for row in rows}


def compare(old: Side, new: Side) -> tuple[Difference, Difference]:
    """Compare two sides article by article, and claim by claim: in that order.

    A claim keeps its IRI when its strength, voice or places are corrected.
    """
    return (
        _compared(old.articles, new.articles, "{title}", OF_ARTICLE),
        _compared(old.claims, new.claims, "{label} [{article}]", COMPARED),
    )


def _compared(old: Things, new: Things, shown: str, fields: Sequence[str]) -> Difference:
    both = ((shown.format_map(new[i]), _changes(old[i], new[i], fields)) for i in new.keys() & old.keys())
    return Difference(
        added=tuple(sorted(shown.format_map(new[i]) for i in new.keys() - old.keys())),
        gone=tuple(sorted(shown.format_map(old[i]) for i in old.keys() - new.keys())),
        changed=tuple(sorted((name, changes) for name, changes in both if changes)),
    )


def _changes(old: dict[str, str], new: dict[str, str], fields: Sequence[str]) -> tuple[tuple[str, str, str], ...]:
    return tuple((f, old.get(f, ""), new.get(f, "")) for f in fields if old.get(f, "") != new.get(f, ""))
