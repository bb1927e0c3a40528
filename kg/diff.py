"""What changed between two graphs, said in claims: added, gone, and reworded, regraded or moved."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Store

from kg.derive import derive_edges
from kg.errors import KgError
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
Claims = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Difference:
    """Claims by what became of them; empty (and false) if nothing differs."""

    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    changed: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = field(default=())

    def __bool__(self) -> bool:
        """Say whether anything differs."""
        return bool(self.added or self.gone or self.changed)

    def lines(self) -> Iterator[str]:
        """Walk the difference as lines for people."""
        yield from (f"+ {label}" for label in self.added)
        yield from (f"- {label}" for label in self.gone)
        for label, changes in self.changed:
            yield f"~ {label}"
            yield from (f"    {name}: {old or 'none'} → {new or 'none'}" for name, old, new in changes)

    def as_dict(self) -> dict[str, object]:
        """Return the difference as plain data."""
        changed = [
            {"claim": c, "changes": [{"field": f, "old": o, "new": n} for f, o, n in fs]} for c, fs in self.changed
        ]
        return {"added": list(self.added), "gone": list(self.gone), "changed": changed}


def load_side(path: Path) -> Claims:
    """Return the claims of a home, a record or an exported file, by IRI.

    :raises KgError: if it is none of these, or cannot be read.
    """
    if os.path.isdir(path):  # says no, too, of a name that is too long
        snapshot = open_snapshot(Home(path))
        try:
            return _claims(snapshot.store)
        finally:
            snapshot.close()
    if path.suffix.lower() in SUFFIXES:
        store = scratch_store()
        for draft in read_drafts(path):
            if isinstance(draft, KgError):
                raise draft
            store.bulk_extend(merged(encode(complete(draft, load()), load())))
        derive_edges(store)
        return _claims(store)
    store = Store()
    store.bulk_extend(read_quads(path))
    return _claims(store)


def _claims(store: Store) -> Claims:
    rows = select(store, "table-claims")
    return {row.text("claim"): {k: in_order(k, v) for k, v in row.as_dict().items()} for row in rows}


def compare(old: Claims, new: Claims) -> Difference:
    """Compare two sides claim by claim; a claim keeps its IRI when its strength, voice or places are corrected."""
    return Difference(
        added=tuple(sorted(_shown(new[i]) for i in new.keys() - old.keys())),
        gone=tuple(sorted(_shown(old[i]) for i in old.keys() - new.keys())),
        changed=tuple(
            sorted((_shown(new[i]), fields) for i in new.keys() & old.keys() if (fields := _changes(old[i], new[i])))
        ),
    )


def _shown(claim: dict[str, str]) -> str:
    return f"{claim['label']} [{claim['article']}]"


def _changes(old: dict[str, str], new: dict[str, str]) -> tuple[tuple[str, str, str], ...]:
    return tuple((f, old.get(f, ""), new.get(f, "")) for f in COMPARED if old.get(f, "") != new.get(f, ""))
