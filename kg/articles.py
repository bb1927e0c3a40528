"""What a command was given -> articles: files, folders and web addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.errors import InputError, KgError
from kg.inputs import Found, find_inputs
from kg.model import ArticleText
from kg.read import iter_articles, read_article
from kg.read.fetch import fetch


def read_inputs(inputs: Sequence[str]) -> Iterator[ArticleText | KgError]:
    """Walk the articles of files, folders and addresses; what cannot be read is an error among the others.

    Records are no articles: those in folders are passed over.
    """
    named = {Path(given) for given in inputs}
    for found in find_inputs(inputs):
        if isinstance(found, InputError):
            yield found
        elif found.kind != "record":
            yield from articles_of(found)
        elif found.path in named:
            yield InputError("is a record, not an article", path=str(found.path), remedy="kg validate reads it")


def articles_of(found: Found) -> Iterator[ArticleText | KgError]:
    """Walk the articles of one input that is no record."""
    if found.kind == "address":
        yield fetched(found.address)
    else:
        yield from iter_articles(found.path)


def fetched(address: str) -> ArticleText | KgError:
    """Fetch and read one public page."""
    try:
        page = fetch(address)
        return read_article(page.data, address=page.address, origin=address)
    except InputError as error:
        return InputError(error.message, path=address, remedy=error.remedy)
    except KgError as error:
        return error
