"""Names and texts are compared as *keys*: the same words in one spelling, so that variants need not be listed.

A key is lower-case words with one space between: plural and possessive endings are cut, Greek letters are named,
British spelling becomes American, hyphens and slashes count as spaces, letters and digits are parted. So "β-cells",
"beta cell" and "Beta-Cell" have one key. Commas and brackets are words of their own; a full stop or line end is a
wall.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, compress
from operator import add

from kg import resources

WALL = "\n"
MARKS = frozenset(",()[];:!?\n.")
TOKEN = re.compile(
    r"([A-Za-z\u00c0-\u024f\ufb00-\ufb06]+(?:['\u2019]s(?![A-Za-z]))?|[\u0370-\u03ff]|\d+(?:[.,:]\d+)*"
    r"|[,()\[\];:!?\n]|\.(?=\s|\Z))"
)
_GENUS = re.compile(r"[A-Z](?<![\w.].)\. (?=[a-z])")
"""The letter a genus is cut short to, "E. coli": its point ends no name."""
ACRONYM = 5
"""A word in capitals of at most this many letters is an acronym, whose last S is no plural."""
SMALL = 3
"""Fewest letters of an acronym in small letters; shorter ones are mostly units."""
_VOWELS = frozenset("aeiouy")
_ROMAN = {"II": "2", "III": "3", "IV": "4"}
_ES = ("xes", "ches", "shes", "zes")
_E = ("xe", "che", "she")
_SOFT_STOP = frozenset({"st", "dr", "vs"})
_KEY_MARKS = frozenset({*",()[]", WALL})
"""The marks that a key holds."""


@cache
def _american() -> tuple[re.Pattern[str], dict[str, str]]:
    with resources.ontology_file("lexicon/spelling.tsv").open(encoding="utf-8", newline="") as lines:
        table = {row["british"]: row["american"] for row in csv.DictReader(lines, delimiter="\t")}
    return re.compile("|".join(sorted(table, key=len, reverse=True))), table


def key_word(word: str) -> str:
    """Return one word as keys hold it.

    >>> [key_word(w) for w in ("Diseases", "disease", "Alzheimer's", "oedema", "β", "AIDS", "II", "therapies")]
    ['diseas', 'diseas', 'alzheimer', 'edema', 'beta', 'aids', '2', 'therapy']
    """
    if len(word) > 2 and word[-2] in "'\u2019":
        word = word[:-2]
    if word in _ROMAN:
        return _ROMAN[word]
    if word.isupper() and 1 < len(word) <= ACRONYM:
        return word.lower()
    if not word.isascii():
        word = _plain(word)
    pattern, table = _american()
    return _singular(pattern.sub(lambda m: table[m[0]], word.lower()))


def _plain(word: str) -> str:
    if "\u0370" <= word[0] <= "\u03ff":
        return unicodedata.name(word[0], "").rpartition(" ")[2].lower() or word
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _singular(word: str) -> str:
    if len(word) < 4 or word.endswith(("ss", "us")):
        return word
    if word.endswith("itides"):
        return word[:-4] + "is"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ses", "sis", *_ES)):
        return word[:-2]
    if word.endswith(("se", *_E)):
        return word[:-1]
    if word.endswith("s") and word[-2] not in "i":
        return word[:-1]
    if word.endswith("mata"):
        return word[:-2]
    return word[:-1] if word.endswith("ae") else word


@dataclass(slots=True)
class Tokens:
    """The words of a text, joined in ``key``; word i begins there at ``offsets[i]``, in the text at ``starts[i]``."""

    key: str
    words: list[str]
    offsets: list[int]
    starts: list[int]
    ends: list[int]

    def is_word(self, i: int) -> bool:
        """Say whether word i is a word, not a comma, bracket or wall."""
        return self.words[i] not in _KEY_MARKS

    def is_glued(self, i: int) -> bool:
        """Say whether nothing stands between word i and the one before, as in ``B12``."""
        return i > 0 and self.starts[i] == self.ends[i - 1] and self.is_word(i) and self.is_word(i - 1)


def tokenise(text: str, expansions: Sequence[tuple[int, int, str]] = ()) -> Tokens:
    """Cut a text into the words of its key.

    :param expansions: (start, end, key) of abbreviations, in order; each becomes one word with that key.
    """
    pieces = TOKEN.split(text)
    places = list(accumulate(map(len, pieces)))
    starts, ends, written = places[:-1:2], places[1::2], pieces[1::2]
    words = list(map(_key_part, written))
    for start, end, key in expansions:
        first, after = bisect_left(starts, start), bisect_left(starts, end)
        words[first:after] = [""] * (after - first)
        if starts[first : first + 1] == [start]:
            words[first], ends[first] = key, end
    if not _SOFT_STOP.isdisjoint(words):
        for number in range(1, len(words)):
            if written[number] == "." and words[number - 1] in _SOFT_STOP:
                words[number] = ""
    genera = {found.end() - 2 for found in _GENUS.finditer(text)}
    for point in genera:
        words[bisect_left(starts, point)] = ""
    if "" in words:
        starts, ends, words = list(compress(starts, words)), list(compress(ends, words)), [w for w in words if w]
    offsets = list(map(add, accumulate(map(len, words), initial=0), range(len(words))))
    return Tokens(" ".join((*words, "")), words, offsets, starts, ends)


@lru_cache(maxsize=200_000)
def _key_part(piece: str) -> str:
    """Return a word or a mark of a text as keys hold it."""
    return key_word(piece) if piece not in MARKS else piece if piece in _KEY_MARKS else WALL


def key_of(name: str) -> str:
    """Return the key of a name.

    >>> key_of("Diabetes Mellitus, Type II")
    'diabete mellitus , type 2'
    """
    return tokenise(name).key.replace(f"{WALL} ", "").strip()


@lru_cache(maxsize=50_000)
def is_acronym(name: str) -> bool:
    """Say whether a name is written in capitals, so that only capitals can mean it.

    >>> is_acronym("AIDS"), is_acronym("mRNA"), is_acronym("Asthma"), is_acronym("GLP-1")
    (True, True, False, True)
    """
    letters = [c for c in name if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return " " not in name and len(letters) <= 7 and capitals >= 2 and capitals * 2 > len(letters)


@cache
def _listed(name: str) -> frozenset[str]:
    lines = resources.ontology_file(f"lexicon/{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def is_small_acronym(surface: str) -> bool:
    """Say whether small letters can only be an acronym: a word has a vowel, and is none of those that are listed.

    Nor has a word a figure in it.

    >>> [is_small_acronym(s) for s in ("ptsd", "hiv", "brca1", "aids", "mg", "hrs", "CHF")]
    [True, True, True, False, False, False, False]
    """
    if surface in _listed("small-acronyms"):
        return True
    if len(surface) >= SMALL and surface.isalnum() and surface.islower() and not surface.isalpha():
        return surface[0].isalpha()
    is_one = len(surface) >= SMALL and surface.isalpha() and surface.islower() and _VOWELS.isdisjoint(surface)
    return is_one and surface not in _listed("small-letters")


def inversions(name: str) -> tuple[str, ...]:
    """Return how a heading with commas is said: ``Diabetes Mellitus, Type 2`` as ``Type 2 Diabetes Mellitus``."""
    parts = name.split(", ")
    return (" ".join(reversed(parts)),) if 2 <= len(parts) <= 3 and all(parts) else ()
