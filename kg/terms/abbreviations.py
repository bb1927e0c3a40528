"""Abbreviations that a text defines, "type 2 diabetes (T2D)", and where it uses them.

The long form is found as Schwartz and Hearst do (Pac Symp Biocomput 2003): the letters of the short form occur in it in
order, the first at the beginning of a word, and it is the shortest stretch for which that holds.
"""

from __future__ import annotations

import re

from kg.terms.words import key_of

MAX_LONG = 100
"""Characters before the bracket in which the long form is looked for."""
_SHORT = re.compile(r"\(([A-Za-z0-9\u0370-\u03ff][\w/+\u2013-]{1,9})[;,)]")
_WORD = re.compile(r"\S+")


def find_definitions(text: str) -> dict[str, str]:
    """Return each short form that the text defines, with its long form; the first definition holds."""
    found: dict[str, str] = {}
    for match in _SHORT.finditer(text):
        short = match[1]
        if short not in found and sum(c.isupper() for c in short) >= 1 and any(c.isalpha() for c in short):
            long = _long_form(short, _before(text, match.start()))
            if long:
                found[short] = long
    return found


def find_uses(text: str, definitions: dict[str, str]) -> list[tuple[int, int, str]]:
    """Return (start, end, key of the long form) wherever a short form stands as a word, its plural too."""
    if not definitions:
        return []
    keys = {short: key_of(long) for short, long in definitions.items()}
    alternatives = "|".join(re.escape(short) for short in sorted(keys, key=len, reverse=True))
    uses = re.compile(rf"(?<![\w-])({alternatives})(?:s\b)?(?!\w)")
    return [(m.start(), m.end(), keys[m[1]]) for m in uses.finditer(text)]


def _before(text: str, bracket: int) -> str:
    stretch = text[max(0, bracket - MAX_LONG) : bracket].rstrip()
    return re.split(r"[\n;:()]|[.!?]\s", stretch)[-1]


def _long_form(short: str, before: str) -> str:
    words = [m.start() for m in _WORD.finditer(before)]
    if not words:
        return ""
    at = len(before) - 1
    letters = [c.lower() for c in short if c.isalnum()]
    for index in range(len(letters) - 1, -1, -1):
        while at >= 0 and (
            before[at].lower() != letters[index] or (index == 0 and at > 0 and before[at - 1].isalnum())
        ):
            at -= 1
        if at < 0:
            return ""
        at -= 1
    long = before[at + 1 :].lstrip("-'\u2019")
    enough = len(long) > len(short) and len(long.split()) <= min(len(letters) + 5, len(letters) * 2)
    return long if enough and short not in long.split() else ""
