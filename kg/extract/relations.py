"""Relations between named things in one sentence, found by trigger words (``ontology/cues/relations.ttl``).

A trigger names a predicate and where its subject and object stand (its *frame*). The nearest mention of a class that
the predicate allows fills each side; mentions joined to it by commas, "and" or "or" share its place. What classes a
predicate allows, and which predicate stands in where they do not fit, is data too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product
from typing import NamedTuple

from kg.extract.cues import Cue, Hit, Hits
from kg.extract.grammar import Grammar
from kg.extract.phrases import (
    behaviour_before,
    is_control,
    is_given,
    load_phrase_words,
    local_mention,
    phrase_after,
    phrase_before,
    stand_in_after,
    stand_in_before,
)
from kg.model import Mention, Span

REACH = 130
"""Characters between a trigger and what it joins, at most."""
_MOST = 4
_PREPOSITION = 0.6
"""Weight of the surest trigger that only puts two things side by side: "for", "in people with"."""
_LIST_GLUE = 40
_JOIN = re.compile(
    r"(?:,\s(?:[\w'-]+\s){0,2}[\w'-]+(?=,\s|\s(?:and|or)\s))?"
    r"(?:\s*\([^()]{1,24}\))?(?:\s*[,/]\s*(?:and |or |as well as |plus |including |such as )?"
    r"|\s*(?:and/or|and|or|plus|as well as|with or without|versus|vs\.?|compared (?:with|to)|followed by|-)\s+)"
    r"(?:(?:the|a|an|other|both|either|even|also|some|by|for|of|from|to)\s+){0,2}(?:[\w'-]+\s+){0,2}",
)
_WITH = re.compile(r"[^.;:]{0,60}?\b(?:with|by|using|via|through)\b[^.;:,]{0,60}$")
_INTERVAL = re.compile(
    r"\b\d+\.\d+\b[^.;]{0,8}?(?:\bCI\b)?[^.;\d]{0,10}(?<![\d.])(\d+\.\d+) ?(?:-|\u2013|to) ?(\d+\.\d+)"
)
"""A ratio with its interval: 0.78 (95 % CI 0.66-0.93)."""
_RISK = re.compile(r"\s(?:\w+\s)?risks?\b")
_POPULATION = re.compile(r"\s(?:[\w-]+\s){0,3}(?:in|among|for)\s[^.;,]{0,40}\bwith\s(?:[\w-]+\s){0,2}$")
"""Between a means and the condition of those who are given it: "statins in people with "."""


class Topic(NamedTuple):
    """What an article is about: what "the drug" and "the disease" stand for in it."""

    means: Mention | None = None
    illness: Mention | None = None


NO_TOPIC = Topic()


class Relation(NamedTuple):
    """What one trigger says: subject, predicate, object, and the words that say it."""

    subject: Mention
    predicate: str
    object: Mention
    trigger: Hit
    loose: bool = False
    """Whether something nearer stood between the trigger and one of the two."""

    @property
    def span(self) -> Span:
        """Return the characters from the first to the last of the three."""
        parts = (self.subject.span, self.trigger.span, self.object.span)
        return Span(min(p.start for p in parts), max(p.end for p in parts))


@dataclass(frozen=True, slots=True)
class _Scene:
    """One sentence as the frames see it."""

    text: str
    mentions: Sequence[Mention]
    barriers: Sequence[int]
    grammar: Grammar
    sentence: Span
    topic: Topic
    means: Sequence[Mention]
    """The mentions that are means."""
    controls: frozenset[Span]
    """What a means was compared with: "placebo"."""
    risks: frozenset[Span]
    """Things whose risk is named rather than themselves: "stroke risk"."""

    def clause(self, at: int) -> Span:
        """Return the stretch around a place that no barrier cuts."""
        start = max((b for b in self.barriers if b < at), default=self.sentence.start)
        return Span(start, min((b for b in self.barriers if b > at), default=self.sentence.end))

    def side(self, side: str, predicate: str, mention: Mention) -> Mention:
        """Return a mention as the side it takes: cells that do something for somebody are a therapy."""
        fits = side == "object" or self.grammar.takes(side, predicate, mention.cls)
        return mention if fits else self.grammar.as_means(mention)

    def may(self, side: str, predicate: str, mention: Mention) -> bool:
        """Say whether a mention can be the side of a predicate."""
        if self.is_control(side, predicate, mention) or self.is_risk(side, predicate, mention):
            return False
        return self.grammar.may(side, predicate, self.side(side, predicate, mention).cls)

    def is_risk(self, side: str, predicate: str, mention: Mention) -> bool:
        """Say whether a mention is no object because its risk is meant, which nothing treats or causes."""
        return side == "object" and mention.span in self.risks and predicate not in self.grammar.of_risk

    def is_control(self, side: str, predicate: str, mention: Mention) -> bool:
        """Say whether a mention is no subject because a means was compared with it, which is all that is said of it."""
        return side == "subject" and mention.span in self.controls and predicate not in self.grammar.compared

    def between(self, start: int, end: int) -> bool:
        """Say whether nothing keeps two places apart."""
        return end - start <= REACH and not any(start <= b < end for b in self.barriers)


def find_relations(
    sentence: Span,
    mentions: Sequence[Mention],
    hits: Hits,
    grammar: Grammar,
    *,
    topic: Topic = NO_TOPIC,
) -> list[Relation]:
    """Return what the triggers of one sentence say of its mentions, each claim where it is surest, in order of text.

    :param mentions: the mentions of the sentence, in order.
    :param hits: the cues of the whole text.
    :param topic: what the article is about.
    """
    if not mentions:
        return []
    barriers = sorted(
        {
            *(h.start for h in hits.of("barrier", sentence)),
            *(m.start() + sentence.start for m in _STOP.finditer(sentence.of(hits.text))),
        }
    )
    scene = _Scene(
        hits.text,
        mentions,
        barriers,
        grammar,
        sentence,
        topic,
        means=[m for m in mentions if m.cls in grammar.means],
        controls=frozenset(m.span for m in mentions if is_control(m.span.of(hits.text))),
        risks=frozenset(m.span for m in mentions if _RISK.match(hits.text, m.span.end)),
    )
    found: dict[tuple[Span, Span], Relation] = {}
    found_hits = [(sides, hit) for frame, sides in _FRAMES.items() for hit in hits.of(frame, sentence)]
    wholes = [hit for _, hit in found_hits if _is_passive(hit) or hit.cue.signals in grammar.of_risk]
    triggers = [
        (sides, _told_by_numbers(scene, hit))
        for sides, hit in found_hits
        if not any(_is_part(hit, other) for other in wholes)
        and not (sides is _subject_before and hit.cue.signals in grammar.of_risk and _inside(scene, hit))
    ]
    for sides, trigger in triggers:
        for relation in _read(scene, trigger, sides):
            _put(found, relation)
    for sides, trigger in (t for t in triggers if t[0] not in _STRICT):
        for relation in _loosely(scene, trigger, sides):
            if (relation.subject.span, relation.object.span) not in found:
                _put(found, relation)
    return sorted(_surest(_through_kinds(found.values())), key=lambda r: (r.subject.span, r.object.span, r.predicate))


def _surest(relations: Iterable[Relation]) -> Iterable[Relation]:
    """Keep one of what a sentence says twice of two things that it names twice: "gout: treatment of gout by"."""
    best: dict[tuple[str, str, str], Relation] = {}
    for relation in relations:
        said = (relation.subject.concept, relation.predicate, relation.object.concept)
        if said not in best or _sure(relation)[:2] > _sure(best[said])[:2]:
            best[said] = relation
    return best.values()


def _is_part(hit: Hit, other: Hit) -> bool:
    """Say whether a trigger is but a part of another: of a passive, or the "of" of "lowers the risk of"."""
    inside = hit.span != other.span and other.span.holds(hit.span)
    return inside and (_is_passive(other) or hit.cue.weight < other.cue.weight)


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


def relate_item(mentions: Sequence[Mention], lead: Span, hits: Hits, grammar: Grammar, topic: Topic) -> list[Relation]:
    """Return what the lead-in of a list says of one item: "Treatments include:", "It may work by:".

    The item takes the open place of the lead-in's trigger; what the article is about takes the other.
    """
    triggers = [h for f in ("subject-before", "subject-after", "both-after-reversed") for h in hits.of(f, lead)]
    trigger = max(triggers, key=lambda h: (h.cue.weight, h.end), default=None)
    if trigger is None or not mentions:
        return []
    pairs = [(m, topic.illness) for m in mentions[:1]] + [(topic.means, m) for m in mentions[:1]]
    for subject, object_ in pairs:
        if subject and object_ and subject.concept != object_.concept:
            at = {id(x): x if x in mentions else replace(x, span=trigger.span) for x in (subject, object_)}
            predicate = grammar.fit(trigger.cue.signals, subject.cls, object_.cls)
            if predicate == trigger.cue.signals:
                return [Relation(at[id(subject)], predicate, at[id(object_)], trigger)]
    return []


def _put(found: dict[tuple[Span, Span], Relation], relation: Relation) -> None:
    """Keep the surer of two relations between the same two, whichever way round they are."""
    pair = (relation.subject.span, relation.object.span)
    best = found.get(pair) or found.get(pair[::-1])
    if best is None or _surer(relation, best):
        found.pop(pair[::-1], None)
        found[pair] = relation


def _loosely(scene: _Scene, trigger: Hit, sides: Callable[[_Scene, Hit], Sides]) -> Iterator[Relation]:
    """Walk what a trigger between two things may relate past others that stand nearer: ``X or Y, but not Z, for W``."""
    near = [m for m in scene.mentions if m.span.end > trigger.start - REACH and m.span.start < trigger.end + REACH]
    left = [m for m in near if m.span.end <= trigger.start and scene.between(m.span.end, trigger.start)]
    right = [m for m in near if m.span.start >= trigger.end and scene.between(trigger.end, m.span.start)]
    if sides in _TRIGGER_FIRST:
        left = right
    if _means_at(scene, trigger):
        return
    subjects, objects = (right, left) if sides is _subject_after else (left, right)
    if sides is _subject_before:
        subjects = [m for m in subjects if m in _given_to(scene, [m], trigger.cue.signals)]
    for subject, object_ in product(subjects, objects):
        predicate = scene.grammar.fit(trigger.cue.signals, subject.cls, object_.cls)
        fits = predicate == trigger.cue.signals and subject.concept != object_.concept
        fits = fits and not scene.is_risk("object", predicate, object_)
        listed = sides in _TRIGGER_FIRST and predicate != "associatedWith" and _is_list(scene, subject, object_)
        if fits and not listed and not scene.is_control("subject", predicate, subject):
            yield Relation(subject, predicate, object_, trigger, loose=True)


def _surer(one: Relation, other: Relation) -> bool:
    return _sure(one) > _sure(other)


def _sure(relation: Relation) -> tuple[bool, float, int]:
    spans = relation.subject.span, relation.trigger, relation.object.span
    width = max(s.end for s in spans) - min(s.start for s in spans)
    return not relation.loose, relation.trigger.cue.weight, -width


_STOP = re.compile(r"[;:]\s|\s[\u2013\u2014]\s|--")
Sides = tuple[list[Mention], list[Mention]]


def _before(scene: _Scene, at: int, side: str, predicate: str) -> list[Mention]:
    """Return the nearest mention that ends before a place and can be the side, with those joined to it."""
    for index in range(len(scene.mentions) - 1, -1, -1):
        mention = scene.mentions[index]
        if mention.span.end <= at and scene.may(side, predicate, mention):
            return _joined(scene, index, -1, side, predicate) if scene.between(mention.span.end, at) else []
    return []


def _after(scene: _Scene, at: int, side: str, predicate: str) -> list[Mention]:
    for index, mention in enumerate(scene.mentions):
        if mention.span.start >= at and scene.may(side, predicate, mention):
            return _joined(scene, index, 1, side, predicate) if scene.between(at, mention.span.start) else []
    return []


def _joined(scene: _Scene, index: int, step: int, side: str, predicate: str) -> list[Mention]:
    """Follow a list from one of its ends, as long as what it names is of one kind or can be the same side."""
    group = [scene.side(side, predicate, scene.mentions[index])]
    while 0 <= (index := index + step) < len(scene.mentions) and len(group) < _MOST:
        left, right = sorted((group[-1], scene.mentions[index]), key=lambda m: m.span)
        glue = scene.text[left.span.end : right.span.start]
        alike = _kind(left) == _kind(right) or scene.grammar.takes(side, predicate, scene.mentions[index].cls)
        if not alike or not _is_glue(glue) or scene.is_control(side, predicate, scene.mentions[index]):
            break
        group.append(scene.side(side, predicate, scene.mentions[index]))
    return group


def _is_glue(between: str) -> bool:
    return len(between) <= _LIST_GLUE and _JOIN.fullmatch(between) is not None


def _is_list(scene: _Scene, one: Mention, other: Mention) -> bool:
    """Say whether two things stand in one list, which says nothing of how they are related: "asthma and eczema"."""
    start, end = min(one.span, other.span).start, max(one.span, other.span).end
    listed = [m.span for m in scene.mentions if start <= m.span.start and m.span.end <= end]
    return all(_is_glue(scene.text[left.end : right.start]) for left, right in pairwise(listed))


_KINDS = {"Condition": "ill", "Feature": "ill", "Chemical": "means", "Therapy": "means", "Exposure": "means"}


def _kind(mention: Mention) -> str:
    return _KINDS.get(mention.cls, mention.cls)


def _subject_before(scene: _Scene, trigger: Hit) -> Sides:
    name = trigger.cue.signals
    objects = _after(scene, trigger.end, "object", name) or _illness(scene, trigger)
    return _subjects_before(scene, trigger, objects) if objects else [], objects


def _inside(scene: _Scene, trigger: Hit) -> list[Mention]:
    """Return the objects that a trigger itself holds: "cuts dementia risk"."""
    name = trigger.cue.signals
    return [m for m in scene.mentions if trigger.span.holds(m.span) and scene.may("object", name, m)]


def _object_inside(scene: _Scene, trigger: Hit) -> Sides:
    objects = _inside(scene, trigger)
    return _subjects_before(scene, trigger, objects) if objects else [], objects


def _subjects_before(scene: _Scene, trigger: Hit, objects: Sequence[Mention]) -> list[Mention]:
    """Return what stands before a trigger as its subject: named, done, cut out, or what the article is about."""
    name = trigger.cue.signals
    own = _means_at(scene, trigger)
    if own:
        return [m for m in own if scene.may("subject", name, m)]
    return (
        _given_to(scene, _before(scene, trigger.start, "subject", name), name)
        or _behaviour(scene, trigger)
        or _ill_before(scene, trigger)
        or _phrase(scene, trigger, before=True)
        or (_matter(scene, trigger) if _is_main_benefit(scene, name, objects) else [])
    )


def _given_to(scene: _Scene, subjects: list[Mention], predicate: str) -> list[Mention]:
    """Return the means instead of the condition of those it is given to: "statins in people with gout lower"."""
    if not subjects or _kind(subjects[0]) != "ill":
        return subjects
    start = min(m.span.start for m in subjects)
    before = [m for m in _before(scene, start, "subject", predicate) if m.cls in scene.grammar.means]
    given = before and _POPULATION.fullmatch(scene.text, max(m.span.end for m in before), start)
    return before if given else subjects


def _means_at(scene: _Scene, trigger: Hit) -> list[Mention]:
    """Return the means that alone can be the subject: whose name the trigger begins in, or the control just before.

    "gene therapy for"; "no better than placebo for".
    """
    at = trigger.start
    inside = [m for m in scene.means if m.span.start < at < m.span.end]
    if inside or trigger.cue.direction or not scene.controls:
        return inside
    return [m for m in scene.means if m.span.end == at - 1 and scene.is_control("subject", trigger.cue.signals, m)]


def _is_main_benefit(scene: _Scene, predicate: str, objects: Sequence[Mention]) -> bool:
    """Say whether a predicate tells of what helps the very illness the article is about."""
    illness = scene.topic.illness
    return predicate in scene.grammar.benefits and illness is not None and objects[0].concept == illness.concept


def _subject_after(scene: _Scene, trigger: Hit) -> Sides:
    name = trigger.cue.signals
    objects = _before(scene, trigger.start, "object", name) or _illness(scene, trigger)
    return (
        _after(scene, trigger.end, "subject", name) or _phrase(scene, trigger, before=False)
    ) if objects else [], objects


def _illness(scene: _Scene, trigger: Hit) -> list[Mention]:
    """Return the condition of the article where the sentence says "the disease", or the trigger alone implies one."""
    illness = scene.topic.illness
    if illness is None or not scene.grammar.may("object", trigger.cue.signals, illness.cls):
        return []
    span = stand_in_after(scene.text, trigger.end, scene.clause(trigger.start).end, load_phrase_words())
    at = span or (trigger.span if trigger.cue.direction == "implied" else None)
    return [replace(illness, span=at)] if at else []


def _phrase(scene: _Scene, trigger: Hit, *, before: bool) -> list[Mention]:
    """Return the words beside a trigger as the name of a means that no vocabulary knows."""
    cls = scene.grammar.unnamed.get(trigger.cue.signals, "")
    if not cls or not trigger.cue.direction:
        return []
    words, clause = load_phrase_words(), scene.clause(trigger.start)
    span = (
        phrase_before(scene.text, trigger.start, clause.start, words)
        if before
        else phrase_after(scene.text, trigger.end, clause.end, words)
    )
    if span is None and before and scene.topic.means:
        standin = stand_in_before(scene.text, trigger.start, clause.start, words, words.standin)
        return [replace(scene.topic.means, span=standin)] if standin else []
    if span is None or any(m.span.start < span.end and span.start < m.span.end for m in scene.mentions):
        return []
    return [local_mention(scene.text, span, cls)]


def _ill_before(scene: _Scene, trigger: Hit) -> list[Mention]:
    """Return the condition of the article where "the disease" does something: "the disease can scar the liver"."""
    illness, words = scene.topic.illness, load_phrase_words()
    if illness is None or not scene.grammar.takes("subject", trigger.cue.signals, illness.cls):
        return []
    span = stand_in_before(
        scene.text, trigger.start, scene.clause(trigger.start).start, words, words.illness - words.standin
    )
    return [replace(illness, span=span)] if span else []


def _behaviour(scene: _Scene, trigger: Hit) -> list[Mention]:
    """Return what people do as the means of a clause that names none: "adults who walk cut their risk"."""
    if not scene.grammar.takes("subject", trigger.cue.signals, "Exposure"):
        return []
    span = behaviour_before(scene.text, trigger.start, scene.clause(trigger.start).start, load_phrase_words())
    return [local_mention(scene.text, span, "Exposure")] if span else []


def _matter(scene: _Scene, trigger: Hit) -> list[Mention]:
    """Return the means of the article where a sentence tells of an effect and names no means at all."""
    means, grammar, name = scene.topic.means, scene.grammar, trigger.cue.signals
    if means is None or not trigger.cue.direction or not grammar.takes("subject", name, means.cls):
        return []
    named = any(grammar.as_means(m).cls in grammar.means for m in scene.mentions)
    return [] if named else [replace(means, span=trigger.span)]


def _outcome(scene: _Scene, trigger: Hit) -> Sides:
    """Take what is measured before the trigger, and by what it moved: named, or what the article is about."""
    name = trigger.cue.signals
    objects = _inside(scene, trigger) or _before(scene, trigger.start, "object", name)
    if not objects:
        return [], []
    after = _after(scene, trigger.end, "subject", name)
    if after and not is_given(scene.text[trigger.start : after[0].span.start]):
        after = []
    before = _before(scene, min(m.span.start for m in objects), "subject", name)
    return [m for m in after or before if m.cls in scene.grammar.means] or _matter(scene, trigger), objects


def _ratio(scene: _Scene, trigger: Hit) -> Sides:
    """Take what a ratio is of from after its name ("risk ratio for stroke"), else from before it."""
    found = _INTERVAL.search(scene.text, trigger.end, min(scene.sentence.end, trigger.end + REACH))
    if not found:
        return [], []
    name = trigger.cue.signals
    objects = [m for m in _after(scene, trigger.end, "object", name) if m.span.end <= found.start()]
    objects = objects or _before(scene, trigger.start, "object", name)
    means = [m for m in scene.mentions if m.cls in scene.grammar.means and m.span.end <= found.start()]
    given = [m for m in means if is_given(scene.text[scene.sentence.start : m.span.start])]
    return (given[:1] or means[:1] or _matter(scene, trigger)) if objects else [], objects


def _told_by_numbers(scene: _Scene, trigger: Hit) -> Hit:
    """Return the name of a ratio as the word for what its interval says: below 1, above 1, or both."""
    found = _INTERVAL.search(scene.text, trigger.end, min(scene.sentence.end, trigger.end + REACH))
    if trigger.cue.family != "ratio" or not found:
        return trigger
    low, high = float(found[1]), float(found[2])
    name = "reducesRiskOf" if high < 1 else "increasesRiskOf" if low > 1 else "hasNoEffectOn"
    return trigger._replace(cue=replace(trigger.cue, signals=name))


def _both_after(scene: _Scene, trigger: Hit) -> Sides:
    name = trigger.cue.signals
    subjects = _after(scene, trigger.end, "subject", name)
    return subjects, _after(scene, max(m.span.end for m in subjects), "object", name) if subjects else []


def _both_after_reversed(scene: _Scene, trigger: Hit) -> Sides:
    name = trigger.cue.signals
    objects = _after(scene, trigger.end, "object", name)
    return (_after(scene, max(m.span.end for m in objects), "subject", name) if objects else []), objects


def _object_after(scene: _Scene, trigger: Hit) -> Sides:
    name = trigger.cue.signals
    objects = _after(scene, trigger.end, "object", name)
    if not objects:
        return [], []
    own = _means_at(scene, trigger)
    if own:
        return [m for m in own if scene.may("subject", name, m)], objects
    end = max(m.span.end for m in objects)
    named = _after(scene, end, "subject", name)
    if named and _WITH.search(scene.text[end : named[0].span.start]):
        return named, objects
    return _before(scene, trigger.start, "subject", name) or named, objects


def _anywhere(scene: _Scene, trigger: Hit) -> Sides:
    name = trigger.cue.signals
    near = _near(scene, trigger)
    subjects = [m for m in near if m.cls in scene.grammar.subjects[name]]
    return subjects[: 2 * _MOST], [m for m in near if m.cls in scene.grammar.objects[name]][: 2 * _MOST]


def _among_ills(scene: _Scene, trigger: Hit) -> Sides:
    """Take conditions before features, so that a condition has its signs and not the other way round."""
    near = _near(scene, trigger)
    ills = sorted((m for m in near if _kind(m) == "ill"), key=lambda m: m.cls == "Feature")[: 2 * _MOST]
    return [m for m in near if m.cls == "Exposure"][:_MOST] + ills, ills


def _unlike_ills(scene: _Scene, trigger: Hit) -> Sides:
    return _among_ills(scene, trigger)


def _may_stand_together(scene: _Scene, sides: object, subject: Mention, object_: Mention) -> bool:
    """Say whether two ills may be related that no word joins: no two of a list, and of hints only two unlike ones."""
    if sides not in (_among_ills, _unlike_ills):
        return True
    if _kind(subject) == _kind(object_) and _is_list(scene, subject, object_):
        return False
    return sides is _among_ills or subject.cls != object_.cls


def _near(scene: _Scene, trigger: Hit) -> list[Mention]:
    """Return what a passage names around a word that says what the passage is about."""
    return [m for m in scene.mentions if trigger.start - 2 * REACH < m.span.start < trigger.end + 2 * REACH]


def _beside(scene: _Scene, trigger: Hit) -> Sides:
    subjects, objects = _subject_before(scene, trigger)
    near = (
        subjects and objects and trigger.start - subjects[0].span.end <= 2 and objects[0].span.start - trigger.end <= 40
    )
    return (subjects, objects) if near else ([], [])


_FRAMES = {
    "subject-before": _subject_before,
    "subject-after": _subject_after,
    "both-after": _both_after,
    "both-after-reversed": _both_after_reversed,
    "object-after": _object_after,
    "object-inside": _object_inside,
    "beside": _beside,
    "outcome": _outcome,
    "ratio": _ratio,
    "anywhere": _anywhere,
    "among-ills": _among_ills,
    "unlike-ills": _unlike_ills,
}

TOGETHER = frozenset({"anywhere", "among-ills", "unlike-ills"})
"""Frames that read a claim out of what stands together; where the sentence denies something, it may be another."""
_STRICT = (_outcome, _ratio, _object_inside)
"""Frames that tell of what stands nearest and of nothing past it."""
_TRIGGER_FIRST = (_both_after, _both_after_reversed, _object_after)


def _said(grammar: Grammar, cue: Cue, subject: Mention, object_: Mention) -> str:
    """Return what a trigger says of two things; a mere preposition says nothing in place of its own predicate."""
    predicate = grammar.fit(cue.signals, subject.cls, object_.cls)
    return predicate if predicate == cue.signals or cue.direction or cue.weight > _PREPOSITION else ""


def _read(scene: _Scene, trigger: Hit, sides: Callable[[_Scene, Hit], Sides]) -> Iterator[Relation]:
    subjects, objects = sides(scene, trigger)
    for subject, object_ in product(subjects, objects):
        predicate = _said(scene.grammar, trigger.cue, subject, object_)
        if not predicate or subject.concept == object_.concept or scene.is_control("subject", predicate, subject):
            continue
        if _may_stand_together(scene, sides, subject, object_):
            yield Relation(subject, predicate, object_, trigger)
