"""JATS XML (journals, PubMed Central) -> ArticleText."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from kg.identifiers import doi_iri
from kg.model import ArticleText, Metadata
from kg.read.compose import Piece, compose
from kg.read.dates import spelt_date
from kg.read.decode import check_language
from kg.read.metadata import authors_of, language_of
from kg.read.phrases import pattern
from kg.read.text import with_cited
from kg.read.xml import local_name, parse_xml, words_of

XLINK = "{http://www.w3.org/1999/xlink}href"
_SKIPPED = frozenset(
    {
        "table-wrap-foot",
        "disp-formula",
        "supplementary-material",
        "ref-list",
        "ack",
        "fn-group",
        "alternatives",
        "graphic",
    }
)
_INLINE_SKIPPED = ("xref", "fig", "table-wrap", "list", "disp-formula", "boxed-text", "fn", "def-list")


def read_jats(data: bytes, *, title: str = "", address: str = "", origin: str = "") -> ArticleText:
    """Return the article of a JATS document: title, abstract, body.

    :raises InputError: if it cannot be read, holds no text, or is not in English.
    """
    root = parse_xml(data, origin=origin)
    for element in root.iter("{*}*"):
        element.tag = local_name(element)
    article = root if root.tag == "article" else root.find(".//article")
    article = root if article is None else article
    metadata = _metadata(article, title, address)
    text = compose(_pieces(article, metadata.title), metadata=metadata, origin=origin)
    check_language(text.text, path=origin)
    return with_cited(text)


def _metadata(article: etree._Element, title: str, address: str) -> Metadata:
    ids = {i.get("pub-id-type", ""): words_of(i) for i in article.iterfind("front/article-meta/article-id")}
    doi, link = ids.get("doi", ""), article.find("front/article-meta/permissions/license")
    licence = (link.get(XLINK) or "") if link is not None else ""
    return Metadata(
        title=title or words_of(article.find("front/article-meta/title-group/article-title"), without=_INLINE_SKIPPED),
        address=address or doi_iri(doi),
        publisher=words_of(article.find("front/journal-meta//journal-title")),
        authors=authors_of(
            _name(c) for c in article.iterfind("front/article-meta/contrib-group/contrib[@contrib-type='author']/name")
        ),
        published=_date(article),
        language=language_of(article.get("{http://www.w3.org/XML/1998/namespace}lang", "")) or "en",
        licence=licence if licence.startswith("http") else "",
        kind="MedicalScholarlyArticle",
        dois=(doi,) if doi else (),
        pmids=(ids["pmid"],) if ids.get("pmid") else (),
    )


def _name(name: etree._Element) -> str:
    return " ".join(filter(None, (words_of(name.find("given-names")), words_of(name.find("surname")))))


def _date(article: etree._Element) -> str:
    """Return the first of the dates that are told most exactly."""
    told = (
        [words_of(found.find(part)) for part in ("year", "month", "day")]
        for found in article.iterfind("front/article-meta/pub-date")
    )
    return max((spelt_date(*parts) for parts in told), key=len, default="")


def _pieces(article: etree._Element, title: str) -> Iterator[Piece]:
    yield Piece("headline", title)
    for abstract in article.iterfind("front/article-meta/abstract"):
        if abstract.get("abstract-type") not in ("graphical", "teaser"):
            yield from _section(abstract, "lead")
    body = article.find("body")
    if body is not None:
        yield from _section(body, "body")


def _section(element: etree._Element, role: str) -> Iterator[Piece]:
    for child in element:
        name = local_name(child)
        if name == "title":
            yield Piece("heading", words_of(child, without=("xref",)))
        elif name == "sec":
            ends = pattern("conclusion").fullmatch(words_of(child.find("title")))
            yield from _section(child, "conclusion" if ends else role)
        elif name == "p":
            yield from _paragraph(child, role)
        elif name and name not in _SKIPPED:
            yield from _float(child, role)


def _paragraph(p: etree._Element, role: str) -> Iterator[Piece]:
    yield Piece(role, words_of(p, without=_INLINE_SKIPPED))
    for child in p:
        if local_name(child) in ("fig", "table-wrap", "list", "boxed-text"):
            yield from _float(child, role)


def _float(element: etree._Element, role: str) -> Iterator[Piece]:
    name = local_name(element)
    if name == "list":
        for item in element.iterfind("list-item"):
            yield Piece("list-item", words_of(item, without=("xref", "label")))
    elif name in ("fig", "table-wrap"):
        yield Piece("caption", words_of(element.find("caption")))
    elif name in ("boxed-text", "fig-group", "disp-quote", "trans-abstract"):
        yield from _section(element, role)
