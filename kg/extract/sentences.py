"""Cut blocks of an article into sentences, with exact positions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.cues import Cues
from kg.model import Block, Span

_BREAK = re.compile(
    r"""[.!?\u2026\n](?:(?<=\S)[.!?\u2026]{0,3}["'\u2019\u201d)\]]{0,3}(?=\s)|(?<=\n)[ \t]*(?:\n\s*)+"""
    r"|(?<=[a-z)]\.)\d{1,3}(?:[,-]\d{1,3})*(?=\s[A-Z]))"
)
"""Where a sentence may end: a stop, an empty line, a stop with the number of a note: "for years.3 They".

All begin with one of a few characters, which the expression engine can look for fast.
"""
_NEXT = re.compile(r"""\s*["'\u2018\u201c(\[]*(.)""", re.DOTALL)
_LAST_WORDS = re.compile(r"(?:([^\W_]+)\s)?([^\W_]+(?:[.'\u2019][^\W_]+)*)$")
_LOOK_BACK = 32


def split_sentences(text: str, blocks: Sequence[Block], cues: Cues) -> list[Span]:
    """Return the sentences of the blocks in order, trimmed of white space; none crosses a block."""
    return [span for block in blocks for span in _split(text, block.span, cues)]


def _split(text: str, within: Span, cues: Cues) -> Iterator[Span]:
    start = within.start
    for found in _BREAK.finditer(text, within.start, within.end):
        end = found.end()
        if found[0].isspace() or _ends(text, found.start(), end, within.end, cues):
            yield from _trimmed(text, start, end)
            start = end
    yield from _trimmed(text, start, within.end)


def _ends(text: str, dot: int, after: int, end: int, cues: Cues) -> bool:
    """Say whether the stop at ``dot`` ends a sentence: what follows begins one, and no abbreviation stands before."""
    following = _NEXT.match(text, after, end)
    if following is None:
        return True
    if following[1].islower():
        return False
    if text[dot] != "." or text[dot : dot + 2] == "..":
        return True
    start = max(0, dot - _LOOK_BACK)
    last = text[max(start, text.rfind(" ", start, dot) + 1) : dot]
    if len(last) > 1 and last.isalpha() and last.lower() not in cues.abbreviations:
        return True
    words = _LAST_WORDS.search(text, start, dot)
    return words is None or not _is_short(words[1] or "", words[2], cues)


def _is_short(before: str, word: str, cues: Cues) -> bool:
    """Say whether a word is an abbreviation or the initial of a name: "J. Lee", but not "vitamin D. He"."""
    if word.lower() in cues.abbreviations:
        return True
    return len(word) == 1 and word.isupper() and word != "I" and before.lower() not in cues.lettered


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    body = piece.strip()
    if body:
        lead = len(piece) - len(piece.lstrip())
        yield Span(start + lead, start + lead + len(body))
