"""What the engine's SPARQL parser says, in words: its character classes help nobody who typed the query."""

from __future__ import annotations

import re

CLASSES = re.compile(r"\['[^\[\]]*'\]|\[_\]")
UNDECLARED = "Prefix not found"


def in_words(message: str, query: str) -> str:
    """Return a parser's message as one short line: the reason it knows, else the marks that could follow.

    >>> in_words("error at 1:15: expected one of Prefix not found, ['%'], ['a' ..= 'z']", "ASK { ?s ex:p ?o }")
    "error at 1:15: prefix 'ex:' is not declared"
    """
    at, found, expected = message.partition(": expected ")
    if not found:
        return message
    tokens = [t for t in re.split(r",\s+", CLASSES.sub("", expected.removeprefix("one of "))) if t.strip()]
    if UNDECLARED in tokens:
        return f"{at}: prefix {_prefix_before(at, query)!r} is not declared"
    if reasons := [t for t in tokens if " " in t and not t.startswith('"')]:
        return f"{at}: {'; '.join(reasons)}"
    if tokens == ["CONSTRUCT"]:
        tokens = ["SELECT", "ASK", "CONSTRUCT or DESCRIBE (updates are not taken)"]
    return f"{at}: expected {', '.join(tokens)}" if tokens else f"{at}: the query ends or breaks off here"


def _prefix_before(at: str, query: str) -> str:
    line, _, column = at.rpartition(" ")[2].partition(":")
    before = query.split("\n")[int(line) - 1][: int(column) - 1]
    names = re.findall(r"([\w.-]*:)[^\s:]*", before)
    return names[-1] if names else before[-20:]
