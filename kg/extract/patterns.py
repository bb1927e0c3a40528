"""The small language in which cue patterns are written, compiled to a first word and a regular expression.

A pattern is a row of items parted by spaces:

=============  ==========================================================
``word``       that word; letters, digits, ``'``, ``-`` (hyphen, space or nothing), ``%``
``WORD``       with capitals anywhere, the whole pattern is matched as it is written: ``exhaled NO``
``word*``      any word that begins so
``word+``      the word and its inflections: ``reduce+`` is reduce, reduces, reduced, reducing
``(a|b c)``    one of these rows of items
``item?``      the item may be missing
``#``          a number, in digits or words
``#%``         a percentage
``~3``         up to three words of any kind, none of which begins another statement
``@name``      one of the words of a list (put in before this module sees the pattern)
=============  ==========================================================

Items match within one clause: between two of them stand at most three characters, none that ends a clause, no dash.
Nothing repeats without a bound, so matching at one place takes bounded time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.errors import VocabularyError

NUMBER = "#"
PREFIX = 3
"""Letters that stand before ``*`` at least; words are looked up by as many."""
GAP = r"(?! -|[^\w\n]?\n\s*\n)[^\w.;:?!]{1,3}"
"""What may stand between two words of a cue: no end of a sentence, and no empty line, as after a heading."""
_TOKEN = re.compile(r"\s*(?:([()|?])|~(\d+)|(#%?)|([\w'%&/-]+)([*+]?))")
_WORD = r"[\w'%]+"
_PERCENT = r"\s?(?:%|percent|per cent|pc)"
_MAX_GAP = 6
_NOT_WORD = re.compile(r"\W")
_VOWELS = frozenset("aeiou")
_DOUBLING = re.compile(r"(?:^|[^aeiou])[aeiou][^aeiouwxy]$")


_END, _ANY = "", "*"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern: what it can start with, and the expression that decides."""

    starts: Mapping[str, frozenset[str] | None]
    """The words it can start with, each with the words that can follow; None where any word or none can.

    A number in digits or words is ``#`` in both places."""
    prefixes: frozenset[str]
    """The word beginnings it can start with."""
    expression: str
    exact: bool = False
    """Whether letters match as they are written."""
    needs: frozenset[frozenset[str]] = frozenset()
    """Choices of words, of each of which one must come later in the same clause. A number is ``#``."""


