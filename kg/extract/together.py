"""What a passage may mean of two things that it names together, where no word tells how they are related.

The weakest reading there is: a passage of a sentence or two seldom names a drug and a disease for another reason. It
is never made of a list, across words that set two ills apart, or of a means that the passage warns of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.cues import Cue, Hit, Hits
from kg.extract.scene import REACH, Relation, Scene, kind_of
from kg.model import Mention, Span

FAMILY = "named-together"
_APART = "set-apart"
_WARNING = "warning"
_NEAREST = 8
"""Things after one that it is paired with, at most."""


def named_together(scene: Scene, hits: Hits, told: Iterable[Relation]) -> Iterator[Relation]:
    """Walk what a sentence may mean of the pairs it tells nothing of, or only what leaves the question open.

    :param told: what its triggers say.
    """
    grammar, words = scene.grammar, hits.kinds("apart", scene.sentence)
    closed = {frozenset((r.subject.span, r.object.span)) for r in told if r.predicate not in grammar.leaves_open}
    cues = {name: _cue(name, hits.cues.policy[FAMILY]) for name in set(grammar.together.values())}
    for subject, object_ in _pairs(scene):
        name, between = grammar.together[subject.cls], _between(subject.span, object_.span)
        apart = _WARNING in words if _kinds_differ(subject, object_) else _lies_in(between, words.get(_APART, ()))
        fits = grammar.fit(name, subject.cls, object_.cls) == name
        if fits and not apart and frozenset((subject.span, object_.span)) not in closed:
            yield Relation(subject, name, object_, Hit(between.start, between.end, cues[name]))


def _pairs(scene: Scene) -> Iterator[tuple[Mention, Mention]]:
    """Walk a means or an ill with an ill near it, and no two ills of a list; of two ills the sign goes last."""
    for number, one in enumerate(scene.mentions):
        for other in scene.mentions[number + 1 : number + 1 + _NEAREST]:
            if other.span.start - one.span.end > 2 * REACH:
                break
            subject, object_ = (one, other) if _rank(one) <= _rank(other) else (other, one)
            related = subject.cls in scene.grammar.together and kind_of(object_) == "ill"
            listed = related and not _kinds_differ(one, other) and scene.is_list(one, other)
            if related and not listed and subject.concept != object_.concept:
                yield subject, object_


def _rank(mention: Mention) -> tuple[bool, bool]:
    return kind_of(mention) == "ill", mention.cls == "Feature"


def _kinds_differ(one: Mention, other: Mention) -> bool:
    return kind_of(one) != kind_of(other)


def _between(one: Span, other: Span) -> Span:
    first, second = sorted((one, other))
    return Span(first.end, max(first.end, second.start))


def _lies_in(span: Span, hits: Iterable[Hit]) -> bool:
    return any(span.holds(hit.span) for hit in hits)


def _cue(name: str, weight: float) -> Cue:
    label = "named together"
    return Cue(FAMILY, label, FAMILY, FAMILY, patterns=(), examples=(), signals=name, weight=weight)
