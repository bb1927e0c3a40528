"""Plain text as received -> blocks with a role each: what is the story, and what stands around it.

The text is never changed. Paragraphs are separated by empty lines; a line that an editor wrapped is joined to its
paragraph; any other line is a block of its own. The passes run in order, and the first to name a block wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.model import Block, Span
from kg.read.phrases import pattern
from kg.read.portraits import LONG, portraits

WRAP = 45
"""Shortest line, in characters, that may have been wrapped."""
WIDEST = 100
"""Longest line of a text whose lines are broken at one width;"""
SLACK = 10
"""characters by which such lines, broken by hand, may fall short of it;"""
FEWEST_FULL = 3
"""lines that must be so,"""
MOSTLY = 0.6
"""and their share of those that another follows."""
HEADING = 120
"""Longest heading, in characters."""
STANDFIRST = 5
"""Fewest words of a line below the headline that says what the article is about, and heads no part of it."""
PREAMBLE = 10
"""Blocks after the headline among which bylines and captions are looked for."""
MENU = 4
"""This many short lines in a row are a menu."""
CAPTION = 400
CELL = " | "
"""What parts the cells of a row."""

_LINE = re.compile(r"[^\n]+")
_STOPPED = re.compile(r"[.!?…:;,][\"'”’)\]]*$")


@dataclass(slots=True)
class _Unit:
    start: int
    end: int
    lines: list[str]
    after_gap: bool
    bullet: bool = False
    number: bool = False
    """Whether its bullet is a number or a letter."""
    section: str = ""
    text: str = ""
    """The lines, joined when all are known: a text may be one paragraph of a hundred thousand."""


def find_blocks(text: str, *, title: str = "") -> tuple[Block, ...]:
    """Return the blocks of a plain text, in order; every character but white space and bullets lies in one.

    A text of one line that ends without a stop is a headline: nothing stands below it that it could head.

    :param title: the title where it is known from elsewhere; the block that says it is the headline.
    """
    units = _units(text)
    headline = _headline(units, title)
    for unit in units[:headline]:
        unit.section = "byline" if _named(unit) == "byline" else "boilerplate"
    for unit in units[headline : headline + 1]:
        unit.section = "headline"
    story = units[headline + 1 :] if headline >= 0 else units
    _free_numbered(units)
    _name_lines(story)
    _name_rows(story)
    _name_headings(story)
    if len(units) == 1 and units[0].section == "heading":
        units[0].section = "headline"
    if headline >= 0:
        _name_below(units[headline], story)
        _name_preamble(story)
    _name_running_text(story)
    return tuple(_blocks(units))


def _units(text: str) -> list[_Unit]:
    bullet, units = pattern("bullet"), list[_Unit]()
    gap, filled = True, _filled(text)
    for found in _LINE.finditer(text):
        line = found[0].strip()
        if not line:
            gap = True
            continue
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        mark = bullet.match(line)
        skip = mark.end() if mark else 0
        gap = gap or "\n\n" in text[units[-1].end : start]
        if units and not gap and not mark and (found.start() in filled or _is_wrapped(units[-1], line)):
            units[-1].end = start + len(line)
            units[-1].lines.append(line)
        else:
            numbered = bool(mark) and any(map(str.isalnum, line[:skip]))
            units.append(_Unit(start + skip, start + len(line), [line[skip:]], gap, bool(mark), numbered))
        gap = False
    for unit in units:
        unit.text = " ".join(unit.lines)
    return units


def _filled(text: str) -> frozenset[int]:
    """Return where lines start that go on what stands above, in a text whose lines are broken at one width.

    Mails and releases are broken so, in mid-sentence and before capitals: a line ends where the first word of the next
    found no room. Where lines end as their writer wanted, one a paragraph, an item or a verse, they leave room, or the
    next begins with a capital.
    """
    lines = list(_LINE.finditer(text))
    bullet, pairs = pattern("bullet"), list[tuple[int, int, re.Match[str]]]()
    for one, other in pairwise(lines):
        words = other[0].split(None, 1)
        if words and other.start() == one.end() + 1 and one[0].strip() and not bullet.match(other[0].lstrip()):
            length = len(one[0].rstrip())
            pairs.append((length, length + 1 + len(words[0]), other))
    lengths = sorted(length for length, _, _ in pairs if length <= WIDEST)
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    full = [other for length, needed, other in pairs if WRAP <= length <= WIDEST and needed > width - SLACK]
    low = sum(other[0].lstrip()[0].islower() for other in full)
    is_broken = len(full) >= FEWEST_FULL and len(full) >= MOSTLY * len(pairs) and low * 2 >= len(full)
    return frozenset(other.start() for other in full) if is_broken else frozenset()


def _is_wrapped(before: _Unit, line: str) -> bool:
    return len(before.lines[0]) >= WRAP and line[0].islower() and not _STOPPED.search(before.lines[-1])


def _headline(units: list[_Unit], title: str) -> int:
    """Return the index of the headline, or -1: what says the title, else a short first line over more text."""
    wanted = _plain(title)
    for index, unit in enumerate(units[:30]):
        if wanted and _plain(unit.text) == wanted:
            return index
    for index, unit in enumerate(units[:PREAMBLE]):
        if len(units) > index + 1 and len(unit.text.split()) >= 3 and not _named(unit):
            return (
                index
                if len(unit.text) <= 2 * HEADING and not unit.bullet and not re.search(r"[.;,:]$", unit.text)
                else -1
            )
    return -1


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _named(unit: _Unit) -> str:
    """Return the section that the look of a line gives away."""
    line = unit.text.replace("\u00a0", " ")
    if len(line) > CAPTION:
        return ""
    return next((name for name in ("boilerplate", "byline", "caption") if pattern(name).fullmatch(line)), "")


def _free_numbered(units: list[_Unit]) -> None:
    """Read a numbered line that stands alone, "4. Possible side effects", as no item: it heads what follows."""
    numbered = [u.number for u in units]
    for index, unit in enumerate(units[:-1]):
        alone = unit.after_gap and units[index + 1].after_gap and not any(numbered[max(0, index - 1) : index])
        if unit.number and alone and not numbered[index + 1] and _looks_like_heading(unit):
            unit.bullet = False


def _name_rows(story: list[_Unit]) -> None:
    """Name the rows of a table, lines of as many cells each, as those of a page are: captions."""
    for one, other in pairwise(story):
        cells = one.text.count(CELL)
        if cells and cells == other.text.count(CELL) and not other.section and one.section in ("", "caption"):
            one.section = other.section = "caption"


def _name_lines(story: list[_Unit]) -> None:
    tail = False
    for unit, is_portrait in zip(story, portraits([u.text for u in story]), strict=True):
        if len(unit.text) <= HEADING and pattern("tail").fullmatch(unit.text):
            tail = True
        elif len(unit.text) >= LONG:
            tail = False
        unit.section = "boilerplate" if tail or is_portrait else _named(unit) or ("list-item" if unit.bullet else "")


def _name_headings(story: list[_Unit]) -> None:
    run: list[_Unit] = []
    for unit in [*story, None]:
        if unit and not unit.section and _looks_like_heading(unit):
            unit.section = "heading"
            run.append(unit)
        else:
            if len(run) >= MENU:
                for item in run:
                    item.section = "boilerplate"
            run = []


def _looks_like_heading(unit: _Unit) -> bool:
    line = unit.text
    return (
        len(line) <= HEADING
        and len(line.split()) <= 14
        and not re.search(r"[.!;,:…][\"'”’)\]]*$", line)
        and not line[0].islower()
    )


def _name_below(headline: _Unit, story: list[_Unit]) -> None:
    """Name the lines without a stop between the headline and the text: the headline again, then the standfirst."""
    for unit in story[:PREAMBLE]:
        if unit.section == "heading" and _plain(unit.text) == _plain(headline.text):
            unit.section = "boilerplate"
        elif unit.section == "heading" and not unit.text.isupper():  # who published stands there in capitals
            unit.section = "standfirst" if len(unit.text.split()) >= STANDFIRST else "heading"
            return
        elif unit.section not in ("heading", "byline", "boilerplate", "caption"):
            return


def _name_preamble(story: list[_Unit]) -> None:
    """Between headline and byline stand the standfirst, then what goes with the picture."""
    head = story[:PREAMBLE]
    last = max((i for i, u in enumerate(head) if u.section == "byline"), default=0)
    free = [u for u in head[:last] if not u.section and len(u.text) <= CAPTION]
    for position, unit in enumerate(free):
        unit.section = "standfirst" if position == 0 else "caption"


def _name_running_text(story: list[_Unit]) -> None:
    section, opened = "body", False
    for unit in story:
        if unit.section == "heading":
            section = "conclusion" if pattern("conclusion").fullmatch(unit.text) else "body"
        elif not unit.section:
            unit.section = section if opened or section != "body" else "lead"
            opened = True


def _blocks(units: list[_Unit]) -> Iterator[Block]:
    lead_in: int | None = None
    for index, unit in enumerate(units):
        item = unit.section == "list-item"
        yield Block(unit.section, Span(unit.start, unit.end), lead_in if item else None)
        if not item:
            lead_in = index
