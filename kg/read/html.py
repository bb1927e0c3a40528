"""Web page -> ArticleText: trafilatura finds the story, the page's own tags give the metadata."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

import lxml.html
from lxml import etree

from kg.errors import InputError
from kg.model import ArticleText
from kg.read.compose import Piece, compose
from kg.read.decode import check_language, clean, decode
from kg.read.metadata import page_metadata
from kg.read.roles import with_roles
from kg.read.text import check_notice, with_cited

MAX_BYTES = 10_000_000
"""Largest page read, in bytes."""
MAX_ELEMENTS = 50_000
"""Most elements a page may have."""
CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,30})""", re.IGNORECASE)

_SECTIONS = {"head": "heading", "item": "list-item", "row": "caption"}


def read_html(data: bytes | str, *, title: str = "", address: str = "", origin: str = "") -> ArticleText:
    """Return the article of a page.

    :raises InputError: if it is too large, holds no story, is only a cookie notice, or is not in English.
    """
    if len(data) > MAX_BYTES:
        raise InputError(f"page is larger than {MAX_BYTES // 1_000_000} MB", path=origin)
    tree = _parse(data if isinstance(data, str) else decode(data, path=origin, fallback=_declared(data)), origin)
    metadata, description = page_metadata(tree, title=title, address=address)
    captions = _free_captions(tree)
    body = _story(tree, origin)
    pieces = with_roles(list(_pieces(body)), metadata.title, description, captions)
    article = compose(pieces, metadata=metadata, origin=origin)
    check_notice(article)
    if {b.section for b in article.blocks} <= {"headline", "boilerplate"}:
        raise InputError("holds no article text", path=origin)
    check_language(article.text, path=origin)
    return with_cited(
        dataclasses.replace(article, metadata=dataclasses.replace(metadata, language=metadata.language or "en"))
    )


def _declared(data: bytes) -> str:
    found = CHARSET.search(data[:4096])
    name = found[1].decode("ascii", "replace").lower() if found else ""
    try:
        "".encode(name or "x")
    except (LookupError, ValueError):
        return "windows-1252"
    return "windows-1252" if name.startswith(("utf", "iso-8859-1", "latin", "ascii", "us-ascii")) else name


def _parse(text: str, origin: str) -> lxml.html.HtmlElement:
    parser = lxml.html.HTMLParser(
        huge_tree=False, remove_comments=True, remove_pis=True, no_network=True, encoding="utf-8"
    )
    try:
        tree = lxml.html.document_fromstring(text.encode(), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise InputError(f"is no HTML that can be read: {error}", path=origin) from error
    if sum(1 for _ in tree.iter()) > MAX_ELEMENTS:
        raise InputError(f"page has more than {MAX_ELEMENTS:,} elements", path=origin)
    return tree


def _free_captions(tree: lxml.html.HtmlElement) -> frozenset[str]:
    """Turn figures into plain paragraphs, which are kept, and return what their captions say."""
    words = set()
    for figure in list(tree.iter("figure")):
        figure.tag = "div"
    for caption in list(tree.iter("figcaption")):
        words.add(clean(caption.text_content()))
        caption.tag = "p"
    return frozenset(words)


def _story(tree: lxml.html.HtmlElement, origin: str) -> etree._Element:
    from trafilatura import bare_extraction  # noqa: PLC0415 -- it loads slowly, and only pages need it

    found = bare_extraction(tree, with_metadata=False, include_comments=False, include_tables=True)
    body = getattr(found, "body", None)
    if body is None or not clean("".join(body.itertext())):
        raise InputError(
            "holds no article text", path=origin, remedy="save the story as plain text if the page needs a browser"
        )
    return body


def _pieces(body: etree._Element) -> Iterator[Piece]:
    for element in body:
        if element.tag in ("list", "table", "quote", "body", "div"):
            yield from _pieces(element)
            if element.tag == "quote" and not len(element):
                yield Piece("body", element.text or "")
        elif element.tag == "row":
            yield Piece("caption", " | ".join(clean("".join(cell.itertext())) for cell in element))
        else:
            yield Piece(_SECTIONS.get(str(element.tag), "body"), "".join(element.itertext()))
        if element.tail and element.tail.strip():
            yield Piece("body", element.tail)
