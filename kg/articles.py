"""What a command was given -> articles: files, folders and web addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.errors import InputError, KgError
from kg.model import ArticleText
from kg.read import iter_inputs, read_article
from kg.read.fetch import fetch

ADDRESSES = ("http://", "https://")


def read_inputs(inputs: Sequence[str]) -> Iterator[ArticleText | KgError]:
    """Walk the articles of files, folders and addresses; what cannot be read is an error among the others."""
    for given in inputs:
        if given.lower().startswith(ADDRESSES):
            yield fetched(given)
        else:
            yield from iter_inputs([given])


def fetched(address: str) -> ArticleText | KgError:
    """Fetch and read one public page."""
    try:
        page = fetch(address)
        return read_article(page.data, address=page.address, origin=address)
    except InputError as error:
        return InputError(error.message, path=address, remedy=error.remedy)
    except KgError as error:
        return error
