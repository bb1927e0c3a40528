"""What a command was given -> articles: files, folders and web addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.errors import InputError, KgError, PassedOver
from kg.inputs import Found, find_inputs
from kg.model import ArticleText
from kg.read import has_words, iter_articles, read_article
from kg.read.fetch import fetch


def read_inputs(inputs: Sequence[str]) -> Iterator[ArticleText | KgError]:
    """Walk the articles of files, folders and addresses; what cannot be read is an error among the others.

    Records are no articles: those in folders are passed over, which is told at the end; it is an error if there was
    nothing else.
    """
    named, passed, read = {Path(given) for given in inputs}, list[Path](), False
    for found in find_inputs(inputs):
        if isinstance(found, Found) and found.kind == "record" and found.path not in named:
            passed.append(found.path)
            continue
        read = read or not isinstance(found, PassedOver)
        if isinstance(found, InputError):
            yield found
        elif found.kind == "record":
            yield InputError("is a record, not an article", path=str(found.path), remedy="kg validate reads it")
        else:
            yield from articles_of(found)
    if passed:
        kind = PassedOver if read else InputError
        yield kind(_records(passed), path=str(passed[0].parent), remedy="kg validate reads them")


def _records(passed: Sequence[Path]) -> str:
    """Say which records were no articles."""
    many = f" and {len(passed) - 1} more" if len(passed) > 1 else ""
    return f"holds records, which are no articles: {passed[0].name}{many}"


def articles_of(found: Found) -> Iterator[ArticleText | KgError]:
    """Walk the articles of one input that is no record; a text without a word is none."""
    for article in [fetched(found.address)] if found.kind == "address" else iter_articles(found.path):
        if isinstance(article, ArticleText) and not has_words(article.text):
            yield InputError("holds no words, so it is no article", path=article.origin)
        else:
            yield article


def fetched(address: str) -> ArticleText | KgError:
    """Fetch and read one public page."""
    try:
        page = fetch(address)
        return read_article(page.data, address=page.address, origin=address)
    except InputError as error:
        return InputError(error.message, path=address, remedy=error.remedy)
    except KgError as error:
        return error
