"""What a command was given -> articles: files and folders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.errors import KgError
from kg.model import ArticleText
from kg.read import iter_inputs


def read_inputs(inputs: Sequence[str]) -> Iterator[ArticleText | KgError]:
    """Walk the articles of files and folders; what cannot be read is an error among the others."""
    yield from iter_inputs(inputs)
