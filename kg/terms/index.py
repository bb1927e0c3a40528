"""A set of terms in a compact form that is mapped into memory, not loaded.

``names.marisa``  a trie that numbers the keys of all names (:mod:`kg.terms.words`)
``names.bin``     for each key what it stands for, and in ``names.idx`` where that begins
``terms.jsonl``   a term a line, and in ``terms.idx`` where each line begins

The numbers are 64-bit in the order of the machine: a pack is made where it is used.
"""

from __future__ import annotations

import json
import mmap
import re
import struct
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

import marisa_trie

from kg.terms.words import inversions, is_acronym, key_of

RECORD = "<BIHB"
"""Rank (lower is better), number of the term, number of the name, flags."""
EXACT_CASE, CAPITAL = 1, 2
_PROPER = re.compile(r"[A-Z][a-z]+-[A-Z][a-z]+|[A-Z][a-z]+['\u2019]s")
"""A proper name that would be a common word, or part of one, without its capital."""
MAX_WORDS = 9
"""Longest name kept, in words."""
MAX_KEY = 120
"""Longest key, in characters."""
NAMES, RECORDS, FIRSTS = "names.marisa", "names.bin", "names.idx"
TERMS, OFFSETS = "terms.jsonl", "terms.idx"
Buffer = bytes | mmap.mmap
Numbers = Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A concept of a vocabulary with every name it bears, the preferred one first; ``ids`` are CURIEs, MeSH first."""

    slug: str
    cls: str
    names: tuple[str, ...]
    ids: tuple[str, ...] = ()
    kind: str = ""
    broader: tuple[str, ...] = ()
    preferred: str = ""
    """What to call it, where that is not the first name."""
    rank: int = 0
    """Among terms that share a name, the lower rank is meant."""

    @property
    def label(self) -> str:
        """The preferred name."""
        return self.preferred or self.names[0]


def term_line(term: Term) -> bytes:
    """Return a term as a line of JSON."""
    row = {
        "slug": term.slug,
        "cls": term.cls,
        "names": term.names,
        "ids": term.ids,
        "kind": term.kind,
        "broader": term.broader,
    }
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def term_of(line: bytes) -> Term:
    """Return the term of a line of JSON."""
    row: dict[str, Any] = json.loads(line)
    return Term(
        slug=row["slug"],
        cls=row["cls"],
        kind=row["kind"],
        names=tuple(row["names"]),
        ids=tuple(row["ids"]),
        broader=tuple(row["broader"]),
    )


def name_records(
    terms: Iterable[Term], *, stop: frozenset[str], least: int
) -> Iterator[tuple[str, tuple[int, int, int, int]]]:
    """Walk the keys of all names with what they stand for.

    :param stop: keys that no name may have.
    :param least: fewest letters of a name.
    """
    for number, term in enumerate(terms):
        seen = set()
        names = sorted(enumerate(term.names[:65535]), key=lambda pair: not is_acronym(pair[1]))
        for position, name in names:
            for variant in (name, *inversions(name)):
                key = key_of(variant)
                if key not in seen and is_usable(key, stop, least):
                    seen.add(key)
                    yield key + " ", (min(term.rank + (position > 0), 255), number, position, _flags(name))


def _flags(name: str) -> int:
    """Say what capitals a name needs: all of them, the first, or none."""
    if is_acronym(name) or sum(map(str.isalpha, name)) <= 2:
        return EXACT_CASE
    return CAPITAL if _PROPER.fullmatch(name) else 0


def is_usable(key: str, stop: frozenset[str], least: int) -> bool:
    """Say whether a name can be looked for: not too short, too long, all digits, or stop-listed."""
    return (
        sum(map(str.isalpha, key)) >= least and len(key) <= MAX_KEY and key.count(" ") < MAX_WORDS and key not in stop
    )


class Index:
    """Terms that can be looked up by key; made in memory, or opened from a folder."""

    def __init__(
        self, trie: marisa_trie.Trie, records: Buffer, firsts: Numbers, lines: Buffer, offsets: Numbers
    ) -> None:
        self.trie = trie
        self._records = records
        self._firsts = firsts
        self._lines = lines
        self._offsets = offsets

    @classmethod
    def make(cls, terms: list[Term], *, stop: frozenset[str] = frozenset(), least: int = 2) -> Index:
        """Index terms in memory; for the parameters see :func:`name_records`."""
        named = sorted(name_records(terms, stop=stop, least=least))
        trie = marisa_trie.Trie(key for key, _ in named)
        by_key = sorted((trie.key_id(key), record) for key, record in named)
        records = b"".join(struct.pack(RECORD, *record) for _, record in by_key)
        firsts = array("Q", bytes(8 * (len(trie) + 1)))
        for number, _ in by_key:
            firsts[number + 1] += 1
        lines = [term_line(t) for t in terms]
        offsets = (0, *accumulate(map(len, lines)))
        return cls(trie, records, array("Q", accumulate(firsts)), b"".join(lines), array("Q", offsets))

    @classmethod
    def open(cls, folder: Path) -> Index:
        """Map the files of a folder.

        :raises OSError: if one is missing.
        :raises ValueError: if one is damaged.
        """
        trie = marisa_trie.Trie()
        try:
            trie.mmap(str(folder / NAMES))
        except RuntimeError as error:
            raise ValueError(f"{NAMES}: {error}") from error
        firsts, offsets = (memoryview(_mapped(folder / name)).cast("Q") for name in (FIRSTS, OFFSETS))
        return cls(trie, _mapped(folder / RECORDS), firsts, _mapped(folder / TERMS), offsets)

    def save(self, folder: Path) -> None:
        """Write the files into a folder."""
        self.trie.save(str(folder / NAMES))
        (folder / TERMS).write_bytes(self._lines)
        (folder / RECORDS).write_bytes(self._records)
        for name, numbers in ((FIRSTS, self._firsts), (OFFSETS, self._offsets)):
            (folder / name).write_bytes(struct.pack(f"={len(numbers)}Q", *numbers))

    def records(self, key: str) -> Iterator[tuple[int, int, int, int]]:
        """Walk what a key stands for, best first: rank, number of the term, number of the name, flags.

        :param key: one that the trie holds.
        """
        number = self.trie.key_id(key)
        size = struct.calcsize(RECORD)
        piece = self._records[self._firsts[number] * size : self._firsts[number + 1] * size]
        return struct.iter_unpack(RECORD, piece)

    def __len__(self) -> int:
        return len(self._offsets) - 1

    @property
    def names(self) -> int:
        """Number of names."""
        return len(self.trie)

    def term(self, number: int) -> Term:
        """Return a term by its number."""
        return term_of(self._lines[self._offsets[number] : self._offsets[number + 1]])

    def terms(self) -> Iterator[Term]:
        """Walk all terms."""
        return (self.term(number) for number in range(len(self)))


def _mapped(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
