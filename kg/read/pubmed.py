"""PubMed XML -> one ArticleText a citation: title and abstract."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from kg.errors import InputError
from kg.model import ArticleText, Metadata
from kg.read.compose import Piece, compose
from kg.read.dates import spelt_date
from kg.read.decode import check_language
from kg.read.metadata import authors_of
from kg.read.phrases import pattern
from kg.read.text import with_cited
from kg.read.xml import iter_elements, words_of


def iter_pubmed(data: bytes, *, origin: str = "") -> Iterator[ArticleText | InputError]:
    """Walk the citations of a set; one without a text gives its error instead, and the rest goes on."""
    found = False
    try:
        for element in iter_elements(data, "PubmedArticle", origin=origin):
            found = True
            yield _read(element, origin)
    except InputError as error:
        yield error
        return
    if not found:
        yield InputError("holds no PubMed citation", path=origin)


def _read(element: etree._Element, origin: str) -> ArticleText | InputError:
    citation = element.find("MedlineCitation")
    pmid = words_of(citation.find("PMID")) if citation is not None else ""
    where = f"{origin}#{pmid}" if pmid else origin
    article = citation.find("Article") if citation is not None else None
    if article is None:
        return InputError("citation holds no article", path=where)
    try:
        text = compose(_pieces(article), metadata=_metadata(element, article, pmid), origin=where)
        check_language(text.text, path=where)
    except InputError as error:
        return error
    return with_cited(text)


def _pieces(article: etree._Element) -> Iterator[Piece]:
    yield Piece("headline", words_of(article.find("ArticleTitle")))
    for position, part in enumerate(article.iterfind("Abstract/AbstractText")):
        label = part.get("Label", "")
        if label and label.upper() != "UNLABELLED":
            yield Piece("heading", label.capitalize())
        ends = pattern("conclusion").fullmatch(label)
        yield Piece("conclusion" if ends else "lead" if position == 0 else "body", words_of(part))


def _metadata(element: etree._Element, article: etree._Element, pmid: str) -> Metadata:
    doi = next((words_of(i) for i in element.iterfind("PubmedData/ArticleIdList/ArticleId[@IdType='doi']")), "")
    return Metadata(
        title=words_of(article.find("ArticleTitle")),
        address=f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" if pmid.isdigit() else "",
        publisher=words_of(article.find("Journal/Title")),
        authors=authors_of(_name(a) for a in article.iterfind("AuthorList/Author")),
        published=_date(article.find("Journal/JournalIssue/PubDate")),
        language={"eng": "en"}.get(words_of(article.find("Language")), "en"),
        kind="MedicalScholarlyArticle",
        dois=(doi,) if doi else (),
        pmids=(pmid,) if pmid else (),
    )


def _name(author: etree._Element) -> str:
    parts = (words_of(author.find("ForeName")), words_of(author.find("LastName")))
    return " ".join(filter(None, parts)) or words_of(author.find("CollectiveName"))


def _date(date: etree._Element | None) -> str:
    if date is None:
        return ""
    year, month, day = (words_of(date.find(part)) for part in ("Year", "Month", "Day"))
    return spelt_date(year, month, day)
