"""What must not exist, asked for once: the time of a query then grows with the rows, not with their square.

The store evaluates a join within NOT EXISTS anew for each row; an optional part it joins once for all rows.
"""

from __future__ import annotations

import re
from typing import Final

_TEXTS: Final = re.compile(r"""<[^<>\s]*>|\"(?:[^"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|#[^\n]*""")
_ABSENT: Final = re.compile(r"FILTER\s+NOT\s+EXISTS\s*\{([^{}]*)\}", re.IGNORECASE)
_OWN_SCOPE: Final = re.compile(r"\bBIND\b", re.IGNORECASE)


def without_texts(query: str) -> str:
    """Blank IRIs, strings and comments out, so that only syntax is left, each character where it stood."""
    return _TEXTS.sub(lambda found: " " * len(found[0]), query)


def joined_once(body: str) -> str:
    """Rewrite ``FILTER NOT EXISTS { ... }`` as an optional part that is not bound, at the end of its group.

    Both mean the same where the part holds patterns and filters alone; any other stays as it is, and so does what
    stands within an inner group.

    :param body: a group of SPARQL behind its opening brace; what follows its closing brace is kept.
    """
    syntax = without_texts(body)
    end = _end_of_group(syntax)
    kept, optional, at = "", "", 0
    for number, found in enumerate(_ABSENT.finditer(syntax, 0, end)):
        if not _depth(syntax[: found.start()]) and not _OWN_SCOPE.search(found[1]):
            mark, part = f"?absent{number}__", body[found.start(1) : found.end(1)]
            kept, at = kept + body[at : found.start()], found.end()
            optional += f"\nOPTIONAL {{ {part} BIND(true AS {mark}) }} FILTER(!BOUND({mark}))"
    return f"{kept}{body[at:end]}{optional}\n{body[end:]}"


def _depth(syntax: str) -> int:
    return syntax.count("{") - syntax.count("}")


def _end_of_group(syntax: str) -> int:
    """Return where the brace stands that closes the group."""
    return next((m.start() for m in re.finditer("}", syntax) if _depth(syntax[: m.end()]) < 0), len(syntax))
