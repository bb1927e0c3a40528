"""Terms: the shipped concepts, the general lexicon and installed packs, and what finds their names in a text."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from kg.terms.compounds import Match
from kg.terms.imports import import_file
from kg.terms.index import Index, Term
from kg.terms.install import install
from kg.terms.lexicon import lexicon_terms, load_shared, shared_terms
from kg.terms.matcher import Matcher
from kg.terms.packs import Pack, list_packs, open_pack, packs_folder, remove_pack

__all__ = [
    "Match",
    "Matcher",
    "Pack",
    "Term",
    "import_file",
    "install",
    "list_packs",
    "load_matcher",
    "load_shared",
    "make_matcher",
    "open_pack",
    "packs_folder",
    "remove_pack",
]


def make_matcher(packs: Iterable[Index] = (), *, digests: Iterable[str] = ()) -> Matcher:
    """Return a matcher of the shipped concepts, the lexicon and the given packs.

    :param digests: those of the packs, for records to name.
    """
    shared = shared_terms()
    ours = [*shared, *lexicon_terms()]
    return Matcher(
        [Index.make(ours), *packs],
        shared={i: t for t in reversed(shared) for i in t.ids},
        labels={t.slug: t.label for t in reversed(ours)},
        packs=tuple(sorted(digests)),
    )


@cache
def load_matcher() -> Matcher:
    """Return the matcher of everything installed, made once; without packs it knows the shipped concepts alone.

    :raises VocabularyError: if a pack is damaged.
    """
    packs = list_packs()
    return make_matcher(map(open_pack, packs), digests=(pack.digest for pack in packs))
