"""Pieces taken out of markup -> the same with their roles: headline, standfirst, lead, byline, caption, conclusion."""

from __future__ import annotations

from collections.abc import Iterator

from kg.read.compose import Piece
from kg.read.decode import clean
from kg.read.phrases import pattern
from kg.read.portraits import portraits

_STRAIGHT = str.maketrans("\u2018\u2019\u201c\u201d\u2013\u2014", "''\"\"--")
"""A title in the head of a page is often typed straight where its headline is set."""


def with_roles(
    pieces: list[Piece], title: str, description: str = "", captions: frozenset[str] = frozenset()
) -> Iterator[Piece]:
    """Put the headline first, and name standfirst, lead, captions, conclusion and bylines.

    :param description: what the markup says of the article; the first paragraph that says it is the standfirst.
    :param captions: the words of captions.
    """
    if title:
        yield Piece("headline", title)
    body, opened, told = "body", False, [clean(piece.text) for piece in pieces]
    for piece, words, is_portrait in zip(pieces, told, portraits(told), strict=True):
        section = "boilerplate" if is_portrait else _role(piece.section, words, title, captions)
        if section == "heading":
            body = "conclusion" if pattern("conclusion").fullmatch(words) else "body"
        elif section == "body":
            section = (
                "standfirst" if not opened and words == description and len(pieces) > 2 else body if opened else "lead"
            )
            opened = opened or section != "standfirst"
        if section:
            yield Piece(section, words)


def _role(section: str, words: str, title: str, captions: frozenset[str]) -> str:
    told, called = words.translate(_STRAIGHT), title.translate(_STRAIGHT)
    if title and (told == called or (section == "heading" and told in called)):
        return ""
    if words in captions:
        return "caption"
    if section == "body" and len(words) <= 120:
        return next((name for name in ("byline", "boilerplate") if pattern(name).fullmatch(words)), section)
    return section
