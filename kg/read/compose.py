"""Pieces taken out of markup -> one text with its blocks: pieces stand apart by an empty line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.errors import InputError
from kg.identifiers import digest
from kg.model import ArticleText, Block, Metadata, Span
from kg.read.decode import clean

GAP = "\n\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one role, as the markup gave them."""

    section: str
    text: str


def compose(pieces: Iterable[Piece], *, metadata: Metadata, origin: str, bullet: str = "") -> ArticleText:
    """Join the pieces into an article; a list item is led in by the last piece before its list.

    :param bullet: what stands before a list item and in no block, so that the text is read as it was when it is held.
    :raises InputError: if no piece holds a word.
    """
    blocks: list[Block] = []
    texts: list[str] = []
    position, lead_in = 0, None
    for piece in pieces:
        words = clean(piece.text)
        if not words:
            continue
        item = piece.section == "list-item"
        lead_in = lead_in if item else len(blocks)
        mark = bullet if item else ""
        start = position + len(mark)
        blocks.append(Block(piece.section, Span(start, start + len(words)), lead_in if item else None))
        texts.append(mark + words)
        position = start + len(words) + len(GAP)
    text = GAP.join(texts)
    if not text:
        raise InputError("holds no article text", path=origin)
    return ArticleText(text=text, digest=digest(text), blocks=tuple(blocks), metadata=metadata, origin=origin)
