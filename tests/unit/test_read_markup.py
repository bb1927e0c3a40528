"""Web pages, JATS and PubMed XML."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model import ArticleText
from kg.read import from_held, iter_articles, read_article, sniff

ARTICLES = Path(__file__).parents[1] / "data" / "articles"
STORY = "<p>Walking after dinner was linked to lower blood sugar in a trial of the people of an invented town.</p>"


def page(story: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body><article>{story}</article></body></html>"


def sections(article: ArticleText) -> list[str]:
    return [b.section for b in article.blocks]


def test_page_gives_story_and_metadata() -> None:
    article = read_article(ARTICLES / "page.html")
    assert sections(article) == [
        *("headline", "byline", "lead", "caption", "body", "heading", "body"),
        *("list-item",) * 3,
        *("heading", "conclusion"),
    ]
    told = article.metadata
    assert (told.title, told.publisher, told.authors) == (
        "Evening walks and blood sugar",
        "Example Media",
        ("Ada Example",),
    )
    assert (told.published, told.address) == ("2025-03-04", "https://gazette.example/health/evening-walks")
    assert (told.dois, told.registrations, told.kind) == (("10.1234/example.5678",), ("NCT01234567",), "NewsArticle")
    assert "Copyright" not in article.text
    assert "type 2 diabetes" in article.text, "soft hyphens are dropped"


def test_a_headline_typed_straight_in_the_head_of_a_page_stands_once() -> None:
    story = f"<h1>Walks \u2018melt away\u2019 pain \u2013 study</h1>{STORY}"
    article = read_article(page(story, "<title>Walks 'melt away' pain - study</title>"), format="html")
    assert article.text.count("melt away") == 1


def test_a_page_that_declares_entities_is_refused_as_xml_is() -> None:
    declared = '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    for data in (declared + page(STORY), f'<?xml version="1.0"?>\n{declared}{page(STORY)}'.encode()):
        with pytest.raises(InputError, match="declares entities of its own"):
            read_article(data, format="html")
    assert read_article(page(STORY + "<p>Write &lt;!DOCTYPE html [ and &lt;!ENTITY a.</p>"), format="html").text


def test_page_blocks_are_spans_of_the_text() -> None:
    article = read_article(ARTICLES / "page.html")
    marks = {"list-item": "- "}
    shown = (marks.get(b.section, "") + b.span.of(article.text) for b in article.blocks)
    assert "\n\n".join(shown) == article.text


def test_a_held_page_with_lists_is_read_as_the_page_was() -> None:
    lists = "<h2>Signs</h2><ul><li>pain</li><li>fever</li></ul><p>It goes. Treatments are:</p><ol><li>rest</li></ol>"
    lists += "<table><tr><th>Sign</th><th>How long</th></tr><tr><td>pain</td><td>a day</td></tr></table>"
    article = read_article(page(STORY + lists), format="html")
    held = from_held(article.text, title=article.metadata.title)
    assert (held.text, held.blocks) == (article.text, article.blocks)


@pytest.mark.parametrize(
    ("markup", "read"),
    [
        (
            "<h2>Signs</h2><ul><li><h4>Pain</h4><p>In the toe.</p></li></ul>",
            ["heading: Signs", "list-item: Pain In the toe."],
        ),
        ("<ul><li>Pills<ul><li>aspirin</li></ul></li></ul>", ["list-item: Pills", "list-item: aspirin"]),
        (
            "<ul><li>Pills<ul><li>aspirin</li></ul> and <b>ice</b></li></ul>",
            ["list-item: Pills", "list-item: aspirin", "body: and ice"],
        ),
        ("<blockquote>It is <p>old</p> news</blockquote>", ["body: It is", "body: old", "body: news"]),
        ("<dl><dt>Signs</dt><dd>pain</dd></dl>", ["heading: Signs", "list-item: pain"]),
        ("<p><b>Signs</b></p><ul><li>pain</li></ul>", ["heading: Signs", "list-item: pain"]),
        ("<p><b> </b><strong>Signs</strong><br></p><ul><li>pain</li></ul>", ["heading: Signs", "list-item: pain"]),
        ("<p><b>Signs</b><b> of it</b></p>", ["body: Signs of it"]),
        ("<p><b>It was a shock.</b></p>", ["body: It was a shock."]),
        ("<p>Pain<br>Fever<br>Rash</p>", ["list-item: Pain", "list-item: Fever", "list-item: Rash"]),
        ("<p>Signs are:<br>Pain<br>Rash</p>", ["body: Signs are:", "list-item: Pain", "list-item: Rash"]),
        ("<p>12 High Street,<br>Old Town.</p>", ["body: 12 High Street, Old Town."]),
        (
            "<aside><h3>Key facts</h3><p>One in ten has it.</p></aside>",
            ["heading: Key facts", "body: One in ten has it."],
        ),
        ("<aside><p><a href='/x'>Ten more tales of walks and talks</a></p></aside>", []),
    ],
)
def test_structure_of_a_page_is_kept(markup: str, read: list[str]) -> None:
    article = read_article(page(STORY + markup + "<p>That is all there is to say of it.</p>"), format="html")
    told = [f"{b.section}: {b.span.of(article.text)}" for b in article.blocks]
    assert told[told.index("body: That is all there is to say of it.") - len(read) : -1] == read


def test_citation_tags_are_read() -> None:
    told = {"citation_title": "Walks", "citation_author": "A. Example", "citation_doi": "10.5555/x"}
    head = "".join(f'<meta name="{name}" content="{value}">' for name, value in told.items())
    found = read_article(page(STORY, head), format="html").metadata
    assert (found.title, found.authors, found.dois) == ("Walks", ("A. Example",), ("10.5555/x",))


def test_address_that_is_no_web_address_is_not_kept() -> None:
    text = page(STORY, '<link rel="canonical" href="javascript:alert(1)">')
    assert read_article(text, format="html").metadata.address == ""


def test_declared_charset_is_used_where_the_bytes_are_no_utf8() -> None:
    text = page(f"<p>Łódź walks.</p>{STORY}", '<meta charset="iso-8859-2">')
    assert "Łódź" in read_article(text.encode("iso-8859-2"), format="html").text


def test_journal_article() -> None:
    article = read_article(ARTICLES / "journal.xml")
    assert sections(article) == [
        *("headline", "heading", "lead", "heading", "conclusion", "heading", "body"),
        *("list-item", "list-item", "caption", "heading", "conclusion"),
    ]
    told = article.metadata
    assert (told.published, told.address, told.pmids) == (
        "2025-03-04",
        "https://doi.org/10.5555/invented.1",
        ("99999991",),
    )
    assert "Somebody" not in article.text


@pytest.mark.parametrize(
    ("date", "read"),
    [
        ("<day>5</day><month>Jan</month><year>2024</year>", "2024-01-05"),
        ("<day>5</day><year>2024</year>", "2024"),
        ("<day>31</day><month>2</month><year>2024</year>", "2024-02"),
        ("<year>24</year>", ""),
    ],
)
def test_date_of_a_journal_article_is_one_of_the_calendar(date: str, read: str) -> None:
    doi = '<article-id pub-id-type="doi">10.1002/(SICI)1:4&lt;361::AID-SIM168&gt;3.0.CO;2-4</article-id>'
    meta = f"<article-meta>{doi}<pub-date>{date}</pub-date></article-meta>"
    found = read_article(
        f"<article><front>{meta}</front><body>{STORY}</body></article>".encode(), format="jats"
    ).metadata
    assert (found.published, found.address) == (
        read,
        "https://doi.org/10.1002/(sici)1:4%3C361::aid-sim168%3E3.0.co;2-4",
    )


@pytest.mark.parametrize(("given", "read"), [("2024-30-04", "2024"), ("2024-02-30", "2024-02"), ("0000-01-01", "")])
def test_date_of_a_page_is_one_of_the_calendar(given: str, read: str) -> None:
    head = f'<meta property="article:published_time" content="{given}">'
    assert read_article(page(STORY, head).encode(), format="html").metadata.published == read


def test_pubmed_set_yields_each_citation() -> None:
    found = list(iter_articles(ARTICLES / "citations.xml"))
    assert [isinstance(a, ArticleText) for a in found] == [True, False, True]
    first = found[0]
    assert isinstance(first, ArticleText)
    assert sections(first) == ["headline", "heading", "lead", "heading", "conclusion"]
    assert (first.metadata.published, first.metadata.authors) == ("2024-11-05", ("Ada Example", "The Tea Group"))
    assert "99999993" in str(found[1])


@pytest.mark.parametrize(
    ("name", "kind"),
    [("page.html", "html"), ("journal.xml", "jats"), ("citations.xml", "pubmed"), ("as-received.txt", "text")],
)
def test_formats_are_told_apart(name: str, kind: str) -> None:
    assert sniff(ARTICLES / name) == kind


BROKEN_XML = {
    "entities of its own": '<!DOCTYPE article [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><article><p>&b;</p></article>',
    "no well-formed XML": "<article><front/><p>",
    "Excessive depth": "<article><front/>" + "<sec>" * 50_000,
    "encoding UTF-7": '<?xml version="1.0" encoding="UTF-7"?><article><front/></article>',
    "holds no article text": "<article><front/><body/></article>",
}


@pytest.mark.parametrize("fault", BROKEN_XML)
def test_hostile_xml_is_one_clear_error(fault: str) -> None:
    with pytest.raises(InputError, match=fault):
        read_article(BROKEN_XML[fault].encode(), format="jats", origin="x.xml")


def test_external_dtd_and_unknown_entities_are_not_followed() -> None:
    xml = (
        '<!DOCTYPE article SYSTEM "file:///etc/passwd"><article><front/><body><p>Tea &nbsp; sleep</p></body></article>'
    )
    assert read_article(xml.encode(), format="jats").text == "Tea sleep"


def test_xml_of_unknown_kind_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_text("<recipe/>", encoding="utf-8")
    with pytest.raises(InputError, match="<recipe>"):
        sniff(path)


COOKIES = "<p>We use cookies. By clicking accept you consent to cookies and tracking; manage cookie consent here.</p>"
BAD_PAGES = {
    "holds no article text": "<html><body>" + "<div>" * 100_000 + "hello",
    "more than 50,000 elements": "<html><body>" + "<p>x" * 60_000,
    "only a cookie notice": f"<html><body>{COOKIES}</body></html>",
    "larger than 10 MB": "<p>" + "x" * 10_000_001,
    "seems to be in German": "<html><body><article><p>"
    + "Die Studie zeigt es, und der Patient ist mit der Kur nicht allein. " * 9,
}


@pytest.mark.parametrize("fault", BAD_PAGES)
def test_hostile_pages_are_one_clear_error(fault: str) -> None:
    with pytest.raises(InputError, match=fault):
        read_article(BAD_PAGES[fault].encode(), format="html")


def test_nested_json_ld_does_not_hurt() -> None:
    text = page(STORY, f'<script type="application/ld+json">{"[" * 100_000}</script>')
    assert read_article(text, format="html").text.startswith("Walking")
