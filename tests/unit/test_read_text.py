"""Plain text: exact characters, and blocks named as an editor would."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.identifiers import digest
from kg.model import ArticleText
from kg.read import from_held, read_article
from kg.read.blocks import find_blocks

ARTICLES = Path(__file__).parents[1] / "data" / "articles"


def sections(article: ArticleText) -> list[tuple[str, str]]:
    return [(b.section, b.span.of(article.text)) for b in article.blocks]


def test_text_keeps_every_character() -> None:
    text = "Caf\u0065\u0301 dia\u00adbetes \ufb01rst \u202ebidi\u202c\n\nThe second paragraph.\n"
    article = read_article(text.encode())
    assert article.text == text
    assert article.digest == digest(text)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_mark_decides_and_is_dropped(encoding: str) -> None:
    assert read_article("Stem cells and β-cells.".encode(encoding)).text == "Stem cells and β-cells."


def test_windows_line_ends_become_line_feeds() -> None:
    assert read_article(b"One line.\r\nAnother line.\r\n").text == "One line.\nAnother line.\n"


def test_blocks_of_a_page_as_received() -> None:
    found = sections(read_article(ARTICLES / "as-received.txt"))
    assert [s for s, _ in found] == [
        *("boilerplate",) * 3,
        *("headline", "standfirst", "caption", "byline", "byline", "lead", "body", "heading", "body"),
        *("list-item", "list-item", "caption", "heading", "conclusion", "byline"),
        *("boilerplate",) * 3,
    ]
    assert found[3] == ("headline", "Evening Walks May Lower Blood Sugar")


def test_list_items_know_their_lead_in() -> None:
    article = read_article(ARTICLES / "as-received.txt")
    items = [b for b in article.blocks if b.section == "list-item"]
    leads = {article.blocks[b.lead_in].span.of(article.text) for b in items if b.lead_in is not None}
    assert leads == {"Possible reasons include:"}


def test_a_numbered_line_that_stands_alone_heads_what_follows() -> None:
    text = (
        "A leaflet on lithium\n\n1. What it is\n\nIt is a salt.\n\n2. Possible side effects\n\n1. tremor\n\n2. nausea\n"
    )
    blocks = read_article(text, format="text").blocks
    told = [(b.section, b.span.of(text)) for b in blocks]
    assert [words for section, words in told if section == "heading"] == ["What it is"]
    text = text.replace("1. tremor\n\n2. nausea", "- tremor\n- nausea")
    blocks = read_article(text, format="text").blocks
    assert [b.span.of(text) for b in blocks if b.section == "heading"] == ["What it is", "Possible side effects"]
    assert [blocks[b.lead_in].span.of(text) for b in blocks if b.lead_in is not None] == ["Possible side effects"] * 2


def test_title_names_the_headline() -> None:
    article = read_article("Some label line here\nTea and sleep.\nThe nurses slept.", title="Tea and Sleep")
    assert sections(article)[:2] == [("boilerplate", "Some label line here"), ("headline", "Tea and sleep.")]


def test_single_sentence_has_no_headline() -> None:
    assert [s for s, _ in sections(read_article("Metformin lowers blood glucose."))] == ["lead"]


@pytest.mark.parametrize("line", ["Metformin Lowers Blood Glucose", "Metformin lowers blood glucose in a trial"])
def test_a_line_alone_without_a_stop_is_a_headline(line: str) -> None:
    article = read_article(line)
    assert (sections(article), article.metadata.title) == ([("headline", line)], line)


def test_a_line_alone_that_is_page_furniture_stays_so() -> None:
    assert [s for s, _ in sections(read_article("Sign up to our newsletter"))] == ["boilerplate"]


def test_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "A headline without a stop\n\nThe trial of evening walks in adults was short and\nthe results need repeating.\n"
    )
    assert [s for s, _ in sections(read_article(text))] == ["headline", "lead"]


BROKEN = """A headline of five words

Taking a daily supplement does not reduce the risk of fracture in
adults over 65, according to a randomised controlled trial of
18,400 people that is published today in the letter of the bones.

"Our findings do not support the routine use of the vitamin,"
said Dr Elena Ruiz, who led the study. "However, the vitamin is
effective against rickets."

  * 18,400 participants

