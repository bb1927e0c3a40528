"""Full text search over names, passages and titles: ranked, by prefix, forgiving a mistyped letter.

The index is one SQLite file made from a snapshot and the texts held beside it: what an article calls a thing is a name
of it, and a claim is found by the words of its passage. Words are looked up as they are; one the index does not hold is
replaced by the nearest ones it does hold (by common trigrams, then by edit distance). CURIEs and IRIs resolve.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import tempfile
import threading
import weakref
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from pyoxigraph import Store

from kg.errors import IdentifierError, StoreError
from kg.home import clear_leftovers
from kg.identifiers import expand
from kg.namespaces import IDENTIFIERS
from kg.query import Rows, get_query, run

WORD = re.compile(r"\w+")
IDENTIFIER = re.compile(r"([A-Za-z][\w.]*):(\S+)")
MOST_CHARACTERS = 200
MOST_WORDS = 12
NEAR_WORDS = 6
CANDIDATES = 200
MOST_MEANT = 2
"""Things that one name may mean; "it" and "the drug" mean whatever was spoken of."""
ALIKE = 4
"""Letters at which two words begin alike that are forms of one."""
Texts = Callable[[str], str | None]
"""The text of a digest, where it is held."""

SCHEMA = """
CREATE TABLE made_from (data TEXT);
CREATE TABLE thing (id INTEGER PRIMARY KEY, iri TEXT UNIQUE, label TEXT, type TEXT);
CREATE TABLE identifier (iri TEXT, thing INTEGER);
CREATE TABLE called (iri TEXT, words TEXT);
CREATE INDEX called_iri ON called (iri);
CREATE INDEX identifier_iri ON identifier (iri);
CREATE VIRTUAL TABLE name USING fts5(
  text, thing UNINDEXED, kind UNINDEXED, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3');
CREATE VIRTUAL TABLE word USING fts5vocab(name, row);
CREATE VIRTUAL TABLE spelling USING fts5(word, tokenize = 'trigram');
"""
KIND_COST = {"label": 0.0, "other name": 0.5, "title": 1.0, "paraphrase": 2.0, "publisher": 2.0, "passage": 3.0}
TYPES_LAST = {"Claim": 2.0, "ScholarlyWork": 1.0}


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found; ``matched`` is the name that matched, and a lower ``score`` is a better one."""

    iri: str
    label: str
    type: str
    matched: str
    score: float


def open_index(store: Store, path: Path, commit: str, texts: Texts | None = None) -> Index:
    """Return the index of a commit, made anew if the file is missing or of another commit.

    In a home that may only be read it is made beside, for as long as it is used.

    :raises StoreError: if it has to be written and cannot be.
    """
    with suppress(StoreError):
        if (index := Index(path)).commit == commit:
            return index
    if os.access(path.parent, os.W_OK):
        build_index(store, path, commit, texts)
        return Index(path)
    aside = Path(tempfile.mkdtemp(prefix="kg-search-"))
    build_index(store, aside / path.name, commit, texts)
    index = Index(aside / path.name)
    weakref.finalize(index, shutil.rmtree, aside, ignore_errors=True)
    return index


def build_index(store: Store, path: Path, commit: str = "", texts: Texts | None = None) -> int:
    """Write the index of a store, beside any older one and then in its place; return how many names it holds.

    :param commit: what the store holds, to be asked of the index later.
    :param texts: gives the texts that are held, whose words are found too.
    :raises StoreError: if the file cannot be written.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        clear_leftovers(path)
        temporary.unlink(missing_ok=True)
        with closing(sqlite3.connect(temporary)) as database:
            database.executescript(SCHEMA)
            database.execute("INSERT INTO made_from VALUES (?)", (commit,))
            count = _fill(database, store, texts)
        temporary.replace(path)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise StoreError(f"the search index cannot be written: {error}", where=str(path)) from error
    return count


def _fill(database: sqlite3.Connection, store: Store, texts: Texts | None) -> int:
    numbers: dict[str, int] = {}
    labels: dict[str, str] = {}
    for row in _rows(store, "names"):
        iri = row.text("thing")
        if iri not in numbers:
            numbers[iri], labels[iri] = len(numbers) + 1, row.text("label")
            type_name = re.split("[#/]", row.text("class"))[-1]
            values = (numbers[iri], iri, row.text("label"), type_name)
            database.execute("INSERT INTO thing VALUES (?, ?, ?, ?)", values)
        database.execute("INSERT INTO name VALUES (?, ?, ?)", (row.text("name"), numbers[iri], row.text("kind")))
    for row in _rows(store, "identifiers"):
        if row.text("thing") in numbers:
            pair = (row.text("identifier"), numbers[row.text("thing")])
            database.execute("INSERT INTO identifier VALUES (?, ?)", pair)
    _fill_words(database, numbers, labels, list(_words(store, texts)))
    database.execute("INSERT INTO spelling SELECT term FROM word WHERE length(term) > 2")
    database.commit()
    (count,) = database.execute("SELECT count(*) FROM name").fetchone()
    return int(count)


def _words(store: Store, texts: Texts | None) -> Iterator[tuple[str, str, str]]:
    """Walk claim, thing and what its article calls it; claim, claim and the words of its passage."""
    for digest, rows in groupby(_rows(store, "words"), lambda row: row.text("text")):
        held = (texts and texts(digest)) or ""
        for row in rows:
            if words := " ".join(held[int(row.text("start")) : int(row.text("end"))].split()):
                yield row.text("claim"), row.text("thing"), words


def _fill_words(
    database: sqlite3.Connection, numbers: dict[str, int], labels: dict[str, str], found: list[tuple[str, str, str]]
) -> None:
    meant: dict[str, set[str]] = defaultdict(set)
    for claim, thing, words in found:
        if thing != claim:
            meant[words.casefold()].add(thing)
    called = {
        (claim, thing, words): "passage" if thing == claim else "other name"
        for claim, thing, words in found
        if thing in numbers and (thing == claim or len(meant[words.casefold()]) <= MOST_MEANT)
    }
    names = dict.fromkeys((words, numbers[thing], kind) for (_, thing, words), kind in called.items())
    database.executemany("INSERT INTO name VALUES (?, ?, ?)", names)
    other = [key for key, kind in called.items() if kind == "other name" and _says_else(key[2], labels[key[1]])]
    usual = dict(reversed([pair for pair, _ in Counter((thing, words) for _, thing, words in other).most_common()]))
    told = dict.fromkeys([(claim, words) for claim, _, words in other] + list(usual.items()))
    database.executemany("INSERT INTO called VALUES (?, ?)", told)


def _says_else(words: str, label: str) -> bool:
    """Tell whether words say more than a label, or other words.

    >>> _says_else("breast cancer", "Breast Neoplasms"), _says_else("hip fracture", "Hip Fractures")
    (True, False)
    """
    known = {word[:ALIKE] for word in WORD.findall(label.casefold())}
    return any(word[:ALIKE] not in known for word in WORD.findall(words.casefold()))


def _rows(store: Store, name: str) -> Rows:
    found = run(store, get_query(name), {})
    assert isinstance(found, Rows)  # noqa: S101 -- both are SELECT
    return found


class Index:
    """An index that is read; safe to use from many threads.

    :raises StoreError: if the file is missing or no index.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        try:
            (self.commit,) = self._connection().execute("SELECT data FROM made_from").fetchone()
            self.called("")
        except (sqlite3.Error, TypeError) as error:
            raise StoreError(f"the search index cannot be read: {error}", where=str(path)) from error

    def search(self, text: str, limit: int = 20, types: Iterable[str] = ()) -> list[Hit]:
        """Return what a few words, the beginning of a word, a CURIE or an IRI name, best first.

        :param types: local names of classes such as ``Therapy``; all without it.
        """
        text = text.strip()[:MOST_CHARACTERS]
        wanted = frozenset(types)
        hits = self._by_identifier(text) or self._by_words(WORD.findall(text)[:MOST_WORDS])
        kept = [hit for hit in hits if not wanted or hit.type in wanted]
        return sorted(kept, key=lambda h: (h.score, len(h.label), h.label, h.iri))[:limit]

    def called(self, iri: str) -> list[str]:
        """Return what the article of a claim calls its subject and object, or articles mostly call a thing.

        Only where that says something else than the label, and the text is held.
        """
        return [words for (words,) in self._connection().execute("SELECT words FROM called WHERE iri = ?", (iri,))]

    def bearing(self, words: str) -> list[str]:
        """Return the things, claims left out, that articles mostly call so, in any case."""
        found = self._connection().execute(
            "SELECT DISTINCT iri FROM called JOIN thing USING (iri) "
            "WHERE type != 'Claim' AND lower(words) = ? ORDER BY iri",
            (words.lower(),),
        )
        return [iri for (iri,) in found]

    def _connection(self) -> sqlite3.Connection:
        """Return this thread's own connection."""
        if not hasattr(self._local, "connection"):
            address = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
            self._local.connection = sqlite3.connect(address, uri=True)
        connection: sqlite3.Connection = self._local.connection
        return connection

    def _by_identifier(self, text: str) -> list[Hit]:
        iris = _identifiers(text)
        if not iris:
            return []
        marks = ",".join("?" * len(iris))
        found = self._connection().execute(
            "SELECT iri, label, type FROM thing WHERE iri IN (" + marks + ") OR id IN "  # noqa: S608 -- question marks
            "(SELECT thing FROM identifier WHERE iri IN (" + marks + "))",
            (*iris, *iris),
        )
        return [Hit(iri, label, kind, text, 0.0) for iri, label, kind in found]

    def _by_words(self, words: Sequence[str]) -> list[Hit]:
        if not words:
            return []
        phrase = " ".join(words).casefold()
        whole = " AND ".join([*(_quoted(word) for word in words[:-1]), f"{_quoted(words[-1])}*"])
        if hits := self._matching(whole, phrase):
            return hits
        near = [" OR ".join(map(_quoted, self._near(word))) for word in words]
        every = (
            self._matching(" AND ".join(f"({options})" for options in near), phrase, penalty=4.0) if all(near) else []
        )
        return every or self._matching(" OR ".join(filter(None, near)), phrase, penalty=8.0)

    def _matching(self, expression: str, phrase: str, penalty: float = 0.0) -> list[Hit]:
        """Return one hit for each thing, by its best name."""
        if not expression:
            return []
        found = self._connection().execute(
            "SELECT iri, label, type, text, kind, bm25(name) FROM name JOIN thing ON thing.id = name.thing "
            "WHERE name MATCH ? ORDER BY rank LIMIT ?",
            (expression, CANDIDATES),
        )
        best: dict[str, Hit] = {}
        for iri, label, type_name, name, kind, rank in found:
            cost = KIND_COST[kind] + TYPES_LAST.get(type_name, 0.0) + _distance_from(phrase, name) + rank / 100
            hit = Hit(iri, label, type_name, name, round(cost + penalty, 4))
            best[iri] = min(best.get(iri, hit), hit, key=lambda h: h.score)
        return list(best.values())

    def _near(self, word: str) -> list[str]:
        """Return a word of the index that is meant: itself, else the ones few edits away."""
        folded = word.casefold()
        known = self._connection().execute("SELECT 1 FROM word WHERE term = ?", (folded,)).fetchone()
        if known or len(folded) < 3:
            return [folded]
        trigrams = {folded[i : i + 3] for i in range(len(folded) - 2)}
        found = self._connection().execute(
            "SELECT word FROM spelling WHERE spelling MATCH ? ORDER BY rank LIMIT ?",
            (" OR ".join(_quoted(t) for t in sorted(trigrams)), CANDIDATES),
        )
        allowed = 1 if len(folded) < 8 else 2
        near = [(edits(folded, other, allowed), other) for (other,) in found]
        return [other for number, other in sorted(near) if number <= allowed][:NEAR_WORDS]


def _identifiers(text: str) -> list[str]:
    """Return the IRIs a text may stand for: itself, or what its prefix stands for here or in other vocabularies."""
    if text.startswith(("http://", "https://")):
        return [text]
    if not (match := IDENTIFIER.fullmatch(text)):
        return []
    prefix, local = match.groups()
    iris = [IDENTIFIERS[prefix.upper()] + local] if prefix.upper() in IDENTIFIERS else []
    try:
        return [*iris, expand(text)]
    except IdentifierError:
        return iris


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _distance_from(phrase: str, name: str) -> float:
    """Return 0 for the very name, a little for one that begins so, more for one that holds the words somewhere."""
    folded = " ".join(WORD.findall(name.casefold()))
    if folded == phrase:
        return 0.0
    return (1.0 if folded.startswith(phrase) else 2.0) + min(len(folded), 200) / 200


def edits(one: str, other: str, most: int) -> int:
    """Count letters added, lost, changed or swapped between two words; ``most + 1`` if there are more.

    >>> edits("diabtes", "diabetes", 2), edits("canecr", "cancer", 1), edits("heart", "liver", 2)
    (1, 1, 3)
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return min(last[-1], most + 1)
