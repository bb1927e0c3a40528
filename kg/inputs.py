"""What a command was given -> record files and article files, each once, in a stable order."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.record import holds_records

ADDRESSES = ("http://", "https://")
RECORDS = (".yaml", ".yml")
ARTICLES = (".txt", ".text", ".html", ".htm", ".xhtml", ".xml", ".nxml")
CORPORA = (".jsonl", ".ndjson")
NAMED = (".md",)
"""Read where a person names the file, passed over in folders, where they tell about the folder."""


@dataclass(frozen=True, slots=True)
class Found:
    """One input; ``kind`` is ``record`` (a file of one or of many), ``article`` (likewise) or ``address``."""

    path: Path
    kind: str
    address: str = ""


def find_inputs(inputs: Sequence[str]) -> Iterator[Found | InputError]:
    """Walk files and folders, sorted by name; what cannot be read is an error among the others.

    Folders are searched for the known endings; links that lead in circles are met once.
    """
    for given in inputs:
        path = Path(given)
        if given.lower().startswith(ADDRESSES):
            yield Found(path, "address", given)
        elif os.path.isdir(given):  # says no, too, of a name that is too long
            yield from _in_folder(path)
        else:
            yield _classify(path)


def _in_folder(folder: Path) -> Iterator[Found | InputError]:
    seen: set[tuple[int, int]] = set()
    known = RECORDS + ARTICLES + CORPORA
    for parent, folders, files in os.walk(folder, followlinks=True):
        status = os.stat(parent)
        if (status.st_dev, status.st_ino) in seen:
            folders.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        folders.sort()
        for name in sorted(files):
            if name.lower().endswith(known) and not name.startswith("."):
                yield _classify(Path(parent, name))


def _classify(path: Path) -> Found | InputError:
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return InputError(reason, path=str(path), remedy="name a file or folder that exists")
    if not stat.S_ISREG(status.st_mode):
        return InputError("is no ordinary file", path=str(path))
    ending = path.suffix.lower()
    known = RECORDS + ARTICLES + CORPORA + NAMED
    if ending and ending not in known and ending[1:].isalpha():
        return InputError(
            f"files that end in {ending} are not read", path=str(path), remedy=f"known are {' '.join(known)}"
        )
    is_record = ending in RECORDS or (ending in CORPORA and holds_records(path))
    return Found(path, "record" if is_record else "article")
