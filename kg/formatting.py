"""The canonical file form of a record file, with quotes resolved where the text is at hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import InputError, KgError, PassedOver
from kg.home import Home
from kg.inputs import find_inputs
from kg.model import ArticleText
from kg.read import from_held, iter_articles
from kg.record import complete, holds_lines, read_drafts, to_json, to_yaml
from kg.vocabulary import load


def record_files(given: Iterable[Path]) -> Iterator[Path | InputError]:
    """Walk the record files that are named, and those in folders; a folder without one is an error."""
    for path in given:
        yield from _records_in(path) if path.is_dir() else [path]


def _records_in(folder: Path) -> list[Path | InputError]:
    found = [f for f in find_inputs([str(folder)]) if not isinstance(f, PassedOver)]
    records = [
        f if isinstance(f, InputError) else f.path for f in found if isinstance(f, InputError) or f.kind == "record"
    ]
    return records or [InputError("holds no record", path=str(folder))]


def canonical_form(path: Path, text: Path | None = None, home: Home | None = None) -> str:
    """Return what a record file should hold: YAML, or a line of JSON for each record.

    :param text: the article's text; by default ``texts/NAME.txt`` beside the folder of the record, if it is there,
        else the text that the home holds.
    :raises RecordError: if the record is not valid.
    """
    beside = path.parent.parent / "texts" / f"{path.stem}.txt"
    article = _read(text or beside) if text or beside.is_file() else None
    written = []
    for draft in read_drafts(path):
        if isinstance(draft, KgError):
            raise draft
        record = complete(draft, load(), article or _held(draft.record.article.text, home))
        written.append(f"{to_json(record, load())}\n" if holds_lines(path) else to_yaml(record, load()))
    return "".join(written)


def _held(digest: str, home: Home | None) -> ArticleText | None:
    text = home.text(digest) if home and digest else None
    return from_held(text) if text is not None else None


def _read(path: Path) -> ArticleText:
    for article in iter_articles(path):
        if isinstance(article, KgError):
            raise article
        return article
    raise KgError("holds no article", where=str(path))