Sweet dreams,
Nadia
"""


def test_lines_broken_at_one_width_are_one_paragraph() -> None:
    """Also before a number, a bracket or a capital, and after a comma in quotes."""
    found = [words for _, words in sections(read_article(BROKEN))]
    assert [words.count("\n") for words in found] == [0, 2, 2, 0, 0, 0]


@pytest.mark.parametrize(
    "lines",
    [
        [
            "Walking after supper lowers the sugar in blood of adults",
            "Nuts may be good for the memory of older women, too",
        ],
        ["Walks of an hour", "Nuts, seeds and the oil of olives that are cold pressed in the year", "Tea", "Rest"],
        [
            "The pill helped many. " * 8,
            "nobody knew why it did so, and many asked",
            "more of it was made in haste then",
        ],
    ],
    ids=["one a line", "items", "paragraphs"],
)
def test_lines_that_end_as_their_writer_wanted_stay_apart(lines: list[str]) -> None:
    text = "A headline of five words\n\n" + "\n".join(lines * 4) + "\n"
    assert len(sections(read_article(text))) >= 4 * len(lines)


def test_what_a_mail_ends_with_is_no_story() -> None:
    ending = "-- \nYou are receiving this because you signed up. Unsubscribe: https://example.org/u\n"
    text = f"A headline of five words\n\nThe story is told here in one sentence.\n\n{ending}"
    assert [s for s, _ in sections(read_article(text))] == ["headline", "lead", "boilerplate", "boilerplate"]


def test_run_of_short_lines_is_a_menu() -> None:
    menu = "News\n\nFood\n\nMind\n\nBody"
    text = (
        f"A headline of five words\n\nThe story is told here in one sentence.\n\n{menu}\n\nMore story follows here.\n"
    )
    assert [s for s, _ in sections(read_article(text))][2:6] == ["boilerplate"] * 4


def test_cited_identifiers_are_metadata() -> None:
    article = read_article("See doi:10.1038/s41421-024-00662-3, PMID: 38693130 and NCT01234567.")
    assert article.metadata.dois == ("10.1038/s41421-024-00662-3",)
    assert article.metadata.pmids == ("38693130",)
    assert article.metadata.registrations == ("NCT01234567",)


def test_held_text_gives_the_same_article() -> None:
    article = read_article(ARTICLES / "as-received.txt")
    assert from_held(article.text).blocks == article.blocks
    assert from_held(article.text).digest == article.digest


@given(st.text(alphabet=st.sampled_from("aB .\n•-:\t1)\u00e9\u00a0\r")))
def test_blocks_lie_in_order_and_hold_all_words(text: str) -> None:
    if not text.strip():
        with pytest.raises(InputError):
            read_article(text)
        return
    article = read_article(text)
    assert article.text == text
    ends = [0, *(b.span.end for b in article.blocks)]
    assert all(b.span.start >= end for b, end in zip(article.blocks, ends, strict=False))
    assert all(b.span.of(text) == b.span.of(text).strip() for b in article.blocks)
    outside = [text[a : b.span.start] for a, b in zip(ends, article.blocks, strict=False)]
    assert not any(c.isalpha() and c not in "aB" for piece in outside for c in piece)


def test_an_argument_of_str_is_text_never_a_file() -> None:
    assert read_article(str(ARTICLES / "as-received.txt")).text.endswith("as-received.txt")


STORY = "Coffee helped nobody, a study says. It ended on 3 May 2020."


@pytest.mark.parametrize(
    ("byline", "published", "modified"),
    [
        ("By Ann Lee\n12 March 2024", "2024-03-12", ""),
        ("March 12, 2024", "2024-03-12", ""),
        ("By Ann Lee, 2024-03-12", "2024-03-12", ""),
        ("By Ann Lee | Mar. 3, 2024 | 5 min read", "2024-03-03", ""),
        ("Published: Tuesday, 12th March 2024 at 09:30", "2024-03-12", ""),
        ("Published 12 March 2024, updated 14 March 2024", "2024-03-12", "2024-03-14"),
        ("Medically reviewed by Ann Lee on 3 May 2023\nPublished March 2024", "2024-03", ""),
        ("Last updated: Sept 4, 2023", "", "2023-09-04"),
        ("Published 31 February 2024", "", ""),
        ("Updated 3/12/2024", "", ""),
        ("By Ann Lee", "", ""),
    ],
)
def test_dates_of_a_byline_are_those_of_the_article(byline: str, published: str, modified: str) -> None:
    told = read_article(f"Coffee Helps Nobody\n{byline}\n\n{STORY}").metadata
    assert (told.published, told.modified) == (published, modified)


@pytest.mark.parametrize(
    ("opening", "published"),
    [
        ("LEEDS, England, March 12, 2024 (Newswire) -- ", "2024-03-12"),
        ("12 March 2024 \u2014 ", "2024-03-12"),
        ("On March 12, 2024, they met: ", ""),
    ],
)
def test_a_dateline_is_no_date_of_the_story(opening: str, published: str) -> None:
    assert read_article(f"Coffee Helps Nobody\n\n{opening}{STORY}").metadata.published == published


@pytest.mark.parametrize(
    ("heading", "told", "section"),
    [
        ("About Hill Clinic", "Hill Clinic is a nonprofit organisation that treats migraine", "boilerplate"),
        ("About Hill Ltd.:", "Hill Ltd. develops, manufactures and sells what prevents migraine", "boilerplate"),
        ("About Hill College", "Founded in 1866, Hill College has cured migraine", "boilerplate"),
        ("About migraine", "Migraine is a headache that comes back", "body"),
        ("About the study", "The study was made with 40 adults", "body"),
    ],
)
def test_what_a_body_says_of_itself_is_no_story_and_what_is_said_of_a_thing_is(
    heading: str, told: str, section: str
) -> None:
    more = ", and much more is to be told of all this, which makes for a paragraph that is long enough to run on"
    story = "Pill Eases Pain\n\nA pill eased pain in a trial, doctors say.\n\n"
    article = read_article(f"{story}{heading}\n\n{told}{more}{more}.\n\nThe story goes on here, in a sentence.")
    found = {b.span.of(article.text)[:9]: b.section for b in article.blocks}
    assert found[told[:9]] == section
    assert found["The story"] != "boilerplate"


def test_a_portrait_on_one_line_is_one() -> None:
    article = read_article("Pill Eases Pain\n\nA pill eased pain.\n\nAbout Hill: Hill is a hospital that cures pain.")
    assert article.blocks[-1].section == "boilerplate"


def test_a_paragraph_of_very_many_lines_is_one_block():
    """Each line is looked at once: to look at all before it, too, would take an hour for this."""
    line = "word and another word that goes on and on until it is long enough to wrap"
    text = "A title of its own\n\n" + "\n".join([line] * 100_000)
    headline, paragraph = find_blocks(text)
    assert (headline.section, paragraph.section) == ("headline", "lead")
    assert paragraph.span.end == len(text)


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("PUBLIC RELEASE:\u00a016-JAN-2017", "2017-01-16"),
        ("Press release", ""),
        ("Northfield Medical Journal Press Release:", ""),
        ("FOR IMMEDIATE RELEASE: 3 March 2020", "2020-03-03"),
        ("Embargoed until 23:30 UK time on Tuesday 13 October 2015", "2015-10-13"),
    ],
)
def test_what_a_release_says_of_itself_is_no_headline(line: str, published: str) -> None:
    article = read_article(
        f"{line}\nWalking eases knee pain in older people\n\nPeople who walk hurt less, a study says.\n"
    )
    assert sections(article)[:2] == [("byline", line), ("headline", "Walking eases knee pain in older people")]
    assert (article.metadata.title, article.metadata.published) == (
        "Walking eases knee pain in older people",
        published,
    )


def test_a_headline_may_speak_of_a_release() -> None:
    article = read_article("New delayed-release tablet eases pain\n\nPeople who took it hurt less, a study says.\n")
    assert article.metadata.title == "New delayed-release tablet eases pain"


STORY = "Zinc is sold in many shops of the town, and nobody had asked so far what it does to those with gout."


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("Zinc lowers the risk of gout", "Study finds a small effect in older adults"), ["headline", "standfirst"]),
        (("Zinc lowers the risk of gout", "Zinc lowers the risk of gout"), ["headline", "boilerplate"]),
        (("Zinc lowers the risk of gout", "FINDINGS"), ["headline", "heading"]),
        (("Zinc lowers the risk of gout", "How it works"), ["headline", "heading"]),
        (
            ("Zinc lowers the risk of gout", "UNIVERSITY OF THE NORTH COAST", "A small effect in older adults"),
            ["headline", "heading", "standfirst"],
        ),
        (
            (
                "Zinc lowers the risk of gout",
                "Posted by ab12 at Nov 24, 2015 12:20 PM | Permalink",
                "It is a small effect",
            ),
            ["headline", "byline", "standfirst"],
        ),
        (("HEALTH NEWSTUESDAY 19 JULY 2016", "Zinc lowers the risk of gout"), ["byline", "headline"]),
        (("Zinc lowers the risk of gout", "LEEDS, May 18, 2016 /PRNewswire/ --"), ["headline", "byline"]),
        (("Zinc lowers the risk of gout", "Press Release from Example: 23 February 2017"), ["headline", "byline"]),
        (("Zinc lowers the risk of gout", "17/05/2017"), ["headline", "byline"]),
        (("Zinc lowers the risk of gout", "By\u00a0Ann Lee | 7 July 2016"), ["headline", "byline"]),
        (("Zinc lowers the risk of gout", "Contact: Ann Lee, ann@example.org"), ["headline", "boilerplate"]),
    ],
)
def test_the_lines_between_headline_and_text_are_told_apart(lines: tuple[str, ...], expected: list[str]) -> None:
    assert [b.section for b in find_blocks("\n\n".join((*lines, STORY)))] == [*expected, "lead"]
