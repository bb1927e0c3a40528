"""Plain text -> ArticleText; the characters stay as they are."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from kg.errors import InputError
from kg.identifiers import digest, doi_iri, doi_of
from kg.model import ArticleText, Metadata
from kg.read.blocks import find_blocks
from kg.read.dates import find_dates
from kg.read.decode import check_language, check_text
from kg.read.phrases import pattern

NOTICE = 1200
"""A text with fewer characters than this may be a mere cookie notice,"""
WORDS_OF_NOTICE = 3
"""if it holds this many words of one."""
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>{}|\\^`]+[^\s\"<>{}|\\^`.,;:)\]]")
_PMID = re.compile(r"\bPMID:?\s*(\d{5,8})\b", re.IGNORECASE)
_TRIAL = re.compile(
    r"\b(?:NCT\d{8}|ISRCTN\d{8}|ACTRN\d{14}|ChiCTR[-\w]{8,16}|EudraCT[ :]*\d{4}-\d{6}-\d\d|CTRI/\d{4}/\d\d/\d{6})\b"
)
_SIGNS = {_DOI: ("10.",), _PMID: ("pmid",), _TRIAL: ("nct", "isrctn", "actrn", "chictr", "eudract", "ctri")}
"""What stands, in any case of letters, in every text that holds one; most texts hold none, and are told by it fast."""


def read_text(text: str, *, title: str = "", address: str = "", origin: str = "") -> ArticleText:
    """Return the article of a decoded text.

    :raises InputError: if it is no text, not in English, or only a cookie notice.
    """
    check_language(check_text(text, path=origin), path=origin)
    blocks = find_blocks(text, title=title)
    first = next((b.span.of(text) for b in blocks if b.section == "headline"), "")
    published, modified = find_dates(text, blocks)
    title = title or " ".join(first.split())
    metadata = Metadata(title=title, address=address, language="en", published=published, modified=modified)
    article = ArticleText(text=text, digest=digest(text), blocks=blocks, metadata=metadata, origin=origin)
    check_notice(article)
    return with_cited(article)


def opening(text: str) -> str:
    """Return the first words of a text, which stand for its title where it has none.

    >>> opening("Aspirin may prevent stroke.")
    'Aspirin may prevent stroke.'
    """
    return " ".join(text[:200].split())[:80].rstrip()


def check_notice(article: ArticleText) -> None:
    """Refuse what a page shows before its article.

    :raises InputError: if it is only a cookie notice.
    """
    text = article.text
    if (
        len(text) < NOTICE
        and len(pattern("cookie_notice").findall(text)) >= WORDS_OF_NOTICE
        and pattern("cookie_banner").search(text)
    ):
        remedy = "save the page after accepting or refusing"
        raise InputError("is only a cookie notice, not an article", path=article.origin, remedy=remedy)


def with_cited(article: ArticleText) -> ArticleText:
    """Add the DOIs, PMIDs and trial registrations that the text itself names, in order, to those its page gives.

    Pages give much that is none; a DOI is the same in capitals and small letters.
    """
    told, text = article.metadata, article.text
    lowered = text.lower()
    dois = (*told.dois, *_found(_DOI, text, lowered))
    pmids = (*told.pmids, *_found(_PMID, text, lowered))
    metadata = dataclasses.replace(
        told,
        dois=tuple(dict.fromkeys(doi_of(d) for d in dois if doi_iri(d))),
        pmids=tuple(dict.fromkeys(p.lstrip("0") for p in pmids if re.fullmatch(r"0*[1-9]\d{0,7}", p, re.ASCII))),
        registrations=tuple(dict.fromkeys((*told.registrations, *_found(_TRIAL, text, lowered)))),
    )
    return dataclasses.replace(article, metadata=metadata)


def _found(expression: re.Pattern[str], text: str, lowered: str) -> Iterator[str]:
    matches = expression.finditer(text) if any(sign in lowered for sign in _SIGNS[expression]) else ()
    return (m[1] if expression.groups else m[0] for m in matches)
