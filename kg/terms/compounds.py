"""Conditions named by a part of the body and a general word, "renal injury"; two at once, "breast and ovarian cancer".

No vocabulary lists them all. Where the general word is a known condition the compound keeps its identifiers, as the
nearest that is known; otherwise it has none.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg.identifiers import slugify
from kg.model import Span
from kg.terms.classes import in_order
from kg.terms.index import Term
from kg.terms.modifiers import heads, modifiers
from kg.terms.words import Tokens

LONGEST = 3
"""Most words of a modifier."""
CONDITIONS = ("Condition", "Feature")
PARTS = {"body": ("BiologicalPart",), "substance": ("BiologicalPart", "Chemical")}
JOINING = frozenset({"and", "or", ",", "and or"})


@dataclass(frozen=True, slots=True)
class Match:
    """A name in a text; ``name`` is the one of the term's names that it is."""

    span: Span
    term: Term
    name: str


@dataclass(frozen=True, slots=True)
class Found:
    """A match with the words it covers: ``first`` to ``after``, end not included."""

    first: int
    after: int
    match: Match


def with_compounds(text: str, tokens: Tokens, found: list[Found], known: Callable[[str], Term | None]) -> list[Match]:
    """Return the matches, those before a general word joined with it, and those that share a word with another.

    :param known: gives the condition of a key.
    """
    return [f.match for f in _Joiner(text, tokens, known).join(found)]


class _Joiner:
    def __init__(self, text: str, tokens: Tokens, known: Callable[[str], Term | None]) -> None:
        self.text = text
        self.tokens = tokens
        self.keys = tokens.words
        self.known = known

    def join(self, found: list[Found]) -> list[Found]:
        done: list[Found] = []
        for item in self._with_heads(found):
            if item.match.term.cls in CONDITIONS:
                item = self._extended(item, done)
                item = self._coordinated(item, done)
            elif item.match.term.cls == "Chemical":
                item = self._salt(item, done)
            done.append(item)
        return done

    def _with_heads(self, found: list[Found]) -> Iterator[Found]:
        """Add a condition for each general word that stands alone after a part of the body or a substance."""
        known_heads = heads()
        numbers = [number for number, key in enumerate(self.keys) if key in known_heads]
        if not numbers:
            return iter(found)
        covered = {number for item in found for number in range(item.first, item.after)}
        ends = {item.after: item.match.term.cls for item in found}
        extra = []
        for number in numbers:
            after, identifier = known_heads[self.keys[number]]
            if number not in covered and (ends.get(number) in PARTS[after] or self._modified(number, after)):
                extra.append(
                    Found(number, number + 1, self._made(number, number + 1, (identifier,) if identifier else ()))
                )
        return iter(sorted([*found, *extra], key=lambda item: item.first) if extra else found)

    def _modified(self, number: int, after: str) -> bool:
        return bool(self._modifier_before(number, modifiers(after)))

    def _modifier_before(self, number: int, wanted: frozenset[str]) -> int:
        """Return how many words before this one are a modifier."""
        for size in range(min(LONGEST, number), 0, -1):
            if " ".join(self.keys[number - size : number]) in wanted:
                return size
        return 0

    def _made(self, first: int, after: int, ids: tuple[str, ...]) -> Match:
        span = Span(self.tokens.starts[first], self.tokens.ends[after - 1])
        name = " ".join(span.of(self.text).split())
        return Match(span, Term(slug=slugify(name), cls="Condition", names=(name,), ids=ids), name)

    def _extended(self, item: Found, done: list[Found]) -> Found:
        """Take the modifiers before a condition into it: familial, renal, or a part just matched."""
        first = item.first
        after, _ = heads().get(self.keys[item.after - 1], ("", ""))
        while True:
            size = (
                self._modifier_before(first, modifiers("extends"))
                or (after and self._modifier_before(first, modifiers("body")))
                or 0
            )
            if not size and after and done and done[-1].after == first and done[-1].match.term.cls in PARTS[after]:
                size = first - done[-1].first
            if not size:
                break
            first -= size
            while done and done[-1].after > first:
                first = min(first, done.pop().first)
        if first == item.first:
            return item
        made = self._made(first, item.after, item.match.term.ids)
        return Found(first, item.after, self._known_as(first, item.after) or made)

    def _salt(self, item: Found, done: list[Found]) -> Found:
        """Take "atropine" and "sulfate", "sodium" and "valproate" as one substance, known by the drug."""
        if not done or done[-1].after != item.first or done[-1].match.term.cls != "Chemical":
            return item
        before = done[-1]
        after_drug = " ".join(self.keys[item.first : item.after]) in modifiers("salt")
        if not after_drug and " ".join(self.keys[before.first : before.after]) not in modifiers("cation"):
            return item
        done.pop()
        drug = before if after_drug else item
        span = Span(before.match.span.start, item.match.span.end)
        return Found(before.first, item.after, Match(span, drug.match.term, drug.match.name))

    def _known_as(self, first: int, after: int) -> Match | None:
        term = self.known(" ".join(self.keys[first:after]) + " ")
        return Match(Span(self.tokens.starts[first], self.tokens.ends[after - 1]), term, term.label) if term else None

    def _coordinated(self, item: Found, done: list[Found]) -> Found:
        """Join "breast and" to "ovarian cancer" where "breast cancer" is a condition too."""
        joint = item.first - 1
        if joint < 1 or self.keys[joint] not in JOINING or item.after - item.first < 2:
            return item
        last = joint - 1 if self.keys[joint - 1] in JOINING and joint >= 2 else joint
        tail = " ".join(self.keys[item.first + 1 : item.after])
        for size in (2, 1):
            first = last - size
            other = self.known(f"{' '.join(self.keys[first:last])} {tail} ") if first >= 0 else None
            if other and all(map(self.tokens.is_word, range(first, last))) and not _is_whole(done, first, last):
                while done and done[-1].after > first:
                    done.pop()
                span = Span(self.tokens.starts[first], item.match.span.end)
                term = dataclasses.replace(item.match.term, ids=in_order((*item.match.term.ids, *other.ids)))
                return Found(first, item.after, Match(span, term, item.match.name))
        return item


def _is_whole(done: list[Found], first: int, after: int) -> bool:
    """Say whether words are a condition by themselves: the obesity of "obesity and metabolic disorders"."""
    return any((f.first, f.after) == (first, after) and f.match.term.cls in CONDITIONS for f in done[-2:])
