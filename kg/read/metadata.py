"""What a web page says of itself: JSON-LD first, then citation tags, then OpenGraph and plain tags."""

from __future__ import annotations

import contextlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from lxml.html import HtmlElement

from kg.dates import iso
from kg.errors import IdentifierError
from kg.identifiers import check_iri
from kg.model import Metadata
from kg.read.decode import clean

MAX_LD = 500_000
"""Longest JSON-LD script read, in characters."""
MAX_VALUE = 500
"""Longest value kept, in characters."""
MAX_AUTHORS = 100
KINDS = re.compile(r"(?:[A-Z][A-Za-z]*)?(?:Article|Posting|Report|WebPage)")
_DATE = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?")

Tags = dict[str, list[str]]


def page_metadata(tree: HtmlElement, *, title: str = "", address: str = "") -> tuple[Metadata, str]:
    """Return the metadata of a page and its description.

    :param title: overrides what the page says.
    :param address: where it was fetched from; overrides what the page says.
    """
    tags, told = _tags(tree), _json_ld(tree)
    author = (
        told.get("author") or tags["citation_author"] or tags["article:author"] or tags["author"] or tags["dc.creator"]
    )
    metadata = Metadata(
        title=clean(title)
        or _first(told, tags, "headline", "citation_title", "og:title", "dc.title")
        or _heading(tree),
        address=web_address(address)
        or web_address(_first(told, tags, "url", "canonical", "og:url", "citation_public_url")),
        publisher=_first(told, tags, "publisher", "citation_journal_title", "og:site_name", "dc.publisher"),
        authors=authors_of(author),
        published=iso_date(
            _first(
                told,
                tags,
                "datePublished",
                "citation_publication_date",
                "citation_date",
                "article:published_time",
                "date",
                "dc.date",
            )
        ),
        modified=iso_date(_first(told, tags, "dateModified", "article:modified_time", "last-modified")),
        language=language_of(tree.get("lang") or _first(told, tags, "inLanguage", "og:locale")),
        licence=web_address(_first(told, tags, "license", "rel:license", "dc.rights")),
        section=_first(told, tags, "articleSection", "article:section"),
        kind=_first(told, tags, "@type"),
        dois=tuple(tags["citation_doi"][:1]),
        pmids=tuple(tags["citation_pmid"][:1]),
    )
    return metadata, _first(told, tags, "og:description", "description")


def iso_date(text: str) -> str:
    """Return a date, year-month or year as ISO writes it, as far as the calendar has it; nothing for other wording.

    >>> iso_date("2024/4/30"), iso_date("2024-04-30T08:00:00Z"), iso_date("last week")
    ('2024-04-30', '2024-04-30', '')
    """
    found = _DATE.match(text.strip())
    return iso(*found.groups("")) if found else ""


def _first(told: Tags, tags: Tags, *names: str) -> str:
    return next((values[0] for name in names for values in (told.get(name), tags.get(name)) if values), "")


def authors_of(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names of people, each once; addresses are none."""
    return tuple(dict.fromkeys(name for name in names if name and not name.startswith("http")))[:MAX_AUTHORS]


def language_of(tag: str) -> str:
    """Return the two letters that a language tag begins with; nothing for what is none.

    >>> language_of("en_GB"), language_of("English"), language_of("x")
    ('en', 'en', '')
    """
    language = tag[:2].lower()
    return language if language.isascii() and language.isalpha() and len(language) == 2 else ""


def web_address(text: str) -> str:
    """Return an address that can name an article; nothing for other words."""
    with contextlib.suppress(IdentifierError):
        return check_iri(text) if text else ""
    return ""


def _heading(tree: HtmlElement) -> str:
    for path in (".//h1", ".//title"):
        for element in tree.iterfind(path):
            if words := clean(element.text_content()):
                return words[:MAX_VALUE].rstrip()
    return ""


def _tags(tree: HtmlElement) -> Tags:
    tags: Tags = defaultdict(list)
    for element in tree.iter("meta"):
        name = (element.get("name") or element.get("property") or element.get("itemprop") or "").lower()
        value = clean(element.get("content") or "")[:MAX_VALUE].rstrip()
        if name and value:
            tags[name].append(value)
    for element in tree.iter("link"):
        relation, target = (element.get("rel") or "").lower(), (element.get("href") or "").strip()
        if relation in ("canonical", "license") and target:
            tags["canonical" if relation == "canonical" else "rel:license"].append(target)
    return tags


def _json_ld(tree: HtmlElement) -> Tags:
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        text = script.text or ""
        with contextlib.suppress(ValueError, RecursionError):
            for thing in _things(json.loads(text if len(text) <= MAX_LD else "null")):
                kinds = [k for k in strings(thing.get("@type")) if KINDS.fullmatch(k)]
                if kinds:
                    return {name: values for name in thing if (values := strings(thing[name]))} | {"@type": kinds}
    return {}


def _things(data: Any) -> Iterator[dict[str, Any]]:
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, dict):
            yield item
            inner = item.get("@graph")
            yield from (x for x in inner if isinstance(x, dict)) if isinstance(inner, list) else ()


def strings(value: Any) -> list[str]:
    """Return the words of a value of JSON-LD or front matter: a string, a thing with a name or address, or a list."""
    if isinstance(value, list):
        return [words for item in value[:MAX_AUTHORS] for words in strings(item)[:1]]
    if isinstance(value, dict):
        value = value.get("name") or value.get("@id") or value.get("url")
    return [words] if isinstance(value, str) and (words := clean(value)[:MAX_VALUE].rstrip()) else []
