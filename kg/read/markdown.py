"""Markdown -> ArticleText: CommonMark with tables gives the pieces, front matter the metadata.

As with HTML, the text is composed of the words that the markup marks up, and positions refer to the composed text.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

import lxml.html
import yaml
from lxml import etree

from kg.errors import InputError
from kg.model import ArticleText, Metadata
from kg.read.blocks import CELL, find_blocks
from kg.read.compose import Piece, compose
from kg.read.dates import find_dates
from kg.read.decode import check_language, clean
from kg.read.metadata import authors_of, iso_date, language_of, strings, web_address
from kg.read.roles import with_roles
from kg.read.text import check_notice, with_cited

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MAX_LENGTH = 2_000_000
"""Longest Markdown text read, in characters."""
_FRONT = re.compile(r"\s*---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]{1,60})\]:[ \t]*", re.MULTILINE)
_MARK = re.compile(r"\[\^([^\]\s]{1,60})\]")
_KEY = re.compile(r"[A-Za-z][\w -]*:", re.MULTILINE)
_UNSEEN = ("script", "style", "template", "iframe", "svg")


def read_markdown(text: str, *, title: str = "", address: str = "", origin: str = "") -> ArticleText:
    """Return the article of a decoded Markdown text; one without headings and title is told apart as plain text is.

    :raises InputError: if it is too large, holds no words, is only a cookie notice, or is not in English.
    """
    if len(text) > MAX_LENGTH:
        raise InputError(f"is larger than {MAX_LENGTH // 1_000_000} MB", path=origin)
    front, body = _parted(text, origin)
    pieces = list(_pieces(_parser().parse(_without_marks(body))))
    metadata = _metadata(front, title=title, address=address)
    titled = metadata.title or next((clean(p.text) for p in pieces[:1] if p.section == "heading"), "")
    metadata = dataclasses.replace(metadata, title=titled)
    description = _words(front, "description", "summary", "subtitle")
    article = compose(with_roles(pieces, titled, description), metadata=metadata, origin=origin, bullet="- ")
    check_language(article.text, path=origin)
    article = article if titled else _as_plain(article)
    check_notice(article)
    return with_cited(_dated(article))


def _as_plain(article: ArticleText) -> ArticleText:
    blocks = find_blocks(article.text)
    title = next((b.span.of(article.text) for b in blocks if b.section == "headline"), "")
    return dataclasses.replace(article, blocks=blocks, metadata=dataclasses.replace(article.metadata, title=title))


def _dated(article: ArticleText) -> ArticleText:
    told = article.metadata
    published, modified = find_dates(article.text, article.blocks)
    metadata = dataclasses.replace(told, published=told.published or published, modified=told.modified or modified)
    return dataclasses.replace(article, metadata=metadata)


def _parted(text: str, origin: str) -> tuple[dict[str, Any], str]:
    """Part the front matter, lines of YAML between two rules at the very top, from what follows it.

    :raises InputError: if it is no YAML.
    """
    found = _FRONT.match(text)
    if not found or not _KEY.match(found[1] or ""):
        return {}, text
    try:
        front = yaml.load(found[1], Loader=_Plain)  # noqa: S506 -- a loader that makes strings, lists and mappings only
    except (yaml.YAMLError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 2
        remedy = "put values that hold a colon between quotes"
        raise InputError("front matter is no YAML", path=origin, line=line, remedy=remedy) from error
    return (front if isinstance(front, dict) else {}), text[found.end() :]


def _without_marks(body: str) -> str:
    """Return a text whose footnotes are paragraphs of their own, without the marks that lead to them."""
    notes = set(_NOTE.findall(body))
    if not notes:
        return body
    return _MARK.sub(lambda mark: "" if mark[1] in notes else mark[0], _NOTE.sub("\n", body))


class _Plain(yaml.BaseLoader):
    """Makes strings, lists and mappings only, and follows no anchors: an alias costs a line and names a million."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            raise yaml.YAMLError("aliases are not read")
        return super().compose_node(parent, index)


def _metadata(front: dict[str, Any], *, title: str, address: str) -> Metadata:
    authors = (a for key in ("authors", "author", "byline") for a in strings(front.get(key)))
    return Metadata(
        title=clean(title) or _words(front, "title", "headline"),
        address=web_address(address) or web_address(_words(front, "canonical", "canonical_url", "url", "link")),
        publisher=_words(front, "publisher", "site", "publication"),
        authors=authors_of(authors),
        published=iso_date(_words(front, "published", "date", "publishDate", "pubDate")),
        modified=iso_date(_words(front, "modified", "updated", "lastmod", "last_modified_at")),
        language=language_of(_words(front, "lang", "language")) or "en",
        licence=web_address(_words(front, "licence", "license")),
        section=_words(front, "section", "category"),
        dois=tuple(strings(front.get("doi"))[:1]),
    )


def _words(front: dict[str, Any], *keys: str) -> str:
    return next((words[0] for key in keys if (words := strings(front.get(key)))), "")


@cache
def _parser() -> MarkdownIt:
    """Return the parser; a paragraph that stands further in is one, too, where Markdown would call it code."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 -- it loads slowly, and only Markdown needs it

    return MarkdownIt("commonmark").enable("table").disable("code")


def _pieces(tokens: list[Token]) -> Iterator[Piece]:
    within: list[str] = []
    row: list[str] = []
    for token in tokens:
        if token.nesting:
            within = [*within, token.type] if token.nesting > 0 else within[:-1]
            if token.type == "tr_close":
                yield Piece("caption", CELL.join(row))
                row = []
        elif token.type == "inline" and "tr_open" in within:
            row.append(clean(_shown(token.children or [])))
        elif token.type == "inline":
            yield Piece(_section(within), _shown(token.children or []))
        elif token.type == "html_block":
            yield Piece("body", _words_of_html(token.content))
        elif token.type == "fence":
            yield Piece("boilerplate", token.content)


def _section(within: list[str]) -> str:
    return "heading" if "heading_open" in within else "list-item" if "list_item_open" in within else "body"


def _shown(tokens: list[Token]) -> str:
    """Return the words of a line: no marks, no addresses, no pictures."""
    breaks = {"softbreak": " ", "hardbreak": " "}
    return "".join(
        breaks.get(t.type, t.content if t.type in ("text", "code_inline", "text_special") else "") for t in tokens
    )


def _words_of_html(markup: str) -> str:
    try:
        tree = lxml.html.fragment_fromstring(markup, create_parent="div")
    except (etree.LxmlError, ValueError):
        return ""
    etree.strip_elements(tree, etree.Comment, *_UNSEEN, with_tail=False)
    return str(tree.text_content())
