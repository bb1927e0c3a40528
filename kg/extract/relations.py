"""Relations between named things in one sentence, found by trigger words (``ontology/cues/relations.ttl``).

A trigger names a predicate and where its subject and object stand (its *frame*). The nearest mention of a class that
the predicate allows fills each side; mentions joined to it by commas, "and" or "or" share its place. What classes a
predicate allows, and which predicate stands in where they do not fit, is data too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import NamedTuple

from kg.extract.cues import Cue, Hit, Hits
from kg.extract.frames import FRAMES, STRICT, TRIGGER_FIRST, inside, may_stand_together, told_by_numbers
from kg.extract.grammar import Grammar
from kg.extract.joints import is_talk, names_other
from kg.extract.scene import NO_TOPIC, REACH, Relation, Scene, Topic, set_scene
from kg.extract.sides import given_to, means_at
from kg.extract.together import named_together
from kg.model import Mention, Span

_PREPOSITION = 0.6
"""Weight of the surest trigger that only puts two things side by side: "for", "in people with"."""
_ASSOCIATED = "associatedWith"
_FRAMES = tuple(FRAMES)
_LEADING = ("subject-before", "subject-after", "both-after", "both-after-reversed")
"""Frames of the triggers that lead in to a list."""


class Lead(NamedTuple):
    """What leads in to a list: where it stands, and the means and the condition it names last."""

    span: Span
    named: Topic = NO_TOPIC


def find_relations(
    sentence: Span,
    mentions: Sequence[Mention],
    hits: Hits,
    grammar: Grammar,
    *,
    topic: Topic = NO_TOPIC,
    together: bool = False,
) -> list[Relation]:
    """Return what the triggers of one sentence say of its mentions, each claim where it is surest, in order of text.

    :param mentions: the mentions of the sentence, in order.
    :param hits: the cues of the whole text.
    :param topic: what the article is about.
    :param together: whether two things that are named together are related where no word tells how.
    """
    told = hits.among(_FRAMES, sentence)
    if not mentions or not (told or together):
        return []
    scene = set_scene(sentence, mentions, hits, grammar, topic)
    found: dict[tuple[Span, Span], Relation] = {}
    triggers = _triggers(scene, told, hits)
    for trigger in triggers:
        for relation in _read(scene, trigger):
            _put(found, relation)
    for trigger in (t for t in triggers if t.cue.family not in STRICT and len(mentions) > 1):
        for relation in _loosely(scene, trigger):
            if (relation.subject.span, relation.object.span) not in found:
                _put(found, relation)
    for relation in list(found.values()):
        found |= {(r.subject.span, r.object.span): r for r in _over_control(scene, relation)}
    unsaid = named_together(scene, hits, found.values()) if together else ()
    return sorted(
        _surest([*_through_kinds(found.values()), *unsaid]), key=lambda r: (r.subject.span, r.object.span, r.predicate)
    )


def _triggers(scene: Scene, found: Sequence[Hit], hits: Hits) -> list[Hit]:
    """Return the triggers found in a sentence without those that are but a part of another, or claim nothing."""
    of_risk = scene.grammar.of_risk
    wholes = [hit for hit in found if _is_passive(hit) or hit.cue.signals in of_risk]
    return [
        told_by_numbers(scene, hit, hits)
        for hit in found
        if not any(_is_part(hit, other) for other in wholes)
        and not is_talk(scene.text, hit.start, hit.end)
        and not (hit.cue.family == "subject-before" and hit.cue.signals in of_risk and inside(scene, hit))
    ]


def _surest(relations: Iterable[Relation]) -> Iterable[Relation]:
    """Keep one of what a sentence says twice of two things that it names twice: "gout: treatment of gout by"."""
    best: dict[tuple[str, str, str], Relation] = {}
    for relation in relations:
        said = (relation.subject.concept, relation.predicate, relation.object.concept)
        if said not in best or _sure(relation)[:2] > _sure(best[said])[:2]:
            best[said] = relation
    return best.values()


def _heads(scene: Scene, predicate: str, trigger: Hit, object_: Mention) -> bool:
    """Say whether a kind that is named is the head of its words: not the pigment of "is a by-product of pigment"."""
    return predicate not in scene.grammar.of_kind or not names_other(scene.text[trigger.end : object_.span.start])


def _over_control(scene: Scene, relation: Relation) -> Iterator[Relation]:
    """Read "no better than placebo for gout" as having no effect on gout."""
    said = scene.grammar.over_control.get(relation.predicate, "")
    if said and relation.object.span in scene.controls:
        ills = [m for m in scene.mentions if m.cls == "Condition" and scene.between(relation.span.end, m.span.start)]
        yield from (relation._replace(predicate=said, object=m) for m in ills[:1])


def _is_part(hit: Hit, other: Hit) -> bool:
    """Say whether a trigger is but a part of another: of a passive, or the "of" of "lowers the risk of"."""
    if not (other.start <= hit.start and hit.end <= other.end) or hit[:2] == other[:2]:
        return False
    return _is_passive(other) or hit.cue.weight < other.cue.weight


def _is_passive(hit: Hit) -> bool:
    return hit.cue.family == "subject-after" and hit.cue.direction == "backward"


def _through_kinds(relations: Iterable[Relation]) -> Iterator[Relation]:
    """Read "X is a disease marked by Z" as said of X."""
    known = list(relations)
    kinds = {r.object.span: r.subject for r in known if r.predicate == "isKindOf"}
    for relation in known:
        meant = kinds.get(relation.subject.span)
        is_meant = meant is not None and meant.concept != relation.object.concept
        yield relation._replace(subject=meant) if is_meant and meant else relation


def relate_item(mentions: Sequence[Mention], lead: Lead, hits: Hits, grammar: Grammar, topic: Topic) -> list[Relation]:
    """Return what the lead-in of a list says of one item: "Treatments include:", "It may work by:".

    The item takes the open place of the lead-in's trigger; what the lead-in names, else what the article is about,
    takes the other.
    """
    triggers = hits.among(_LEADING, lead.span)
    trigger = max(triggers, key=lambda h: (h.cue.weight, h.end), default=None)
    if trigger is None or not mentions:
        return []
    item, illness, means = mentions[0], lead.named.illness or topic.illness, lead.named.means or topic.means
    for subject, object_ in ((item, illness), (means, item)):
        if subject and object_ and subject.concept != object_.concept:
            ends = [x if x is item else replace(x, span=trigger.span) for x in (subject, object_)]
            predicate = grammar.fit(trigger.cue.signals, subject.cls, object_.cls)
            if predicate == trigger.cue.signals:
                return [Relation(ends[0], predicate, ends[1], trigger)]
    return []


def _put(found: dict[tuple[Span, Span], Relation], relation: Relation) -> None:
    """Keep the surer of two relations between the same two, whichever way round they are."""
    pair = (relation.subject.span, relation.object.span)
    best = found.get(pair) or found.get(pair[::-1])
    if best is None or _surer(relation, best):
        found.pop(pair[::-1], None)
        found[pair] = relation


def _loosely(scene: Scene, trigger: Hit) -> Iterator[Relation]:
    """Walk what a trigger between two things may relate past others that stand nearer: ``X or Y, but not Z, for W``."""
    if means_at(scene, trigger):
        return
    near = [m for m in scene.mentions if m.span.end > trigger.start - REACH and m.span.start < trigger.end + REACH]
    left = [m for m in near if m.span.end <= trigger.start and scene.between(m.span.end, trigger.start)]
    right = [m for m in near if m.span.start >= trigger.end and scene.between(trigger.end, m.span.start)]
    frame, name = trigger.cue.family, trigger.cue.signals
    if frame in TRIGGER_FIRST:
        left = right
    subjects, objects = (right, left) if frame == "subject-after" else (left, right)
    if frame == "subject-before":
        subjects = [m for m in subjects if m in given_to(scene, [m], name)]
    for subject, object_ in product(subjects, objects):
        fits = scene.grammar.fit(name, subject.cls, object_.cls) == name and scene.may_join(subject, name, object_)
        listed = frame in TRIGGER_FIRST and name != _ASSOCIATED and scene.is_list(subject, object_)
        if fits and not listed and not scene.is_risk("object", name, object_):
            yield Relation(subject, name, object_, trigger, loose=True)


def _surer(one: Relation, other: Relation) -> bool:
    return _sure(one) > _sure(other)


def _sure(relation: Relation) -> tuple[bool, float, int]:
    spans = relation.subject.span, relation.trigger, relation.object.span
    width = max(s.end for s in spans) - min(s.start for s in spans)
    return not relation.loose, relation.trigger.cue.weight, -width


def _said(grammar: Grammar, cue: Cue, subject: Mention, object_: Mention) -> str:
    """Return what a trigger says of two things; a mere preposition says nothing in place of its own predicate."""
    predicate = grammar.fit(cue.signals, subject.cls, object_.cls)
    return predicate if predicate == cue.signals or cue.direction or cue.weight > _PREPOSITION else ""


def _read(scene: Scene, trigger: Hit) -> Iterator[Relation]:
    subjects, objects = FRAMES[trigger.cue.family](scene, trigger)
    for subject, object_ in product(subjects, objects):
        predicate = _said(scene.grammar, trigger.cue, subject, object_)
        joins = predicate and scene.may_join(subject, predicate, object_) and _heads(scene, predicate, trigger, object_)
        if joins and may_stand_together(scene, trigger.cue.family, subject, object_):
            yield Relation(subject, predicate, object_, trigger)
