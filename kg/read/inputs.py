"""Files -> articles; every bad article of a corpus is one error among the others, and the rest goes on."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, get_args

from kg.errors import IdentifierError, InputError
from kg.identifiers import check_iri
from kg.model import ArticleText
from kg.read.corpus import iter_rows
from kg.read.decode import MAX_BYTES, check_text, decode
from kg.read.html import read_html
from kg.read.jats import read_jats
from kg.read.markdown import read_markdown
from kg.read.pubmed import iter_pubmed
from kg.read.text import opening, read_text
from kg.read.xml import root_name

Format = Literal["text", "markdown", "html", "jats", "pubmed", "jsonl"]
FORMATS: tuple[Format, ...] = get_args(Format)
ENDINGS: dict[str, Format] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
XML_ENDINGS = (".xml", ".nxml")
SUFFIXES = (*ENDINGS, *XML_ENDINGS)
HEAD = 4096
MOST_TEXT = 10_000_000
"""Bytes of the longest plain text that is taken for one article."""
_COMPRESSED = {
    b"\x1f\x8b": "gzip",
    b"PK\x03\x04": "zip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"(\xb5/\xfd": "zstd",
    b"%PDF": "PDF",
}


def read_article(
    source: Path | bytes | str,
    *,
    format: str | None = None,  # noqa: A002 -- the word that commands and corpora use
    title: str = "",
    address: str = "",
    origin: str = "",
) -> ArticleText:
    """Return the one article of a file, of bytes, or of decoded text.

    The rules for encodings and characters stand in :mod:`kg.read.decode`.

    :param source: a ``Path`` is opened; ``str`` is the text itself, never a file name.
    :param format: ``text``, ``markdown``, ``html``, ``jats`` or ``pubmed``;
        told from ending and first bytes where it is left out.
    :param origin: what to call it in messages; the path where there is one.
    :raises InputError: if it cannot be read as one article.
    """
    name = origin or (str(source) if isinstance(source, Path) else "")
    _check_address(address, name)
    kind = _checked(format, name) or (sniff(source) if isinstance(source, Path) else _from_head(source))
    data = _bytes_of(source, most=_most(kind)) if isinstance(source, Path) else source
    for article in _read(data, kind, title=title, address=address, origin=name):
        if isinstance(article, InputError):
            raise article
        return article
    raise InputError("holds no article", path=name)


def from_held(text: str, *, title: str = "", address: str = "") -> ArticleText:
    """Return the article of a text that is already stored; its characters are the ones positions count.

    :param title: of its record; first words that stand for a title head nothing.
    :raises InputError: if it is no text.
    """
    return read_text(text, title="" if title == opening(text) else title, address=address)


def iter_articles(path: Path) -> Iterator[ArticleText | InputError]:
    """Walk the articles of one file: one, or as many as a corpus or a PubMed set holds."""
    try:
        kind = sniff(path)
        if kind == "jsonl":
            yield from _corpus(path)
        else:
            yield from _read(_bytes_of(path, most=_most(kind)), kind, title="", address="", origin=str(path))
    except InputError as error:
        yield error


def sniff(path: Path) -> Format:
    """Tell the format of a file by its ending, and by its first bytes where that leaves it open.

    :raises InputError: if it is no ordinary file, or of no format that is read.
    """
    head = _bytes_of(path, HEAD)
    archive = next((name for mark, name in _COMPRESSED.items() if head.startswith(mark)), "")
    if archive:
        raise InputError(
            f"is a {archive} file, not an article", path=str(path), remedy="unpack it, or save it as text or HTML"
        )
    ending = path.suffix.lower()
    return ENDINGS[ending] if ending in ENDINGS else _from_head(head, path=str(path), xml=ending in XML_ENDINGS)


def _checked(name: str | None, origin: str) -> Format | None:
    if name is not None and name not in FORMATS:
        raise InputError(f"format {name!r} is not read", path=origin, remedy=f"use one of {', '.join(FORMATS)}")
    return name


def _check_address(address: str, origin: str) -> None:
    try:
        if address:
            check_iri(address)
    except IdentifierError as error:
        raise InputError(error.message, path=origin) from error


def _from_head(head: bytes | str, *, path: str = "", xml: bool = False) -> Format:
    data = head.encode(errors="replace") if isinstance(head, str) else head
    start = data[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    root = (
        root_name(data)
        if xml or start.startswith((b"<?xml", b"<!doctype", b"<pubmed", b"<article", b"<html", b"<pmc"))
        else ""
    )
    if root in ("PubmedArticleSet", "PubmedArticle", "MedlineCitationSet"):
        return "pubmed"
    if root in ("article", "pmc-articleset", "sub-article") and (xml or b"<front" in data or b"jats" in start):
        return "jats"
    if root.lower() == "html" or start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<article")):
        return "html"
    if xml:
        raise InputError(
            f"is XML of an unknown kind (<{root or '?'}>)", path=path, remedy="JATS, PubMed and XHTML are read"
        )
    return "jsonl" if start.startswith(b"{") and b'"text"' in start else "text"


def _most(kind: Format) -> int:
    """Return the bytes that an input of a format holds at most: one article of text, or a set of many in XML."""
    return MOST_TEXT if kind in ("text", "markdown") else MAX_BYTES


def _check_size(size: int, most: int, origin: str) -> None:
    if size > most:
        what = f"is larger than {most // 1_000_000} MB"
        raise InputError(what, path=origin, remedy="give its articles apart, one a file or a line of JSONL")


def _bytes_of(path: Path, limit: int = -1, most: int = MAX_BYTES) -> bytes:
    """Return the bytes of an ordinary file; a pipe or device, or one too large, is refused before it is opened."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise InputError("is a folder" if stat.S_ISDIR(status.st_mode) else "is no ordinary file", path=str(path))
        if limit < 0:
            _check_size(status.st_size, most, str(path))
        with path.open("rb") as file:
            return file.read(limit if limit >= 0 else most)
    except (OSError, ValueError) as error:
        raise InputError(
            getattr(error, "strerror", None) or str(error), path=str(path), remedy="name a file that can be read"
        ) from error


def _read(
    data: bytes | str, kind: Format, *, title: str, address: str, origin: str
) -> Iterator[ArticleText | InputError]:
    if kind == "pubmed":
        yield from iter_pubmed(_encoded(data), origin=origin)
    elif kind == "jats":
        yield read_jats(_encoded(data), title=title, address=address, origin=origin)
    elif kind == "html":
        yield read_html(data, title=title, address=address, origin=origin)
    elif kind in ("text", "markdown"):
        _check_size(len(data), MOST_TEXT, origin)
        text = check_text(data, path=origin) if isinstance(data, str) else decode(data, path=origin)
        read = read_text if kind == "text" else read_markdown
        yield read(text, title=title, address=address, origin=origin)
    else:
        raise InputError("is a corpus of many articles", path=origin)


def _encoded(data: bytes | str) -> bytes:
    return data.encode(errors="replace") if isinstance(data, str) else data


def _corpus(path: Path) -> Iterator[ArticleText | InputError]:
    for number, row in iter_rows(path):
        if isinstance(row, InputError):
            yield row
            continue
        origin = f"{path}:{number}"
        kind, title, address = (
            row.get(key) if isinstance(row.get(key), str) else "" for key in ("format", "title", "url")
        )
        try:
            yield read_article(
                row["text"], format=kind or "text", title=title or "", address=address or "", origin=origin
            )
        except InputError as error:
            yield error
