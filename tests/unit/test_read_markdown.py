"""Markdown -> the words it marks up, their roles, and what the front matter tells."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.identifiers import digest
from kg.model import ArticleText
from kg.read import from_held, read_article
from kg.read.phrases import pattern

FRONT = """---
title: "Evening walks: a trial"
author: [Ada Example, {name: Ben Example}]
date: 2025-03-04
lastmod: 2025-03-05T08:00:00Z
canonical: https://gazette.example/walks
draft: true
---
"""
BODY = """
# Evening walks: a trial

By Ada Example

Walking *after* dinner was **linked** to [lower blood sugar](https://example.org/a_b) in a trial of 120
people, and `glucose` fell &amp; stayed low.

## What it means ##

- Walking lowers blood sugar.
- It is no cure:
  1. nobody recovered;
  2. nobody was harmed.

> "Nobody knows why," Dr. Example said.

| Group | Change |
|---|---|
| Walkers | 12% |

![A street](street.png)

<div>Some <b>marked</b> words.<script>alert(1)</script><!-- hidden --></div>

    A paragraph that stands further in.

```
run --all
```

Conclusion
----------

Talk to your doctor.
"""


def read(text: str) -> ArticleText:
    return read_article(text, format="markdown")


def told(text: str) -> list[tuple[str, str]]:
    article = read(text)
    return [(b.section, b.span.of(article.text)) for b in article.blocks]


def test_markup_gives_roles_and_is_no_text() -> None:
    assert told(FRONT + BODY) == [
        ("headline", "Evening walks: a trial"),
        ("byline", "By Ada Example"),
        (
            "lead",
            "Walking after dinner was linked to lower blood sugar in a trial of 120 people, "
            "and glucose fell & stayed low.",
        ),
        ("heading", "What it means"),
        ("list-item", "Walking lowers blood sugar."),
        ("list-item", "It is no cure:"),
        ("list-item", "nobody recovered;"),
        ("list-item", "nobody was harmed."),
        ("body", '"Nobody knows why," Dr. Example said.'),
        ("caption", "Group | Change"),
        ("caption", "Walkers | 12%"),
        ("body", "Some marked words."),
        ("body", "A paragraph that stands further in."),
        ("boilerplate", "run --all"),
        ("heading", "Conclusion"),
        ("conclusion", "Talk to your doctor."),
    ]


def test_front_matter_is_metadata_and_no_text() -> None:
    article = read(FRONT + BODY)
    found = article.metadata
    assert (found.title, found.authors) == ("Evening walks: a trial", ("Ada Example", "Ben Example"))
    assert (found.published, found.modified) == ("2025-03-04", "2025-03-05")
    assert found.address == "https://gazette.example/walks"
    assert "draft" not in article.text
    assert article.text.count("Evening walks: a trial") == 1


def test_the_first_heading_is_the_title_where_nothing_else_gives_one() -> None:
    article = read(BODY)
    assert article.metadata.title == "Evening walks: a trial"
    assert article.blocks[0].section == "headline"


def test_a_headline_of_its_own_stands_above_the_heading_that_differs() -> None:
    assert told("---\ntitle: One\n---\n# Another thing\n\nWalking helps people.")[:2] == [
        ("headline", "One"),
        ("heading", "Another thing"),
    ]


def test_a_held_text_is_read_as_the_markdown_was() -> None:
    """So kg explain finds what was read, and a new text replaces what no person corrected."""
    article = read(
        "# Walks may help people\n\nDoctors caution that:\n\n- It is early.\n1. It is small.\n\n## Next\n\nA trial."
    )
    held = from_held(article.text, title=article.metadata.title)
    assert [b.section for b in article.blocks].count("list-item") == 2
    assert held.blocks == article.blocks


def test_without_marks_it_is_read_as_plain_text_is() -> None:
    text = "Walking may lower blood sugar\n\nBy Ada Example, March 4, 2025\n\nWalking was linked to lower blood sugar."
    plain = read_article(text, format="text")
    assert read(text).blocks == plain.blocks
    assert read(text).metadata == plain.metadata
    assert plain.metadata.published == "2025-03-04"


def test_a_rule_that_opens_no_front_matter_is_a_rule() -> None:
    assert told("---\n\nWalking helps.\n\n---\n\nIt does.") == [("lead", "Walking helps."), ("body", "It does.")]


def test_footnotes_are_paragraphs_and_their_marks_no_words() -> None:
    """Also a note of one address, which Markdown itself takes for the target of a link."""
    text = "A trial[^1] of walks [^a-z]. It was[^two] short.\n\n[^1]: Bell, 2022.\n[^two]: https://example.org/a\n"
    assert [words for _, words in told(text)] == [
        "A trial of walks [^a-z]. It was short.",
        "Bell, 2022.",
        "https://example.org/a",
    ]


@pytest.mark.parametrize(
    ("front", "fault"),
    [
        ("title: Walks: a trial\n", "a.md:2: front matter is no YAML; put values that hold a colon between quotes"),
        ("a: &a [x]\nb: [*a, *a]\n", "front matter is no YAML"),
    ],
)
def test_front_matter_that_cannot_be_read_is_told_with_its_line(tmp_path: Path, front: str, fault: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"---\n{front}---\nWalking helps.", encoding="utf-8")
    with pytest.raises(InputError, match=fault):
        read_article(path)


def test_tags_of_yaml_make_nothing() -> None:
    article = read("---\ntitle: !!python/object/apply:os.getcwd []\nauthor: !x Ada\n---\nWalking helps people a lot.")
    assert article.metadata.authors == ("Ada",)


def test_too_large_is_refused() -> None:
    with pytest.raises(InputError, match="larger than 2 MB"):
        read("[" * 2_000_001)


def is_bullet(mark: str) -> bool:
    """Say whether characters are the mark of an item, which lies in no block: "- ", "a) "."""
    found = pattern("bullet").match(f"{mark}x")
    return found is not None and found.end() == len(mark)


@example("a) :")
@given(st.text(alphabet="ab*_[]()<>`#-|\n \\!&;:", min_size=1, max_size=80))
def test_blocks_hold_every_character_of_the_text_in_order(text: str) -> None:
    try:
        article = read(text)
    except InputError:
        return
    assert article.digest == digest(article.text)
    spans = [b.span for b in article.blocks]
    between = [article.text[a.end : b.start] for a, b in pairwise(spans)]
    marks = [article.text[: spans[0].start], *(words.removeprefix("\n\n") for words in between)]
    assert all(words.startswith("\n\n") for words in between)
    assert all(not mark or is_bullet(mark) for mark in marks)
    assert spans[-1].end == len(article.text)
