"""Abbreviations that a text defines, "type 2 diabetes (T2D)", and where it uses them.

The long form is found as Schwartz and Hearst do (Pac Symp Biocomput 2003): the letters of the short form occur in it
in order, the first at the beginning of a word, and it is the shortest stretch for which that holds. Where that fails,
words whose initials are the letters in another order serve: "myotonic dystrophy (DM)".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.terms.words import key_of

MAX_LONG = 100
"""Characters before the bracket in which the long form is looked for."""
MAX_DEFINITIONS = 200
"""Abbreviations kept of one text, so that looking for them stays linear in its length."""
_SHORT = re.compile(r"\(([A-Za-z0-9\u0370-\u03ff][\w/+\u2013-]{1,9})(?:\)|[;,] [^()\n]{1,40}\))")
_BRACKET = re.compile(r"\s*\([A-Z][\w/+\u2013-]{1,9}\)(?=\s)")
_WORD = re.compile(r"[^\s-]+")
_EDGE = re.compile(r"[\n;:()]|[.!?]\s")


@dataclass(frozen=True, slots=True)
class Definition:
    """A short form in brackets after its long form; ``bracket`` is where they open and close."""

    short: str
    long: str
    bracket: tuple[int, int]


def find_definitions(text: str) -> list[Definition]:
    """Return the abbreviations that the text defines; of several definitions of one, the first."""
    found: dict[str, Definition] = {}
    for match in _SHORT.finditer(text):
        short = match[1]
        if short not in found and any(c.isupper() for c in short):
            long = _long_form(short, _before(text, match.start()))
            if long:
                found[short] = Definition(short, long, match.span())
        if len(found) >= MAX_DEFINITIONS:
            break
    return list(found.values())


def find_uses(text: str, definitions: list[Definition]) -> list[tuple[int, int, str]]:
    """Return (start, end, key) of what the words of a text are replaced by when it is matched, in order.

    A short form becomes its long form wherever it stands as a word; the brackets that define it become nothing, so that
    a name may go on after them: "von Hippel-Lindau (VHL) disease".
    """
    if not definitions:
        return []
    brackets = [(*d.bracket, "") for d in definitions]
    keys = {d.short: key_of(d.long) for d in definitions}
    alternatives = "|".join(re.escape(short) for short in sorted(keys, key=len, reverse=True))
    uses = re.compile(rf"(?<![\w-])({alternatives})(?:s\b)?(?!\w)")
    inside = {position for d in definitions for position in range(*d.bracket)}
    return sorted(
        [*brackets, *((m.start(), m.end(), keys[m[1]]) for m in uses.finditer(text) if m.start() not in inside)]
    )


def written_out(name: str, definitions: Iterable[Definition] = ()) -> str:
    """Return a name without a short form in brackets, its other short forms written out as the text defines them.

    >>> written_out("cardiovascular (CV) disease")
    'cardiovascular disease'
    """
    words = _BRACKET.sub("", name)
    for known in definitions:
        if known.short in words:
            words = re.sub(rf"(?<![\w-]){re.escape(known.short)}(?![\w-])", known.long.replace("\\", r"\\"), words)
    return " ".join(words.split())


def _before(text: str, bracket: int) -> str:
    return _EDGE.split(text[max(0, bracket - MAX_LONG) : bracket].rstrip())[-1]


def _long_form(short: str, before: str) -> str:
    letters = [c.lower() for c in short if c.isalnum()]
    at = len(before) - 1
    for index in range(len(letters) - 1, -1, -1):
        while at >= 0 and (
            before[at].lower() != letters[index] or (index == 0 and at > 0 and before[at - 1].isalnum())
        ):
            at -= 1
        if at < 0:
            return _by_initials(letters, before)
        at -= 1
    long = before[at + 1 :].lstrip("-'\u2019")
    enough = len(long) > len(short) and len(long.split()) <= min(len(letters) + 5, len(letters) * 2)
    return long if enough and short not in long.split() else _by_initials(letters, before)


def _by_initials(letters: list[str], before: str) -> str:
    words = list(_WORD.finditer(before))[-len(letters) :]
    same = len(words) == len(letters) and sorted(w[0][0].lower() for w in words) == sorted(letters)
    return before[words[0].start() :] if same else ""
