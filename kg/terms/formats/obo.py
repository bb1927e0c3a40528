"""OBO 1.2 and 1.4 flat files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kg.errors import InputError
from kg.terms.classes import class_of_prefix
from kg.terms.merge import Draft

_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
Stanza = list[tuple[str, str]]


def read_obo(path: Path) -> Iterator[Draft]:
    """Walk the terms of an OBO file; obsolete ones are left out, and synonyms that are not exact or related.

    :raises InputError: if it holds no OBO.
    """
    try:
        with path.open(encoding="utf-8") as lines:
            for stanza in _stanzas(lines, path):
                draft = _draft(stanza)
                if draft is not None:
                    yield draft
    except UnicodeDecodeError as error:
        raise InputError(f"is not UTF-8: {error.reason}", path=str(path)) from error


def _stanzas(lines: Iterator[str], path: Path) -> Iterator[Stanza]:
    stanza: Stanza | None = None
    for number, raw in enumerate(lines, start=1):
        line = raw.strip()
        if line.startswith("["):
            if stanza:
                yield stanza
            stanza = [] if line == "[Term]" else None
        elif line and not line.startswith("!"):
            tag, colon, value = line.partition(":")
            if not colon:
                raise InputError(f"is no OBO: {line[:60]!r}", path=str(path), line=number)
            if stanza is not None:
                stanza.append((tag, value.strip()))
    if stanza:
        yield stanza


def _draft(stanza: Stanza) -> Draft | None:
    values: dict[str, list[str]] = {}
    for tag, value in stanza:
        values.setdefault(tag, []).append(value)
    if values.get("is_obsolete") == ["true"] or "id" not in values or "name" not in values:
        return None
    synonyms = [
        m[1].replace('\\"', '"') for s in values.get("synonym", ()) if (m := _QUOTED.match(s)) and not _is_loose(s)
    ]
    return Draft(
        cls=class_of_prefix(values["id"][0]),
        names=[values["name"][0], *synonyms],
        ids=[values["id"][0]],
        broader=[v.split()[0] for v in values.get("is_a", ()) if v],
    )


def _is_loose(synonym: str) -> bool:
    return " BROAD" in synonym or " NARROW" in synonym
