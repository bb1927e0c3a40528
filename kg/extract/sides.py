"""What fills the side of a trigger where the nearest mention does not: what is given, done, meant or cut out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from kg.extract.beside import is_for
from kg.extract.cues import Hit
from kg.extract.joints import (
    before_relative,
    goes_on,
    is_by_doing,
    is_given,
    is_given_to,
    is_instance,
    is_linked,
    is_purpose,
    is_tool,
    last_relative,
    makes_a_sentence,
    meets,
    opens_risk,
    says_kind,
)
from kg.extract.phrases import (
    behaviour_before,
    is_dose,
    local_mention,
    name_ending_in,
    neglect_before,
    phrase_after,
    phrase_before,
    says_same,
    stand_in_after,
    stand_in_before,
)
from kg.extract.scene import OWN_DENIAL, TREATMENTS, Scene, kind_of
from kg.extract.statements import has_own_subject, is_at_risk, supposing
from kg.extract.words import any_of, load_phrase_words, word_of
from kg.model import Mention, Span

IMPLIED = "implied"
"""Direction of a trigger that implies an illness where it names none."""
_SUPPOSED = 8
"""Words that tell what a reader is supposed to do, at most: "if you do not sleep enough at night"."""
_NEAR = 45
"""Characters between such a trigger and what it tells of that means, at most."""
TOPIC = "topic"
"""Direction of a trigger that tells of the means an article is about where the sentence names none."""


def subjects_before(scene: Scene, trigger: Hit, objects: Sequence[Mention]) -> list[Mention]:
    """Return what stands before a trigger as its subject: named, done, cut out, or what the article is about."""
    name = trigger.cue.signals
    own = means_at(scene, trigger)
    if own:
        return [m for m in own if scene.may("subject", name, m)]
    neglect = neglected(scene, trigger)
    if neglect:
        return neglect
    at = (scene.verb_before(trigger) or trigger).start
    before = antecedent(scene, at, name) or caused(scene, scene.before(at, "subject", name), name)
    if before and has_other_subject(scene, trigger, max(m.span.end for m in before), at):
        before = []
    return (
        given_to(scene, before, trigger)
        or behaviour_of(scene, trigger, scene.clause(trigger.start).start, trigger.start)
        or ill_before(scene, trigger)
        or test_before(scene, trigger)
        or means_after(scene, trigger, objects)
        or supposed_of_reader(scene, trigger, max(m.span.end for m in objects))
        or phrase_beside(scene, trigger, before=True)
        or (matter_of(scene, trigger) if is_of_matter(scene, trigger, objects) else [])
    )


def caused(scene: Scene, subjects: list[Mention], predicate: str) -> list[Mention]:
    """Return what has the subjects for its cause in their place: "inflammation because of gout raises the risk"."""
    if not subjects:
        return []
    start = min(m.span.start for m in subjects)
    found = _owing().search(scene.text, scene.clause(start).start, start)
    if found is None or makes_a_sentence(scene.text[found.end() : start]) or scene.has_verb(found.end(), start):
        return subjects
    whose = [m for m in scene.mentions if m.span.end == found.start() and scene.may("subject", predicate, m)]
    return whose or subjects


@cache
def _owing() -> re.Pattern[str]:
    return re.compile(rf" {any_of(load_phrase_words().owing)} ")


def neglected(scene: Scene, trigger: Hit) -> list[Mention]:
    """Return what somebody fails to do as the subject of a verb: "failure to treat gout can cause"."""
    if not scene.grammar.takes("subject", trigger.cue.signals, "Exposure"):
        return []
    span = neglect_before(scene.text, trigger.start, scene.clause(trigger.start).start)
    return [local_mention(scene.text, span, "Exposure")] if span else []


def antecedent(scene: Scene, at: int, predicate: str) -> list[Mention]:
    """Return what is set aside and what the verb after "which" is said of: "instead of aspirin, which raises".

    Nothing is claimed of what is set aside; but it keeps the verb from what stands before it.
    """
    start = last_relative(scene.text, scene.clause(at).start, at)
    told = [m for m in scene.mentions if m.span.end == start and m.span in scene.asides]
    return [m for m in told if scene.grammar.may("subject", predicate, m.cls)]


def has_other_subject(scene: Scene, trigger: Hit, end: int, at: int) -> bool:
    """Say whether the verb at a place is said of something else than of what ends before: it has another subject."""
    text, words = scene.text, trigger.of(scene.text)
    blames = trigger.cue.signals in scene.grammar.of_harm
    if blames and text[at - 1] == "-" and end < at - 1:
        return True  # "radiation-induced"
    if trigger.cue.direction == TOPIC and goes_on(text[end:at]):
        return True  # "no risk of gout or of side effects"
    told = before_relative(text[end:at])
    if told is not None and says_kind(told):
        return False
    if is_apposed(scene, end, at) or (told is not None and (scene.has_verb(end, at) or makes_a_sentence(told))):
        return True
    at_risk = blames and trigger.cue.signals in scene.grammar.of_risk and is_at_risk(text[end:at], words)
    return at_risk or has_own_subject(text[end:at], text[at : trigger.end])


def is_apposed(scene: Scene, end: int, at: int) -> bool:
    """Say whether what is said at a place is said of what another verb has: "alters the breast, a risk factor for"."""
    said = scene.text[end:at].split()
    apposed = said[1:] and said[-1] in load_phrase_words().owner and said[-2].endswith(",")
    return bool(apposed) and scene.has_verb(end, at)


def given_to(scene: Scene, subjects: list[Mention], trigger: Hit) -> list[Mention]:
    """Return the means instead of the condition of those it is given to: "statins in people with gout lower".

    A risk is lowered by a means rather than by an illness: "statins after a stroke", "stroke patients who walk".
    """
    name, at = trigger.cue.signals, trigger.start
    if not subjects or kind_of(subjects[0]) != "ill":
        return subjects
    start, end = min(m.span.start for m in subjects), max(m.span.end for m in subjects)
    if name in scene.grammar.unnamed and name not in scene.grammar.of_harm:
        means = [m for m in scene.means if m.span.end <= at and scene.between(m.span.end, at)]
        means = [m for m in means if scene.may("subject", name, m)][-1:]
        means = means or behaviour_of(scene, trigger, scene.clause(at).start, at)
        means = means or _given_after(scene, trigger)
        is_aim = is_purpose(scene.text[end:at]) or is_for(scene.text, start)
        return means or ([] if is_aim else subjects)
    ills = [m.span for m in scene.mentions if m.span.end <= start and kind_of(m) == "ill"]
    while ills and is_instance(scene.text[ills[-1].end : start]):
        start = ills.pop().start
    before = [m for m in scene.before(start, "subject", name) if m.cls in scene.grammar.means]
    given = before and is_given_to(scene.text, max(m.span.end for m in before), start)
    return before if given else subjects


def _given_after(scene: Scene, trigger: Hit) -> list[Mention]:
    """Return the means that those who are ill were given: "had fewer strokes when treated with warfarin"."""
    means = [m for m in scene.means if trigger.end <= m.span.start and scene.between(trigger.end, m.span.start)][:1]
    return means if means and is_given(scene.text[trigger.end : means[0].span.start]) else []


def means_after(scene: Scene, trigger: Hit, objects: Sequence[Mention]) -> list[Mention]:
    """Return what stands after the object: "lower risk of gout linked to zinc", "scientists cure gout with zinc".

    Or what is done for it: "those on warfarin can prevent gout by eating oats".
    """
    name, end = trigger.cue.signals, max(m.span.end for m in objects)
    told = is_linked if name in scene.grammar.of_risk else is_tool if name in scene.grammar.benefits else is_by_doing
    found = scene.after(end, "subject", name)
    between = scene.text[end : found[0].span.start] if found else ""
    return found if found and (told(between) or is_by_doing(between)) else []


def supposed_of_reader(scene: Scene, trigger: Hit, end: int) -> list[Mention]:
    """Return what raises or cuts a risk where a reader is told so: "is higher if you smoke", "if you do not sleep".

    :param end: where what there is a risk of, or the trigger, ends.
    """
    name, last = trigger.cue.signals, scene.sentence.end
    if name not in scene.grammar.of_risk or not scene.between(trigger.end, end):
        return []
    found = supposing().search(scene.text, max(trigger.start, end - _NEAR), last)
    if found is None or not end <= found.end() <= end + _NEAR:
        return []
    told = re.split(r"[,;:]", scene.text[found.end() : last])[0].rstrip(" .)")
    whole = [local_mention(scene.text, Span(found.end(), found.end() + len(told)), "Exposure")] if told else []
    words = told.lower().split()
    if not whole or len(words) > _SUPPOSED:
        return []
    if any(word in load_phrase_words().lack | load_phrase_words().undone for word in words):
        return whole
    named = scene.after(found.end(), "subject", name)
    return named or (whole if words[0] in load_phrase_words().behaviour else [])


def means_at(scene: Scene, trigger: Hit) -> list[Mention]:
    """Return the means that alone can be the subject: whose name the trigger begins in, or the control just before.

    "gene therapy for"; "no better than placebo for".
    """
    at = trigger.start
    inside = [m for m in scene.means if m.span.start < at < m.span.end]
    if inside or trigger.cue.direction or not scene.controls:
        return inside
    return [m for m in scene.means if m.span.end == at - 1 and scene.is_control("subject", trigger.cue.signals, m)]


def is_of_matter(scene: Scene, trigger: Hit, objects: Sequence[Mention]) -> bool:
    """Say whether a trigger tells of the article's means: "side effects were", or of what did not help its illness.

    What helps has a subject of its own, "scientists fight gout", where no words imply the illness: "it works".
    """
    cue, illness = trigger.cue, scene.topic.illness
    tells = cue.direction == TOPIC and objects[0].span.start - trigger.end <= _NEAR
    is_meant = illness is not None and any(m.concept == illness.concept for m in objects)
    meant = is_meant and cue.signals in scene.grammar.benefits
    return tells or (meant and (cue.direction == IMPLIED or cue.signals in OWN_DENIAL))


def illness_meant(scene: Scene, trigger: Hit) -> list[Mention]:
    """Return the condition of the article where the sentence says "the disease", or the trigger alone implies one."""
    illness = scene.topic.illness
    if illness is None or not scene.grammar.may("object", trigger.cue.signals, illness.cls):
        return []
    span = stand_in_after(scene.text, trigger.end, scene.clause(trigger.start).end, load_phrase_words())
    if span is None and trigger.cue.direction == IMPLIED:
        if trigger.cue.signals in scene.grammar.benefits and is_for_means(scene, trigger):
            return []
        return named_for(scene, trigger) or [replace(illness, span=trigger.span)]
    return [replace(illness, span=span)] if span else []


def is_for_means(scene: Scene, trigger: Hit) -> bool:
    """Say whether a trigger tells what a means does for another one: "a useful carrier for drugs"."""
    after = next((m for m in scene.mentions if trigger.end <= m.span.start), None)
    if after is None or kind_of(after) != "means" or not is_for(scene.text, after.span.start):
        return False
    return not scene.text[trigger.end : after.span.start].strip()


def named_for(scene: Scene, trigger: Hit) -> list[Mention]:
    """Return the illness that the sentence says a means is for: "treatments for gout, such as zinc, may be helpful"."""
    ills = [m for m in scene.mentions if m.span.end <= trigger.start and scene.may("object", trigger.cue.signals, m)]
    return [m for m in ills if is_for(scene.text, m.span.start) and scene.between(m.span.end, trigger.start)][-1:]


def illness_after(scene: Scene, trigger: Hit) -> list[Mention]:
    """Return the condition named after a trigger that only implies one: "remission occurred ... in gout".

    Of "therapy with warfarin lowers the risk of gout" another verb tells what gout is to the therapy.
    """
    if trigger.cue.direction != IMPLIED:
        return []
    found = scene.after(trigger.end, "object", trigger.cue.signals)[:1]
    risks = [verb for verb in scene.verbs if verb.cue.signals in scene.grammar.of_risk]
    return [m for m in found if not any(trigger.end <= verb.start and verb.end <= m.span.start for verb in risks)]


def unknown_risk(scene: Scene, trigger: Hit) -> list[Mention]:
    """Return what no vocabulary knows as that of which there is a risk: "raises the risk of falls"."""
    if trigger.cue.signals not in scene.grammar.of_risk or not opens_risk(trigger.of(scene.text)):
        return []
    span = phrase_after(scene.text, trigger.end, scene.clause(trigger.start).end, load_phrase_words())
    if span is None or any(m.span.start < span.end and span.start < m.span.end for m in scene.mentions):
        return []
    return [local_mention(scene.text, span, "Outcome")]


def phrase_beside(scene: Scene, trigger: Hit, *, before: bool) -> list[Mention]:
    """Return the words beside a trigger as the name of a means that no vocabulary knows."""
    cls = scene.grammar.unnamed.get(trigger.cue.signals, "")
    if not cls or trigger.cue.direction in ("", TOPIC):
        return []
    words, clause = load_phrase_words(), scene.clause(trigger.start)
    span = (
        phrase_before(scene.text, trigger.start, clause.start, words)
        if before
        else phrase_after(scene.text, trigger.end, clause.end, words)
    )
    means = (scene.acting_before(trigger.start) if before else None) or scene.topic.means
    if span and means and is_dose(span.of(scene.text)):
        return [replace(means, span=span)]
    named = span.of(scene.text).lower() if span else ""
    if before and named in words.standin and (means or named not in words.ware):
        span = None
    if span is None and before and means:
        standin = stand_in_before(scene.text, trigger.start, clause.start, words, words.standin)
        if standin is None and trigger.of(scene.text).split()[0].lower() in words.standin:
            standin = trigger.span
        return [replace(means, span=standin)] if standin else []
    if span is None or any(m.span.start < span.end and span.start < m.span.end for m in scene.mentions):
        return []
    if means and says_same(span.of(scene.text), means.span.of(scene.text)):
        return [replace(means, span=span)]
    return [local_mention(scene.text, span, cls)]


def met_after(scene: Scene, trigger: Hit) -> list[Mention]:
    """Return what an illness comes from where the trigger is followed by how people met it: "due to infection with"."""
    if trigger.cue.signals not in scene.grammar.of_harm:
        return []
    clause = scene.clause(trigger.start).end
    at = meets(scene.text, trigger.end, clause)
    if not at:
        return []
    named = scene.after(at, "subject", trigger.cue.signals)
    span = phrase_after(scene.text, at, clause, load_phrase_words())
    if named and (span is None or named[0].span.start < span.end):
        return named
    return [local_mention(scene.text, span, "Exposure")] if span else []


def ill_before(scene: Scene, trigger: Hit) -> list[Mention]:
    """Return the condition of the article where "the disease" does something: "the disease can scar the liver"."""
    illness, words = scene.topic.illness, load_phrase_words()
    if illness is None or not scene.grammar.takes("subject", trigger.cue.signals, illness.cls):
        return []
    span = stand_in_before(
        scene.text, trigger.start, scene.clause(trigger.start).start, words, words.illness - words.standin
    )
    return [replace(illness, span=span)] if span else []


def test_before(scene: Scene, trigger: Hit) -> list[Mention]:
    """Return a test that no vocabulary knows where something is found by it: "a new eye test detects"."""
    name, words = trigger.cue.signals, load_phrase_words()
    if name not in scene.grammar.of_test or name in scene.grammar.of_harm:
        return []
    start = scene.clause(trigger.start).start
    head = stand_in_before(scene.text, trigger.start, start, words, words.test)
    span = name_ending_in(scene.text, head, start, alone=False) if head else None
    if span is None or any(m.span.start < span.end and span.start < m.span.end for m in scene.mentions):
        return []
    return [local_mention(scene.text, span, "Therapy")]


def behaviour_of(scene: Scene, trigger: Hit, start: int, end: int) -> list[Mention]:
    """Return what people do, told within a stretch, as a means that nobody names: "adults who walk cut their risk"."""
    if not scene.grammar.takes("subject", trigger.cue.signals, "Exposure"):
        return []
    span = behaviour_before(scene.text, end, start, load_phrase_words())
    return [local_mention(scene.text, span, "Exposure")] if span else []


def matter_of(scene: Scene, trigger: Hit) -> list[Mention]:
    """Return the means of the article where a sentence tells of an effect and names no means at all.

    How a figure went over the years is no effect of it, nor how things are in general, nor what comes of other means;
    nor what rose or fell in a text on what people are exposed to, which tells of many others.
    """
    means, grammar, name = scene.topic.means, scene.grammar, trigger.cue.signals
    if means is None or not trigger.cue.direction or not grammar.takes("subject", name, means.cls):
        return []
    if means.cls not in TREATMENTS and name not in grammar.benefits:
        return []
    if _tells_trend(scene.sentence.of(scene.text)) or _names_others(scene.text, scene.sentence):
        return []
    if trigger.cue.direction != TOPIC and trigger.of(scene.text).split()[0].rstrip(",") in load_phrase_words().timeless:
        return []
    named = any(grammar.as_means(m).cls in grammar.means for m in scene.mentions if m.span not in scene.controls)
    return [] if named else [replace(means, span=trigger.span)]


def _tells_trend(clause: str) -> bool:
    """Say whether words tell how a figure goes over the years: "has risen annually"."""
    return _trend().search(clause) is not None


def _names_others(text: str, sentence: Span) -> bool:
    """Say whether a sentence speaks of means in the plural, and so of others than the one of the article."""
    return _others().search(text, sentence.start, sentence.end) is not None


@cache
def _others() -> re.Pattern[str]:
    return re.compile(rf"{word_of(load_phrase_words().others)}\b")


@cache
def _trend() -> re.Pattern[str]:
    return re.compile(rf"{word_of(load_phrase_words().trend)}\b")
