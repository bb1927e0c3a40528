"""Web page -> ArticleText: trafilatura finds the story, the page's own tags give the metadata."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

import lxml.html
from lxml import etree

from kg.errors import InputError
from kg.model import ArticleText
from kg.read.blocks import CELL
from kg.read.compose import Piece, compose
from kg.read.decode import check_language, clean, decode
from kg.read.metadata import page_metadata
from kg.read.roles import with_roles
from kg.read.text import check_notice, with_cited
from kg.read.xml import refuse_entities

MAX_BYTES = 10_000_000
"""Largest page read, in bytes."""
MAX_ELEMENTS = 50_000
"""Most elements a page may have."""
CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,30})""", re.IGNORECASE)

MOST_LINKED = 0.25
"""Share of a box that links may take up; more, and it only leads elsewhere."""
HEADING = 80
"""Characters of a bold paragraph that is a heading, at most."""
FEWEST_LINES = 3
LONGEST_LINE = 60
"""Lines of a paragraph that is a list, at least, and characters of each, at most."""
_SUBSET = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,99}(?:<\?xml[^>]{0,200}>\s{0,99})?<!DOCTYPE[^\[>]{0,400}\[", re.IGNORECASE
)
"""The beginning of a page that declares something of its own, which the parser of HTML would take for words."""
_STOPS = ".!?;,"
_SECTIONS = {"head": "heading"}


def read_html(data: bytes | str, *, title: str = "", address: str = "", origin: str = "") -> ArticleText:
    """Return the article of a page.

    :raises InputError: if it is too large, holds no story, is only a cookie notice, or is not in English.
    """
    if len(data) > MAX_BYTES:
        raise InputError(f"page is larger than {MAX_BYTES // 1_000_000} MB", path=origin)
    if _SUBSET.match(data if isinstance(data, bytes) else data[:4096].encode(errors="replace")):
        refuse_entities(data if isinstance(data, bytes) else data.encode(errors="replace"), origin)
    tree = _parse(data if isinstance(data, str) else decode(data, path=origin, fallback=_declared(data)), origin)
    metadata, description = page_metadata(tree, title=title, address=address)
    captions = _free_captions(tree)
    _free_boxes(tree)
    _name_headings(tree)
    body = _story(tree, origin)
    pieces = with_roles(list(_pieces(body)), metadata.title, description, captions)
    article = compose(pieces, metadata=metadata, origin=origin, bullet="- ")
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


def _free_boxes(tree: lxml.html.HtmlElement) -> None:
    """Turn boxes within the story into plain divisions, which are kept; one that mostly leads elsewhere is none."""
    for box in list(tree.iter("aside")):
        words = len(clean(box.text_content()))
        linked = sum(len(clean(link.text_content())) for link in box.iter("a"))
        if any(True for _ in box.iterancestors("article", "main")) and linked < words * MOST_LINKED:
            box.tag = "div"


def _name_headings(tree: lxml.html.HtmlElement) -> None:
    """Turn short paragraphs that are bold as a whole into headings, as whoever writes them means them."""
    for around in list(tree.iter("p")):
        bold = filter(None, (clean(part.text_content()) for part in around.iterchildren("strong", "b")))
        words = next(bold, "")
        if 0 < len(words) <= HEADING and words[-1] not in _STOPS and words == clean(around.text_content()):
            around.tag = "h4"


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
            if element.text and element.text.strip():
                yield Piece("body", element.text)
            yield from _pieces(element)
        elif element.tag == "row":
            yield Piece("caption", CELL.join(_words(cell) for cell in element))
        elif element.tag == "item":
            yield from _item(element)
        elif element.tag == "p" and _is_list(element):
            first, *others = _lines(element)
            yield Piece("body" if first.endswith(":") else "list-item", first)
            yield from (Piece("list-item", line) for line in others)
        else:
            yield Piece(_SECTIONS.get(str(element.tag), "body"), _words(element))
        if element.tail and element.tail.strip():
            yield Piece("body", element.tail)


def _item(element: etree._Element) -> Iterator[Piece]:
    """Walk an item and the lists in it; the term of a list of definitions is the heading of what defines it."""
    inner = etree.Element("div")
    at = next((place for place, child in enumerate(element) if child.tag == "list"), len(element))
    inner.extend(element[at:])
    yield Piece("heading" if str(element.get("rend")).startswith("dt") else "list-item", _words(element))
    yield from _pieces(inner)


def _words(element: etree._Element) -> str:
    """Return the words of an element; what stands on lines of its own does not run into the next."""
    return clean(" ".join(_lines(element)))


def _lines(element: etree._Element) -> list[str]:
    lines = [element.text or ""]
    for child in element:
        if child.tag in ("p", "head", "lb", "list", "item", "div"):
            lines += [*_lines(child), child.tail or ""]
        else:
            lines[-1] += "".join(child.itertext()) + (child.tail or "")
    return [line for line in map(clean, lines) if line]


def _is_list(paragraph: etree._Element) -> bool:
    """Say whether a paragraph is a list that is broken into lines by hand."""
    lines = _lines(paragraph) if paragraph.find("lb") is not None else ()
    return len(lines) >= FEWEST_LINES and all(len(line) <= LONGEST_LINE and line[-1] not in _STOPS for line in lines)
