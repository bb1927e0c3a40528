"""Readers: a file -> ArticleText."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.errors import InputError
from kg.identifiers import digest
from kg.model import ArticleText, Block, Span


def from_held(text: str, origin: str = "") -> ArticleText:
    """Return a held text with its blocks found again."""
    return ArticleText(
        text=text, digest=digest(text), blocks=(Block("body", Span(0, max(len(text), 1))),), origin=origin
    )


def iter_articles(path: Path) -> Iterator[ArticleText | InputError]:
    """Walk the articles of a file."""
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        yield InputError(str(error), path=str(path))
        return
    yield from_held(text, str(path))