@dataclass(frozen=True, slots=True)
class _Item:
    expression: str
    starts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Words it can start with, each with those that can come second within it; ``_END`` and ``_ANY`` among them."""
    prefixes: frozenset[str] = frozenset()
    optional: bool = False
    skip: int = 0
    """How many words of any kind may stand here."""


class Words(NamedTuple):
    """Expressions for the words that patterns speak of without naming them."""

    number: str
    """A number written in words or digits."""
    stop: str = ""
    """What no gap goes across, since another statement begins with it; empty for nothing."""


def parse_pattern(source: str, known: Words) -> Pattern:
    """Compile one pattern.

    :raise VocabularyError: if the pattern breaks the grammar; the message shows it.
    """
    tokens = list(_tokens(source))
    row, rest = _row(tokens, 0, source, known)
    if rest != len(tokens):
        raise _broken(source, "a bracket is closed that was never opened")
    first = _first(row)
    if not first.starts and not first.prefixes:
        raise _broken(source, "it must begin with a word or a number")
    if row[0].skip or all(item.optional or item.skip for item in row):
        raise _broken(source, "it must begin with a word, and something in it must be required")
    if any(len(prefix) < PREFIX for prefix in first.prefixes):
        raise _broken(source, f"'*' follows {PREFIX} letters at least")
    starts = {word: None if after & {_END, _ANY} else after for word, after in first.starts.items()}
    return Pattern(starts, first.prefixes, first.expression, exact=not source.islower(), needs=_needs(row))


def _needs(row: list[_Item]) -> frozenset[frozenset[str]]:
    """Return what the items start with that must come after the beginning, where each is a plain choice of words."""
    required = [item for item in row if not item.optional and not item.skip]
    return frozenset(frozenset(item.starts) for item in required[1:] if _is_plain(item))


def _is_plain(item: _Item) -> bool:
    """Say whether an item starts with one of certain words as a tokeniser sees them."""
    return not item.skip and not item.prefixes and all(word.isalpha() or word == NUMBER for word in item.starts)


def inflections(word: str) -> tuple[str, ...]:
    """Return a regular word with its endings.

    >>> inflections("carry")
    ('carry', 'carries', 'carried', 'carrying')
    """
    if word.endswith("e"):
        return word, word + "s", word + "d", word[:-1] + "ing"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word, word[:-1] + "ies", word[:-1] + "ied", word + "ing"
    plural = word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")
    endings = (word, plural, word + "ed", word + "ing")
    if _DOUBLING.search(word) is None:
        return endings
    return (*endings, word + word[-1] + "ed", word + word[-1] + "ing")


def _tokens(source: str) -> Iterator[re.Match[str]]:
    at = 0
    text = source.strip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise _broken(source, f"{text[at]!r} has no meaning here")
        yield found
        at = found.end()


def _row(tokens: list[re.Match[str]], at: int, source: str, known: Words) -> tuple[list[_Item], int]:
    items: list[_Item] = []
    while at < len(tokens) and tokens[at][1] not in (")", "|"):
        mark = tokens[at][1]
        if mark == "(":
            item, at = _group(tokens, at, source, known)
            items.append(item)
            continue
        if mark == "?":
            items[-1:] = [_optional(items, source)]
        else:
            items.append(_item(tokens[at], source, known))
        at += 1
    if not items:
        raise _broken(source, "an alternative is empty")
    return items, at


def _group(tokens: list[re.Match[str]], at: int, source: str, known: Words) -> tuple[_Item, int]:
    branches: list[_Item] = []
    while True:
        row, at = _row(tokens, at + 1, source, known)
        branches.append(_first(row))
        if at == len(tokens):
            raise _broken(source, "a bracket is left open")
        if tokens[at][1] == ")":
            break
    prefixes = frozenset().union(*(b.prefixes for b in branches))
    starts = _merged(pair for branch in branches for pair in branch.starts.items())
    return _Item(_either(sorted((b.expression for b in branches), key=len, reverse=True)), starts, prefixes), at + 1


def _optional(items: list[_Item], source: str) -> _Item:
    if not items:
        raise _broken(source, "'?' follows nothing")
    last = items[-1]
    return _Item(last.expression, last.starts, last.prefixes, optional=True)


def _item(token: re.Match[str], source: str, known: Words) -> _Item:
    if token[2]:
        if int(token[2]) > _MAX_GAP:
            raise _broken(source, f"a gap spans {_MAX_GAP} words at most")
        return _Item(rf"(?!{known.stop}\b){_WORD}" if known.stop else _WORD, skip=int(token[2]))
    if token[3]:
        return _number(known.number, is_percentage=token[3] == "#%")
    word, mark = token[4], token[5]
    if mark == "*":
        return _Item(_literal(word) + r"\w*", prefixes=frozenset({word}))
    forms = inflections(word) if mark == "+" else (word,)
    return _Item(_either([_literal(form) for form in sorted(forms, key=len, reverse=True)]), _starts(forms))


def _number(numbers: str, *, is_percentage: bool) -> _Item:
    """A number may go on in the next word, "two hundred"; the sign of a percentage is no word."""
    if is_percentage:
        return _Item(numbers + _PERCENT, {NUMBER: frozenset({_ANY})})
    return _Item(numbers, {NUMBER: frozenset({_END, NUMBER})})


def _first(row: list[_Item]) -> _Item:
    """Join a row to one item; it can start with its first item, or a later one where those before may be missing."""
    starts: list[tuple[str, frozenset[str]]] = []
    prefixes: frozenset[str] = frozenset()
    expression = ""
    is_open = True
    for place, item in enumerate(row):
        if item.skip:
            word = f"{item.expression}{GAP}" if is_open else f"{GAP}{item.expression}"
            expression += rf"(?:{word}){{0,{item.skip}}}?"
        elif is_open:
            starts += _continued(item.starts, row[place + 1 :])
            prefixes |= item.prefixes
            expression += f"(?:{item.expression}{GAP})?" if item.optional else item.expression
            is_open = item.optional
        else:
            expression += f"(?:{GAP}{item.expression})?" if item.optional else GAP + item.expression
    return _Item(expression, _merged(starts), prefixes)


def _continued(starts: Mapping[str, frozenset[str]], rest: list[_Item]) -> Iterator[tuple[str, frozenset[str]]]:
    """Where a start ends with its item, what can follow is what the rest of the row starts with."""
    following = _following(rest)
    return ((word, (after - {_END}) | following if _END in after else after) for word, after in starts.items())


def _following(rest: list[_Item]) -> frozenset[str]:
    words: frozenset[str] = frozenset()
    for item in rest:
        if not _is_plain(item):
            return frozenset({_ANY})
        words |= frozenset(item.starts)
        if not item.optional:
            return words
    return words | {_END}


def _merged(starts: Iterable[tuple[str, frozenset[str]]]) -> dict[str, frozenset[str]]:
    merged: dict[str, frozenset[str]] = {}
    for word, after in starts:
        merged[word] = merged.get(word, frozenset()) | after
    return merged


def _starts(forms: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """Return the first words of forms as a tokeniser sees them, with the second: "long-term" is two words or one."""
    starts: list[tuple[str, frozenset[str]]] = []
    for form in map(str.lower, forms):
        for spelling in (form, form.replace("-", "")):
            parts = [part for part in _NOT_WORD.split(spelling) if part] or [""]
            starts.append((parts[0], frozenset({parts[1] if len(parts) > 1 else _END})))
    return _merged(starts)


def _literal(word: str) -> str:
    return re.escape(word).replace(r"\-", r"[-\s]?")


def _either(branches: list[str]) -> str:
    return branches[0] if len(branches) == 1 else "(?:" + "|".join(branches) + ")"


def _broken(source: str, why: str) -> VocabularyError:
    return VocabularyError(f"{why} in cue pattern {source!r}", remedy="see the grammar in kg/extract/patterns.py")
