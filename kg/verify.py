"""Verification: every place still holds the words it was made from, the store what its manifest says."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.home import Home
from kg.identifiers import digest
from kg.query import Row, Rows, select
from kg.store import check_next, open_snapshot


@dataclass(slots=True)
class Verification:
    """Places by what could be said of them; a place whose text is not held is counted, not faulted."""

    places: int = 0
    verified: int = 0
    unverifiable: int = 0
    wrong: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, object]:
        """Return it as plain data."""
        return {
            "places": self.places,
            "verified": self.verified,
            "notVerifiableHere": self.unverifiable,
            "wrong": self.wrong,
        }


def verify(home: Home) -> Verification:
    """Check the store's counts and every place whose text is held.

    :raises StoreError: if the store itself cannot be trusted.
    """
    snapshot = open_snapshot(home)
    try:
        check_next(home)
        rows = select(snapshot.store, "places")
        return _verified(home, rows)
    finally:
        snapshot.close()


def _verified(home: Home, rows: Rows) -> Verification:
    result, texts = Verification(), dict[str, str | None]()
    for row in rows:
        name = row.text("text")
        if name not in texts:
            texts = {name: home.text(name) if name else None}
        _check(row, texts[name], result)
    for path in sorted(home.articles.glob("*.txt")):
        if home.text(f"sha256:{path.stem}") is None:
            result.wrong.append(f"{path}: is not the text its name says; put the right file back or delete it")
    return result


def _check(row: Row, text: str | None, result: Verification) -> None:
    result.places += 1
    start, end = row.number("start") or 0, row.number("end") or 0
    if text is None or not row.text("digest"):
        result.unverifiable += 1
    elif end <= len(text) and digest(text[start:end]) == row.text("digest"):
        result.verified += 1
    else:
        result.wrong.append(
            f"{row.text('place')}: the words do not match their digest; correct the record and build it again"
        )
