"""What a command was given -> record files and article files, each once, in a stable order."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError, PassedOver
from kg.read import SUFFIXES as ARTICLES
from kg.record import SUFFIXES as RECORDS
from kg.record import holds_lines, holds_records

ADDRESSES = ("http://", "https://")
KNOWN = tuple(dict.fromkeys((*RECORDS, *ARTICLES)))
"""Endings of what is read; a file with a thing a line holds records or articles."""
ABOUT = "readme"
"""A file of this name tells about its folder; it is read where a person names it."""
MOST_NAMED = 20
"""Files passed over in one folder that are named; of more, it is said how many there are."""


@dataclass(frozen=True, slots=True)
class Found:
    """One input; ``kind`` is ``record`` (a file of one or of many), ``article`` (likewise) or ``address``."""

    path: Path
    kind: str
    address: str = ""


def find_inputs(inputs: Sequence[str]) -> Iterator[Found | InputError]:
    """Walk files and folders, sorted by name; what cannot be read is an error among the others.

    Folders are searched for the known endings, and what is passed over in them is named: none but hidden files are
    left out silently. Links that lead in circles are met once.
    """
    for given in inputs:
        path = Path(given)
        if not given:
            yield InputError("an input has no name", remedy="name a file or folder")
        elif given.lower().startswith(ADDRESSES):
            yield Found(path, "address", given)
        elif os.path.isdir(given):  # says no, too, of a name that is too long
            yield from _in_folder(path)
        else:
            yield _classify(path)


def _in_folder(folder: Path) -> Iterator[Found | InputError]:
    """Walk what a folder holds; that nothing in it is read is an error."""
    empty = True
    for found in _walk(folder):
        empty = empty and isinstance(found, PassedOver)
        yield found
    if empty:
        yield InputError("nothing is read there", path=str(folder), remedy=f"read are {' '.join(KNOWN)}")


def _walk(folder: Path) -> Iterator[Found | InputError]:
    seen: set[tuple[int, int]] = set()
    for parent, folders, files in os.walk(folder, followlinks=True):
        status = os.stat(parent)
        if (status.st_dev, status.st_ino) in seen:
            folders.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        folders.sort()
        shown = [name for name in sorted(files) if not name.startswith(".")]
        yield from (_classify(Path(parent, name)) for name in shown if _is_read(name))
        if others := [name for name in shown if not _is_read(name)]:
            yield _passed_over(others, parent)


def _is_read(name: str) -> bool:
    lower = name.lower()
    return lower.endswith(KNOWN) and lower.partition(".")[0] != ABOUT


def _passed_over(names: Sequence[str], folder: str) -> PassedOver:
    """Return the one line that names the files of a folder which are not read."""
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return PassedOver(f"passed over: {', '.join(names[:MOST_NAMED])}{more}", path=folder)


def _classify(path: Path) -> Found | InputError:
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return InputError(reason, path=str(path), remedy="name a file or folder that exists")
    if not stat.S_ISREG(status.st_mode):
        return InputError("is no ordinary file", path=str(path))
    ending = path.suffix.lower()
    if ending and ending not in KNOWN and ending[1:].isalpha():
        return InputError(
            f"files that end in {ending} are not read", path=str(path), remedy=f"known are {' '.join(KNOWN)}"
        )
    is_record = holds_records(path) if holds_lines(path) else ending in RECORDS
    return Found(path, "record" if is_record else "article")
