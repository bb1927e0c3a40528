"""Dates that a plain text gives of itself, in its byline or before its first sentence, as ISO writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.dates import iso
from kg.model import Block
from kg.read.phrases import months, pattern

DATELINE = 80
"""Characters at the beginning of a story among which place and date stand: "LEEDS, March 12, 2024 -"."""
_OPENS_STORY = re.compile(r"\)?\s*(?:\([^()]{2,30}\)\s*)?(?:--|[-\u2013\u2014:|])")


def find_dates(text: str, blocks: Sequence[Block]) -> tuple[str, str]:
    """Return when a text says that it was published and last changed; empty where it does not say.

    A date in the story is one of those it tells of, not its own.
    """
    found: dict[str, str] = {}
    for block in blocks:
        if block.section == "byline":
            for role, day in _labelled(block.span.of(text)):
                found.setdefault(role, day)
    lead = next((b.span for b in blocks if b.section == "lead"), None)
    if lead:
        found.setdefault("published", _dateline(text, lead.start, min(lead.end, lead.start + DATELINE)))
    return found.get("published", ""), found.get("modified", "")


def spelt_date(year: str, month: str, day: str) -> str:
    """Return a date given in parts, the month as a number or a name, as far as the calendar has it."""
    return iso(year, _month(month), day)


def _month(told: str) -> str:
    short = told[:3].lower()
    return str(1 + months().index(short)) if short in months() else told


def _labelled(line: str) -> Iterator[tuple[str, str]]:
    """Walk the dates of a byline with what the words before each call it."""
    start = 0
    for match in pattern("date").finditer(line):
        before, day = line[start : match.start()], _iso(match)
        start = match.end()
        if day and not pattern("date_of_other").search(before):
            yield "modified" if pattern("date_of_change").search(before) else "published", day


def _dateline(text: str, start: int, end: int) -> str:
    match = pattern("date").search(text, start, end)
    return _iso(match) if match and _OPENS_STORY.match(text, match.end()) else ""


def _iso(match: re.Match[str]) -> str:
    """Return a date or a month of a year; nothing for a day that no calendar has."""
    told = match.groupdict()
    year, month, day = (told[f"{part}_1"] or told[f"{part}_2"] or told[f"{part}_3"] for part in ("y", "m", "d"))
    found = spelt_date(year, month, day or "")
    return found if len(found) == (10 if day else 7) else ""
