"""What a passage may mean of two things that it names together, where no word tells how they are related.

The weakest reading there is: a passage of a sentence or two seldom names a drug and a disease for another reason. It
is never made of a list, across words that set two ills apart, or of a means that the passage warns of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.extract.cues import Cue, Hit, Hits
from kg.extract.grammar import Grammar
from kg.extract.hedge import in_force
from kg.extract.scene import REACH, Relation, Scene, kind_of
from kg.model import Mention, Span

FAMILY = "named-together"
_SIGNS = "apart"
_APART = "set-apart"
_OTHERS = "other-people"
_WARNING = "warning"
_NEAREST = 8
"""Things after one that it is paired with, at most."""


def named_together(scene: Scene, hits: Hits, told: Iterable[Relation]) -> Iterator[Relation]:
    """Walk what a sentence may mean of the pairs it tells nothing of, or only what leaves the question open.

    :param told: what its triggers say.
    """
    told = list(told)
    grammar, signs = scene.grammar, _signs(hits, scene.sentence, told)
    known = [(frozenset((r.subject.span, r.object.span)), r) for r in told]
    closed = {pair for pair, r in known if r.predicate not in grammar.leaves_open or _eases_ill(r, grammar)}
    cues = {name: _cue(name, hits.cues.policy[FAMILY]) for name in set(grammar.together.values())}
    for subject, object_ in _pairs(scene):
        name, both = grammar.together[subject.cls], _around(subject.span, object_.span)
        fits = grammar.fit(name, subject.cls, object_.cls) == name and not scene.is_test(name, subject)
        apart = signs.warned if kind_of(subject) != kind_of(object_) else any(both.holds(s) for s in signs.apart)
        denied = any(both.holds(s) for s in signs.denials)
        if fits and not apart and not denied and frozenset((subject.span, object_.span)) not in closed:
            yield Relation(subject, name, object_, Hit(both.start, both.end, cues[name]))


def _eases_ill(relation: Relation, grammar: Grammar) -> bool:
    """Say whether one ill makes another rarer, so that it hardly causes it."""
    eases = relation.predicate in grammar.of_risk and relation.predicate not in grammar.of_harm
    return eases and kind_of(relation.subject) == "ill"


class _Signs(NamedTuple):
    """What speaks against a guess."""

    warned: bool
    apart: list[Span]
    denials: list[Span]


def _signs(hits: Hits, sentence: Span, told: Iterable[Relation]) -> _Signs:
    """Return them without the words that a trigger holds: of "symptoms include"."""
    words, triggers = hits.kinds(_SIGNS, sentence), [r.trigger.span for r in told]
    denials = [hit.span for hit in in_force(hits, "negation", sentence)]
    apart = [h.span for h in words.get(_APART, ()) if not any(t.holds(h.span) for t in triggers)]
    return _Signs(_WARNING in words, [*apart, *(h.span for h in words.get(_OTHERS, ()))], denials)


def of_others(hits: Hits, sentence: Span) -> list[Span]:
    """Return the words of a sentence that lead on to other people: "and in those with"."""
    return [hit.span for hit in hits.of(_SIGNS, sentence) if hit.cue.kind == _OTHERS]


def _pairs(scene: Scene) -> Iterator[tuple[Mention, Mention]]:
    """Walk a means or an ill with an ill near it, and no two ills of a list; of two ills the sign goes last."""
    for number, one in enumerate(scene.mentions):
        for other in scene.mentions[number + 1 : number + 1 + _NEAREST]:
            if other.span.start - one.span.end > 2 * REACH:
                break
            subject, object_ = (one, other) if _rank(one) <= _rank(other) else (other, one)
            related = subject.cls in scene.grammar.together and kind_of(object_) == "ill"
            listed = related and kind_of(one) == kind_of(other) and scene.is_list(one, other)
            if related and not listed and subject.concept != object_.concept and not scene.is_same(one, other):
                yield subject, object_


def _rank(mention: Mention) -> tuple[bool, bool]:
    return kind_of(mention) == "ill", mention.cls == "Feature"


def _around(one: Span, other: Span) -> Span:
    return Span(min(one.start, other.start), max(one.end, other.end))


def _cue(name: str, weight: float) -> Cue:
    label = "named together"
    return Cue(FAMILY, label, FAMILY, FAMILY, patterns=(), examples=(), signals=name, weight=weight)
