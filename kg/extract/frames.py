"""Frames: where the subject and the object of a trigger stand. Each is named by the cue list of its triggers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from kg.extract.arms import shares_differ
from kg.extract.beside import is_arm, is_change
from kg.extract.cues import Hit, Hits
from kg.extract.joints import (
    goes_on,
    is_given,
    is_given_to,
    is_opposed,
    joint_before,
    makes_a_sentence,
    names_instrument,
    opens_risk,
    tells_an_act,
    tells_of_kind,
)
from kg.extract.scene import MOST, PREPOSITION, REACH, TREATMENTS, Scene, kind_of
from kg.extract.sides import (
    IMPLIED,
    behaviour_of,
    given_to,
    illness_after,
    illness_meant,
    matter_of,
    means_at,
    met_after,
    phrase_beside,
    subjects_before,
    supposed_of_reader,
    unknown_risk,
)
from kg.extract.statements import is_concluded, is_of_those
from kg.extract.words import load_phrase_words
from kg.model import Mention, Span

_INTERVAL = re.compile(
    r"\b\d+\.\d+\b[^.;]{0,8}?(?:\bCI\b)?[^.;\d]{0,10}(?<![\d.])(\d+\.\d+) ?(?:-|\u2013|to) ?(\d+\.\d+)"
)
"""A ratio with its interval: 0.78 (95 % CI 0.66-0.93)."""
_NEAR = 40
"""Characters between what has a cause and the cause that is named after it, at most."""
_AT_ONCE = 6
"""Characters before a thing that opens a clause, or follows a trigger: "mild "."""
TOGETHER = frozenset({"anywhere", "among-ills", "unlike-ills", "named-together"})
"""Frames that read a claim out of what stands together; where the sentence denies something, it may be another."""
STRICT = frozenset({"outcome", "outcome-after", "ratio", "shares", "given-up", "object-inside", "beside-reversed"})
"""Frames that tell of what stands nearest and of nothing past it."""
SUBJECT_LAST = frozenset({"subject-after", "ill-after"})
TRIGGER_FIRST = frozenset({"both-after", "both-after-reversed", "object-after"})
_MEANS = "Therapy"
_UNDER_STUDY = "under-study"
"""The kind of words that only tell what is looked into, and never what was found."""
_ILLS = frozenset({"among-ills", "unlike-ills"})
Sides = tuple[list[Mention], list[Mention]]


def _subject_before(scene: Scene, trigger: Hit) -> Sides:
    name = trigger.cue.signals
    named = scene.after(trigger.end, "object", name)
    if named and (_is_of_other(scene, trigger, named[0]) or is_next_verbs(scene, trigger, named[0])):
        named = []
    if named and is_over_before(scene, trigger, named[0]):
        named = []
    if named and opens_risk(trigger.of(scene.text)) and is_given_to(scene.text, trigger.end, named[0].span.start):
        named = []  # "risk of ... in people with gout"
    objects = named or illness_meant(scene, trigger) or unknown_risk(scene, trigger)
    return subjects_before(scene, trigger, objects) if objects else [], objects


def _is_of_other(scene: Scene, trigger: Hit, object_: Mention) -> bool:
    """Say whether a trigger is of something that cannot be its object, before what can: "a cut in sugar for gout"."""
    if not trigger.of(scene.text).endswith((" in", " of")):
        return False
    beside = next(m.span for m in scene.mentions if m.span.start >= trigger.end)
    return beside < object_.span and scene.text[trigger.end : beside.start].count(" ") <= 1


def is_next_verbs(scene: Scene, trigger: Hit, object_: Mention) -> bool:
    """Say whether a thing is what another verb has: "is of no use and causes gout", "causing pain and easing gout"."""
    end = object_.span.start
    verbs = [v for v in scene.verbs if trigger.end <= v.start and v.end <= end and v.cue.weight > PREPOSITION]
    if trigger.cue.direction == IMPLIED:
        return bool(verbs)
    return any(v.start > trigger.end + 1 and joint_before(scene.text, v.start) for v in verbs)


def is_over_before(scene: Scene, trigger: Hit, object_: Mention) -> bool:
    """Say whether what a verb acts on has a verb of its own before a thing: "eating more fish might help against"."""
    between = scene.text[trigger.end : object_.span.start]
    return makes_a_sentence(between) and not tells_of_kind(between) and not is_concluded(between)


def inside(scene: Scene, trigger: Hit) -> list[Mention]:
    """Return the objects that a trigger itself holds, or ends in: "cuts dementia risk", "cuts deaths from gout"."""
    name = trigger.cue.signals
    begun = (m for m in scene.mentions if trigger.start <= m.span.start < trigger.end)
    return [m for m in begun if scene.may("object", name, m)]


def _object_inside(scene: Scene, trigger: Hit) -> Sides:
    objects = inside(scene, trigger)
    return subjects_before(scene, trigger, objects) if objects else [], objects


def _subject_after(scene: Scene, trigger: Hit) -> Sides:
    name = trigger.cue.signals
    before = scene.before(trigger.start, "object", name)
    between = scene.text[max(m.span.end for m in before) : trigger.start] if before else ""
    if is_concluded(between) or is_of_those(between):
        before = []
    held = inside(scene, trigger) if trigger.cue.direction == IMPLIED else []
    objects = held or before or illness_meant(scene, trigger) or illness_after(scene, trigger)
    if not objects:
        return [], []
    supposed = supposed_of_reader(scene, trigger, trigger.end)
    if supposed:
        return supposed, objects
    met, named = met_after(scene, trigger), scene.after(trigger.end, "subject", name)
    if named and trigger.cue.direction == IMPLIED and scene.has_verb(named[-1].span.end, objects[0].span.start):
        named = []  # "therapy, like surgery, raises testosterone in those with gout"
    return [*named, *(m for m in met if m not in named)] or phrase_beside(scene, trigger, before=False), objects


def _ill_after(scene: Scene, trigger: Hit) -> Sides:
    """Take what follows a preposition at once as that of which there is a sign, unless it is a treatment."""
    subjects, objects = _subject_after(scene, trigger)
    told = no_treatments(subjects)
    between = scene.text[trigger.end : subjects[0].span.start].lower() if told else ""
    parted = "," in between or not load_phrase_words().verbal.isdisjoint(between.split())
    parted = parted or bool(told and goes_on(scene.text[max(m.span.end for m in objects) : trigger.start]))
    return [] if parted else told, objects


def no_treatments(mentions: Iterable[Mention]) -> list[Mention]:
    """Leave out what is given for an illness."""
    return [m for m in mentions if m.cls not in TREATMENTS]


def _outcome(scene: Scene, trigger: Hit) -> Sides:
    """Take what is measured before the trigger, and by what it moved: named, or what the article is about."""
    name = trigger.cue.signals
    objects = inside(scene, trigger) or scene.before(trigger.start, "object", name)
    if objects and not trigger.holds(objects[0].span):  # what is said of the last of a list is said of all
        told = scene.grammar.fit(name, _MEANS, objects[0].cls)
        objects = scene.before(trigger.start, "object", told or name)
    if name not in scene.grammar.over_control.values():  # a change may be none: "changes in pain were small"
        objects = [m for m in objects if not is_change(scene.text, m.span.start)]
    return _movers(scene, trigger, objects) if objects else [], objects


def _outcome_after(scene: Scene, trigger: Hit) -> Sides:
    """Take what is measured after the trigger, and by what it moved: named, or what the article is about."""
    objects = scene.after(trigger.end, "object", trigger.cue.signals)
    return _movers(scene, trigger, objects) if objects else [], objects


def _movers(scene: Scene, trigger: Hit, objects: Sequence[Mention]) -> list[Mention]:
    """Return the means given beyond trigger and objects, else that stands before them, else the matter."""
    name, end = trigger.cue.signals, max(trigger.end, *(m.span.end for m in objects))
    after = scene.after(end, "subject", name)
    if after and not _is_taken(scene, trigger, after[0]):
        after = []
    before = scene.before(min(trigger.start, *(m.span.start for m in objects)), "subject", name)
    means = [m for m in after or before if m.cls in scene.grammar.means]
    return means or behaviour_of(scene, trigger, end, scene.clause(end).end) or matter_of(scene, trigger)


def _is_taken(scene: Scene, trigger: Hit, means: Mention) -> bool:
    """Say whether a means after a trigger is one that people took: "with lithium", "in the lithium group"."""
    return is_given(scene.text[trigger.start : means.span.start]) or is_arm(scene.text, means.span.end)


def _shares(scene: Scene, trigger: Hit) -> Sides:
    """Take what struck a share of an arm: it opens the clause, or follows at once, so that nothing of it is meant.

    Of two arms that nobody names, either may have been given what the article is about.
    """
    name, opens, held = trigger.cue.signals, scene.clause(trigger.start).start, inside(scene, trigger)
    if held and trigger.of(scene.text)[0].isdigit():
        return [], []  # "63 % of those with gout had"
    before, after = scene.before(trigger.start, "object", name), scene.after(trigger.end, "object", name)
    first = before if before and min(m.span.start for m in before) <= opens + _AT_ONCE else []
    next_to = after if after and min(m.span.start for m in after) <= trigger.end + _AT_ONCE else []
    means = [m for m in scene.means if m.span.start > trigger.start and m.span not in scene.controls]
    meant = matter_of(scene, trigger) if scene.controls or not held else []
    return means[:1] or meant, held or first or next_to


def _given_up(scene: Scene, trigger: Hit) -> Sides:
    """Take what people stopped a means for as an effect of the means, which stands in the trigger or before it."""
    name = trigger.cue.signals
    held = [m for m in scene.means if trigger.holds(m.span) and scene.may("subject", name, m)]
    before = [m for m in scene.before(trigger.start, "subject", name) if m.cls in scene.grammar.means]
    return held or before or matter_of(scene, trigger), scene.after(trigger.end, "object", name)


def _ratio(scene: Scene, trigger: Hit) -> Sides:
    """Take what a ratio is of from after its name ("risk ratio for stroke"), else from before it."""
    found = _interval(scene, trigger)
    if not found:
        return [], []
    name = trigger.cue.signals
    objects = [m for m in scene.after(trigger.end, "object", name) if m.span.end <= found.start()]
    objects = objects or scene.before(trigger.start, "object", name)
    means = [m for m in scene.mentions if m.cls in scene.grammar.means and m.span.end <= found.start()]
    given = [m for m in means if is_given(scene.text[scene.sentence.start : m.span.start])]
    return (given[:1] or means[:1] or matter_of(scene, trigger)) if objects else [], objects


def told_by_numbers(scene: Scene, trigger: Hit, hits: Hits) -> Hit:
    """Return a trigger that numbers follow as the word for what they say: the interval of a ratio, or two shares."""
    if trigger.cue.family != "shares":
        return _told_by_interval(scene, trigger)
    others = (h.span for h in hits.of("context", scene.sentence) if h.cue.kind == "comparator")
    apart = shares_differ(hits, Span(trigger.start, scene.sentence.end), (*others, *scene.controls))
    said = scene.grammar.by_interval.get(trigger.cue.signals)
    if said is None or apart is None:
        return trigger
    name = said.below if apart < 0 else said.above if apart > 0 else said.across
    return trigger._replace(cue=replace(trigger.cue, signals=name))


def _told_by_interval(scene: Scene, trigger: Hit) -> Hit:
    """Return the name of a ratio as the word for what its interval says: below 1, above 1, or both."""
    said = scene.grammar.by_interval.get(trigger.cue.signals) if trigger.cue.family == "ratio" else None
    found = _interval(scene, trigger) if said else None
    if not said or not found:
        return trigger
    name = said.below if float(found[2]) < 1 else said.above if float(found[1]) > 1 else said.across
    return trigger._replace(cue=replace(trigger.cue, signals=name))


def _interval(scene: Scene, trigger: Hit) -> re.Match[str] | None:
    return _INTERVAL.search(scene.text, trigger.end, min(scene.sentence.end, trigger.end + REACH))


def _both_after(scene: Scene, trigger: Hit) -> Sides:
    name = trigger.cue.signals
    held = [m for m in scene.mentions if trigger.holds(m.span) and scene.may("subject", name, m)]
    named = [] if trigger.cue.direction else scene.after(trigger.end, "subject", name)
    if named and makes_a_sentence(scene.text[trigger.end : named[0].span.start]):
        named = []  # "complications of birth may be linked to"
    subjects = [*held, *named]
    end = max((trigger.end, *(m.span.end for m in subjects)))
    looked_into = trigger.cue.kind == _UNDER_STUDY
    objects = scene.after(end, "object", name, strictly=looked_into) if subjects else []
    apart = tells_an_act if name in scene.grammar.of_harm else makes_a_sentence
    if objects and apart(scene.text[end : objects[0].span.start]):
        objects = []
    return subjects, [m for m in objects if not scene.is_passed(subjects[0], m.span.start)]


def _both_after_reversed(scene: Scene, trigger: Hit) -> Sides:
    name = trigger.cue.signals
    objects = scene.after(trigger.end, "object", name)
    end = max((m.span.end for m in objects), default=trigger.end)
    subjects = scene.after(end, "subject", name) if objects else []
    start = subjects[0].span.start if subjects else end
    if name in scene.grammar.of_harm and (start - end > _NEAR or is_given_to(scene.text, end, start)):
        subjects = []  # "the leading cause of blindness in adults with"
    if subjects and goes_on(scene.text[end:start]):
        subjects = []  # "a risk factor for gout, and walnuts"
    return [] if tells_an_act(scene.text[end:start]) else subjects, objects


def _object_after(scene: Scene, trigger: Hit) -> Sides:
    name = trigger.cue.signals
    objects = scene.after(trigger.end, "object", name)
    if not objects:
        return [], []
    own = means_at(scene, trigger)
    if own:
        return [m for m in own if scene.may("subject", name, m)], objects
    end = max(m.span.end for m in objects)
    named = scene.after(end, "subject", name)
    if named and names_instrument(scene.text[end : named[0].span.start]):
        return named, objects
    if named and makes_a_sentence(scene.text[end : named[0].span.start]):
        named = []
    before = scene.before((scene.verb_before(trigger) or trigger).start, "subject", name)
    return given_to(scene, before, trigger) or named, objects


def _anywhere(scene: Scene, trigger: Hit) -> Sides:
    name = trigger.cue.signals
    near = scene.near(trigger)
    subjects = [m for m in near if m.cls in scene.grammar.subjects[name]]
    return subjects[: 2 * MOST], [m for m in near if m.cls in scene.grammar.objects[name]][: 2 * MOST]


def _among_ills(scene: Scene, trigger: Hit) -> Sides:
    """Take conditions before features, so that a condition has its signs and not the other way round."""
    near = scene.near(trigger)
    ills = sorted((m for m in near if kind_of(m) == "ill"), key=lambda m: m.cls == "Feature")[: 2 * MOST]
    return [m for m in near if m.cls == "Exposure"][:MOST] + ills, ills


def _beside(scene: Scene, trigger: Hit) -> Sides:
    subjects, objects = _subject_before(scene, trigger)
    near = (
        subjects and objects and trigger.start - subjects[0].span.end <= 2 and objects[0].span.start - trigger.end <= 40
    )
    return (subjects, objects) if near else ([], [])


def _beside_reversed(scene: Scene, trigger: Hit) -> Sides:
    objects = scene.before(trigger.start, "object", trigger.cue.signals)
    subjects = scene.after(trigger.end, "subject", trigger.cue.signals) if objects else []
    near = subjects and trigger.start - objects[0].span.end <= 1 and subjects[0].span.start - trigger.end <= 2
    return (subjects, objects[:1]) if near else ([], [])


def may_stand_together(scene: Scene, frame: str, subject: Mention, object_: Mention) -> bool:
    """Say whether two ills may be related that no word joins: no two of a list, and of hints only two unlike ones."""
    if frame == "anywhere":
        first, last = sorted((subject.span, object_.span))
        return kind_of(subject) != kind_of(object_) and not is_opposed(scene.text[first.end : last.start])
    if frame not in _ILLS:
        return True
    if kind_of(subject) == kind_of(object_) and scene.is_list(subject, object_):
        return False
    return frame == "among-ills" or subject.cls != object_.cls


FRAMES: dict[str, Callable[[Scene, Hit], Sides]] = {
    "subject-before": _subject_before,
    "subject-after": _subject_after,
    "ill-after": _ill_after,
    "both-after": _both_after,
    "both-after-reversed": _both_after_reversed,
    "object-after": _object_after,
    "object-inside": _object_inside,
    "beside": _beside,
    "beside-reversed": _beside_reversed,
    "outcome": _outcome,
    "outcome-after": _outcome_after,
    "ratio": _ratio,
    "shares": _shares,
    "given-up": _given_up,
    "anywhere": _anywhere,
    "among-ills": _among_ills,
    "unlike-ills": _among_ills,
}
