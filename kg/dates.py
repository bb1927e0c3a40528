"""Dates as far as they are known: a day, a month or a year, as ISO 8601 writes them."""

from __future__ import annotations

from datetime import date


def iso(year: str, month: str = "", day: str = "") -> str:
    """Return a date as far as the calendar has it; nothing without a year of four figures.

    >>> iso("2024", "4", "30"), iso("2024", "2", "30"), iso("2024", "30", "4"), iso("2024", "1" * 5000), iso("24")
    ('2024-04-30', '2024-02', '2024', '2024', '')
    """
    if not (year.isascii() and year.isdecimal() and len(year) == 4 and int(year)):
        return ""
    if not (month.isdecimal() and len(month) <= 2 and 1 <= int(month) <= 12):
        return year
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return f"{year}-{int(month):02}"


def is_iso(text: str) -> bool:
    """Say whether a text is such a date."""
    return bool(text) and iso(*text.split("-")[:3]) == text
