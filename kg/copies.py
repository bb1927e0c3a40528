"""Articles that republish one text, found by the shingles that their texts share.

A text is reduced to a bottom-k sketch of its shingles. The sketches lie in ``copies.sqlite`` of the home, so that a new
text is held against those it may resemble and no others; who republishes whom is told in a graph of its own.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from hashlib import blake2b
from heapq import nsmallest
from itertools import islice
from re import finditer

from pyoxigraph import NamedNode, Quad, Store

from kg.home import Home
from kg.identifiers import article_iri
from kg.namespaces import BASE, HCKG

GRAPH = NamedNode(f"{BASE}graph/copies")
REPUBLISHES = NamedNode(HCKG.republishes)
SHINGLE = 5
"""Words of a shingle."""
MOST_WORDS = 20_000
"""Words of a text that are read."""
SKETCH = 128
"""Hashes kept of a text, the smallest."""
HEAD = 8
"""Hashes of a sketch that it is found by: texts that share four shingles in five share one of them nearly always."""
LEAST = 40
"""Shingles of a text too short to be called a copy of anything."""
SAME = 0.7
"""Share of shingles in common from which on two texts are one."""
MOST_CANDIDATES = 50
"""Texts that one is held against: the first by id, so that a text in thousands of articles costs no more."""
_TABLES = """
CREATE TABLE IF NOT EXISTS sketch (article TEXT PRIMARY KEY, hashes BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS head (hash INTEGER, article TEXT, PRIMARY KEY (hash, article)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pair (article TEXT, other TEXT, PRIMARY KEY (article, other)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS head_of ON head (article);
CREATE INDEX IF NOT EXISTS pair_of ON pair (other);
"""


def sketch(text: str) -> tuple[int, ...]:
    """Return the smallest hashes of a text's shingles, in order; none of a text that is too short to tell.

    >>> len(sketch("too short to tell"))
    0
    """
    words = _words(text)
    shingles = {" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}
    if len(shingles) < LEAST:
        return ()
    return tuple(nsmallest(SKETCH, {_hash(shingle) for shingle in shingles}))


def _words(text: str) -> list[str]:
    return [found[0] for found in islice(finditer(r"\w+", text.casefold()), MOST_WORDS)]


def _hash(shingle: str) -> int:
    return int.from_bytes(blake2b(shingle.encode(), digest_size=8).digest(), "big") >> 1


def resemblance(one: Iterable[int], other: Iterable[int]) -> float:
    """Estimate what share of their shingles two texts have in common, from their sketches."""
    a, b = set(one), set(other)
    smallest = nsmallest(SKETCH, a | b)
    return sum(h in a and h in b for h in smallest) / len(smallest) if smallest else 0.0


def is_version(one: str, other: str) -> bool:
    """Say whether two texts are nearly one; of texts too short for a sketch, by the words they have in common."""
    sketches = sketch(one), sketch(other)
    if all(sketches):
        return resemblance(*sketches) >= SAME
    a, b = (set(_words(text)) for text in (one, other))
    return len(a & b) >= SAME * len(a | b)


def mark_copies(home: Home, store: Store, texts: Mapping[str, str | None], held: Mapping[str, str]) -> set[str]:
    """Hold changed texts against those of the home, and write who republishes whom into the store.

    :param texts: article ids to their new text; None where the article, or its text, is gone.
    :param held: where the sketches are lost, the digest of the text of every article, to begin anew.
    :returns: ids of the articles whose original is another than before.
    :raises OSError: if the sketches cannot be written.
    """
    known = {a: home.text(d) for a, d in held.items() if a not in texts}
    try:
        with closing(sqlite3.connect(home.copies)) as database, database:
            database.executescript(_TABLES)
            for article, text in sorted({**known, **texts}.items()):
                _put(database, article, sketch(text) if text else ())
            pairs = list(database.execute("SELECT article, other FROM pair"))
    except sqlite3.Error as error:
        raise OSError(f"{home.copies}: {error}") from error
    return _write(store, _originals(pairs))


def _put(database: sqlite3.Connection, article: str, hashes: tuple[int, ...]) -> None:
    for table, column in (("sketch", "article"), ("head", "article"), ("pair", "article"), ("pair", "other")):
        database.execute(f"DELETE FROM {table} WHERE {column} = ?", (article,))  # noqa: S608 -- names of ours
    if not hashes:
        return
    database.executemany("INSERT INTO pair VALUES (?, ?)", [(article, o) for o in _alike(database, hashes)])
    database.execute("INSERT INTO sketch VALUES (?, ?)", (article, array("Q", hashes).tobytes()))
    database.executemany("INSERT INTO head VALUES (?, ?)", [(h, article) for h in hashes[:HEAD]])


def _alike(database: sqlite3.Connection, hashes: tuple[int, ...]) -> Iterator[str]:
    """Walk the articles whose texts are the same as one, among the first that share a hash of its head."""
    marks = ", ".join("?" * len(hashes[:HEAD]))
    found = database.execute(
        f"SELECT article, hashes FROM sketch WHERE article IN (SELECT article FROM head WHERE hash IN ({marks})) "  # noqa: S608 -- marks only
        f"ORDER BY article LIMIT {MOST_CANDIDATES}",
        hashes[:HEAD],
    )
    return (article for article, blob in found.fetchall() if resemblance(hashes, array("Q", blob)) >= SAME)


def _originals(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the original of each copy: of articles that are one, directly or through others, the first by id."""
    parent: dict[str, str] = {}

    def root(article: str) -> str:
        while (above := parent.setdefault(article, article)) != article:
            parent[article] = article = parent[above]
        return article

    for one, other in pairs:
        first, second = sorted((root(one), root(other)))
        parent[second] = first
    return {a: root(a) for a in sorted(parent) if root(a) != a}


def _write(store: Store, originals: Mapping[str, str]) -> set[str]:
    wanted = {
        Quad(NamedNode(article_iri(a)), REPUBLISHES, NamedNode(article_iri(o)), GRAPH) for a, o in originals.items()
    }
    present = set(store.quads_for_pattern(None, None, None, GRAPH))
    for quad in present - wanted:
        store.remove(quad)
    store.bulk_extend(wanted - present)
    return {str(q.subject.value).removeprefix(article_iri("")) for q in present ^ wanted}  # type: ignore[union-attr]
