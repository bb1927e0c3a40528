"""What a body says of itself at the end of a press release: no part of the story."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.read.phrases import pattern

LONG = 160
"""A paragraph of this many characters is running text."""


def portraits(lines: Sequence[str]) -> Iterator[bool]:
    """Say of each line whether it belongs to a portrait: the heading "About X", and on to the end of a paragraph.

    What follows the heading must say what X is, "a nonprofit organisation"; a story may have headings like it.
    """
    telling = False
    for line, after in pairwise((*lines, "")):
        if pattern("about").fullmatch(line):
            telling = pattern("portrait").match(after) is not None
        yield telling or _in_one(line)
        telling = telling and len(line) < LONG


def _in_one(line: str) -> bool:
    """Say whether a line is heading and paragraph at once: "About X: X is a hospital"."""
    heading = pattern("portrait_opens").match(line)
    return heading is not None and pattern("portrait").match(line[heading.end() :].lstrip()) is not None
