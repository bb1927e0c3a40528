"""Relations between named things in one sentence, found by trigger words (``ontology/cues/relations.ttl``).

A trigger names a predicate and where its subject and object stand (its *frame*). The nearest mention of a class that
the predicate allows fills each side; mentions joined to it by commas, "and" or "or" share its place. What classes a
predicate allows, and which predicate stands in where they do not fit, is data too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import pairwise, product, takewhile
from typing import NamedTuple

from kg.extract.acts import (
    is_doing,
    is_kept,
    is_listed,
    is_made_to,
    is_noun,
    is_period,
    is_praised,
    is_talk,
    tells_what_happened,
)
from kg.extract.beside import is_half, is_owner, is_reversed, word_before
from kg.extract.cues import Cue, Hit, Hits
from kg.extract.frames import (
    FRAMES,
    STRICT,
    SUBJECT_LAST,
    TOGETHER,
    TRIGGER_FIRST,
    inside,
    is_next_verbs,
    may_stand_together,
    no_treatments,
    told_by_numbers,
)
from kg.extract.grammar import Grammar
from kg.extract.hedge import in_force
from kg.extract.ills import with_ills, with_quantities
from kg.extract.joints import (
    is_aimed,
    is_given_to,
    joins,
    makes_a_sentence,
    names_other,
    names_other_than_risk,
    opens_risk,
    tells_of_kind,
)
from kg.extract.phrases import is_control, local_mention
from kg.extract.scene import NO_TOPIC, OWN_DENIAL, PREPOSITION, REACH, Relation, Scene, Topic, kind_of, set_scene
from kg.extract.sides import IMPLIED, TOPIC, given_to, has_other_subject, is_apposed, means_at, neglected
from kg.extract.statements import is_of_those, tells_more
from kg.extract.together import named_together, of_others
from kg.extract.words import load_phrase_words
from kg.model import Mention, Span

_ASSOCIATED = "associatedWith"
_PROCESS = "Mechanism"
_OUTCOME = "outcome"
_LACK = "Exposure"
_ITEM = 90
"""Characters of an item that is the name of one thing, at most."""
_FRAMES = tuple(FRAMES)
LEADING = ("subject-before", "subject-after", "both-after", "both-after-reversed")
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
    mentions = with_quantities(sentence, with_ills(sentence, mentions, hits, told), hits, told)
    scene = set_scene(sentence, mentions, hits, grammar, topic)
    found: dict[tuple[Span, Span], Relation] = {}
    triggers = _triggers(scene, told, hits)
    for trigger in triggers:
        for relation in _read(scene, trigger):
            _put(found, relation, grammar)
    for trigger in (t for t in triggers if t.cue.family not in STRICT and len(mentions) > 1):
        for relation in _loosely(scene, trigger):
            best = found.get((relation.subject.span, relation.object.span))
            if best is None or _outdoes(grammar, relation, best):
                _put(found, relation, grammar)
    apart = of_others(hits, sentence)
    for pair in [*_blamed(found.values(), grammar), *(p for p, r in found.items() if _is_parted(r, apart))]:
        found.pop(pair, None)
    for relation in list(found.values()):
        found |= {(r.subject.span, r.object.span): r for r in _over_control(scene, relation)}
    unsaid = named_together(scene, hits, found.values()) if together else ()
    said = _surest(_acting([*_through_kinds(found.values()), *unsaid], grammar.compared))
    return sorted(_unsaid_uses(list(said), grammar), key=lambda r: (r.subject.span, r.object.span, r.predicate))


def _triggers(scene: Scene, found: Sequence[Hit], hits: Hits) -> list[Hit]:
    """Return the triggers found in a sentence without those that are but a part of another, or claim nothing.

    What something is good for is told by the verb that follows, which begins there: "effective in preventing gout".
    """
    of_risk = scene.grammar.of_risk
    wholes = [hit for hit in found if _is_passive(hit) or hit.cue.signals in of_risk or _leads(scene, hit)]
    compared = [hit for hit in found if hit.cue.signals in scene.grammar.compared]
    undergone = {hit.end for hit in found if _is_undergone(scene, hit)}
    doing = {hit.start for hit in found if hit.cue.family == "subject-before" and is_doing(hit.of(scene.text))}
    good_for = {hit.end + 1: hit.start for hit in found if hit.cue.direction == IMPLIED and hit.end + 1 in doing}
    at_risk = {hit.end for hit in found if hit.cue.signals in of_risk and opens_risk(hit.of(scene.text))}
    listing = min((hit.end for hit in found if _lists_harm(hit, scene.grammar)), default=scene.sentence.end)
    return [
        told_by_numbers(scene, hit._replace(start=good_for.get(hit.start, hit.start)), hits)
        for hit in found
        if not any(_is_part(hit, other) for other in wholes)
        and not any(_opens(hit, other) for other in found)
        and not any(_is_compared(hit, other) or _denies_less(hit, other) for other in compared)
        and not (is_talk(scene.text, hit.start, hit.end) or _is_part_of_word(scene.text, hit))
        and not (hit.cue.family == "subject-before" and hit.cue.signals in of_risk and inside(scene, hit))
        and not (hit.cue.signals in scene.grammar.of_harm and is_praised(scene.text, hit.start))
        and not (hit.cue.direction == TOPIC and hit.start - 1 in at_risk)
        and not (listing < hit.start and is_listed(scene.text, hit.start, hit.end))
        and hit.end not in undergone
        and not (hit.cue.direction == IMPLIED and hit.end + 1 in good_for)
        and not (hit.cue.signals in scene.grammar.of_use and _is_not_for(scene, hit, undergone))
    ]


def _is_undergone(scene: Scene, hit: Hit) -> bool:
    """Say whether a verb tells what happened to its subject: "zinc is increased in the blood of people with"."""
    return hit.cue.family == "subject-before" and tells_what_happened(scene.text, hit.start, hit.end)


def _is_not_for(scene: Scene, hit: Hit, undergone: Set[int]) -> bool:
    """Say whether words of use are none: they tell how long, or where that happened which a verb tells of."""
    return hit.start - 1 in undergone or is_period(scene.text, hit.end)


def _lists_harm(hit: Hit, grammar: Grammar) -> bool:
    """Say whether a trigger leads in to harms: "side effects include", "side effects of"."""
    return hit.cue.signals in grammar.of_harm and (hit.cue.family == "both-after" or hit.cue.direction == TOPIC)


def _acting(relations: Sequence[Relation], compared: Set[str]) -> Iterator[Relation]:
    """Leave out guesses of what a means does that the sentence says something is done to: "lowers cholesterol"."""
    said = [r for r in relations if r.trigger.cue.family not in TOGETHER]
    acted_on = {r.object.span for r in said if kind_of(r.object) == "means" and r.predicate not in compared}
    return (r for r in relations if r.trigger.cue.family not in TOGETHER or r.subject.span not in acted_on)


def _unsaid_uses(relations: Sequence[Relation], grammar: Grammar) -> Iterator[Relation]:
    """Leave out what a drug is called after where it is said to do more about that: "a gout drug, X, prevents gout"."""
    effects = grammar.benefits - grammar.of_use - OWN_DENIAL
    told = {(r.subject.concept, r.object.concept) for r in relations if r.predicate in effects}
    for relation in relations:
        named = relation.trigger.cue.family == "beside-reversed" and relation.predicate in grammar.of_use
        if not named or (relation.subject.concept, relation.object.concept) not in told:
            yield relation


def _is_part_of_word(text: str, hit: Hit) -> bool:
    """Say whether a trigger is only a part of another word, "lower-arm", or in brackets: "(elevated glucose)".

    Or only tells of what kind the next thing is: "linked to increased death rates from infancy".
    """
    start, end, frame = hit.start, hit.end, hit.cue.family
    first = hit.of(text).partition(" ")[0]
    if frame == "outcome" and first.endswith("ed") and is_noun(text, start, first):
        return True
    verb = frame == "subject-before"
    half = verb and (text[start - 1 : start] == "(" or is_half(text, end) or is_noun(text, start, hit.of(text)))
    return half or is_reversed(text, start)


def _surest(relations: Iterable[Relation]) -> Iterable[Relation]:
    """Keep one of what a sentence says twice of two things that it names twice: "gout: treatment of gout by"."""
    best: dict[tuple[str, str, str], Relation] = {}
    for relation in relations:
        said = (relation.subject.concept, relation.predicate, relation.object.concept)
        if said not in best or _told(relation) > _told(best[said]):
            best[said] = relation
    return best.values()


def _told(relation: Relation) -> tuple[bool, bool, float]:
    """Return how surely a relation is read: what a verb says past other things beats that two stand side by side."""
    weight = relation.trigger.cue.weight
    return weight > PREPOSITION, not relation.loose, weight


def _heads(scene: Scene, predicate: str, trigger: Hit, object_: Mention) -> bool:
    """Say whether a thing is what its verb is of: not the pigment of "is a by-product of pigment".

    Nor the gout of "leads to hope for people with gout".
    """
    between = scene.text[trigger.end : object_.span.start]
    if predicate in scene.grammar.of_good.keys() - scene.grammar.of_risk and trigger.end <= object_.span.start:
        return not is_aimed(between)
    return predicate not in scene.grammar.of_kind or not names_other(between)


def _spares(scene: Scene, trigger: Hit, object_: Mention) -> bool:
    """Say whether a verb does not act on a thing itself: "prevents cells from growing", "worsens gout's name".

    Nor on what is only told of the thing it acts on: "made a protein that slows gout"; what raises something in an ill
    need not make that worse: "raised the dose to the tumour".
    """
    if trigger.end > object_.span.start or trigger.cue.family != "subject-before":
        return False
    if tells_of_kind(scene.text[trigger.end : object_.span.start]):
        return True
    at, name = object_.span.end, trigger.cue.signals
    harms = not scene.grammar.of_harm.isdisjoint((name, *scene.grammar.otherwise.get(name, ())))
    made = harms and kind_of(object_) != "ill" and is_made_to(scene.text, at)
    if harms and name not in scene.grammar.of_harm and kind_of(object_) == "ill":
        is_verb = word_before(scene.text, trigger.start) in load_phrase_words().relative
        made = names_other_than_risk(scene.text[trigger.end if is_verb else trigger.start : object_.span.start])
    return made or is_kept(scene.text, at) or (harms and is_owner(scene.text, at))


def _over_control(scene: Scene, relation: Relation) -> Iterator[Relation]:
    """Read "no better than placebo for gout" as having no effect on gout."""
    said = scene.grammar.over_control.get(relation.predicate, "")
    if said and is_control(relation.object.span.of(scene.text)):
        ills = [m for m in scene.mentions if m.cls == "Condition" and scene.between(relation.span.end, m.span.start)]
        yield from (relation._replace(predicate=said, object=m) for m in ills[:1])


def _is_part(hit: Hit, other: Hit) -> bool:
    """Say whether a trigger is but a part of another: of a passive, or the "of" of "lowers the risk of".

    "Linked to an increased risk of pain in" tells of no pain that increased.
    """
    if other.start < hit.start < other.end < hit.end:
        return hit.cue.family == _OUTCOME
    if not (other.start <= hit.start and hit.end <= other.end) or hit[:2] == other[:2]:
        return False
    return _is_passive(other) or hit.cue.weight < other.cue.weight


def _opens(hit: Hit, other: Hit) -> bool:
    """Say whether a trigger of two that stand side by side only opens a longer one: "caused a drop in"."""
    is_beside = hit.cue.family == "beside" and other.cue.family == "subject-before"
    return is_beside and hit.start == other.start and hit.end < other.end


def _is_compared(hit: Hit, other: Hit) -> bool:
    """Say whether a trigger begins in a comparison, or after it, which alone is said: "as effective as surgery for"."""
    return other.start <= hit.start <= other.end + 1 < hit.end


def _denies_less(hit: Hit, other: Hit) -> bool:
    """Say whether a trigger denies no more than a comparison: "does not work better than"."""
    return hit.cue.signals in OWN_DENIAL and hit.start < other.start <= hit.end + 1 < other.end


def _leads(scene: Scene, hit: Hit) -> bool:
    """Say whether a trigger holds one of the means that it opens a statement on: "compared light therapy with"."""
    return hit.cue.family == "both-after" and any(hit.holds(m.span) for m in scene.means)


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


def relate_item(
    piece: Span | None, mentions: Sequence[Mention], lead: Lead, hits: Hits, grammar: Grammar, topic: Topic
) -> list[Relation]:
    """Return what the lead-in of a list says of one item: "Treatments include:", "It may work by:".

    The item takes the open place of the lead-in's trigger; what the lead-in names, else what the article is about,
    takes the other. A mechanism is what the whole item says: "Growth of new cells in the heart".

    :param piece: the whole item; None where its first mention is all of it.
    """
    triggers = hits.among(LEADING, lead.span)
    trigger = max(triggers, key=lambda h: (h.cue.weight, h.end), default=None)
    if trigger is None:
        return []
    named = Topic(lead.named.means or topic.means, lead.named.illness or topic.illness)
    items = _items(piece, mentions, trigger, hits, grammar)
    return [r for item in items for r in _related(item, named, lead, trigger, hits, grammar)[:1]]


def _items(
    piece: Span | None, mentions: Sequence[Mention], trigger: Hit, hits: Hits, grammar: Grammar
) -> list[Mention]:
    """Return what an item of a list names: its first thing and those joined to it, or the process it tells whole."""
    first = left_undone(piece, mentions[0], hits) if mentions else None
    name = trigger.cue.signals
    if piece and grammar.takes("object", name, _PROCESS) and not (first and grammar.takes("object", name, first.cls)):
        whole = _told_whole(hits.text, piece)
        first = whole or first
    if first is None or first is not next(iter(mentions), None):
        return [first] if first else []
    pairs = takewhile(lambda pair: joins(hits.text[pair[0].span.end : pair[1].span.start]), pairwise(mentions))
    return [first, *(later for _, later in pairs if kind_of(later) == kind_of(first))]


def _related(item: Mention, named: Topic, lead: Lead, trigger: Hit, hits: Hits, grammar: Grammar) -> list[Relation]:
    """Return the ways in which a trigger joins an item and what the lead-in names, the likelier first."""
    name = trigger.cue.signals
    acting, acted = [(item, named.illness)], [(named.means, item), (named.illness, item)]
    sides = [*acted, *acting] if _awaits_object(lead.span, trigger, hits.text) else [*acting, *acted]
    known = [(s, o) for s, o in sides if s and o and s.concept != o.concept]
    fitting = [(s, o) for s, o in known if grammar.fit(name, s.cls, o.cls) == name]

    def end(thing: Mention) -> Mention:
        return thing if thing is item or thing in lead.named else replace(thing, span=trigger.span)

    return [Relation(end(s), name, end(o), trigger, listed=True) for s, o in fitting]


def _awaits_object(lead: Span, trigger: Hit, text: str) -> bool:
    """Say whether a lead-in breaks off before what its verb acts on: "It can cause:", "the risk of ills such as:"."""
    if trigger.cue.family != "subject-before" or trigger.cue.direction == IMPLIED:
        return False
    after = text[trigger.end : lead.end].rstrip(" :").lower()
    words = load_phrase_words()
    return after.endswith(tuple(words.example)) or all(
        w in words.end | words.general | words.headed for w in after.split()
    )


def left_undone(piece: Span | None, item: Mention, hits: Hits) -> Mention:
    """Return what an item says is not done or had, or less, as a thing of its own: "do not exercise", "cut down on"."""
    before = Span(piece.start, item.span.start) if piece and piece.start < item.span.start else None
    if before is None:
        return item
    fewer = not load_phrase_words().lessening.isdisjoint(before.of(hits.text).lower().split())
    if in_force(hits, "negation", before) or (fewer and kind_of(item) == "means"):
        return local_mention(hits.text, Span(before.start, item.span.end), _LACK)
    return item


def _told_whole(text: str, piece: Span) -> Mention | None:
    """Return a short item of a list as the process it names."""
    words = piece.of(text).rstrip(" .;,")
    return local_mention(text, Span(piece.start, piece.start + len(words)), _PROCESS) if len(words) <= _ITEM else None


def _put(found: dict[tuple[Span, Span], Relation], relation: Relation, grammar: Grammar) -> None:
    """Keep the surer of two relations between the same two, whichever way round they are."""
    pair = (relation.subject.span, relation.object.span)
    best = found.get(pair) or found.get(pair[::-1])
    surer = best and _surer(relation, best) and not _outdoes(grammar, best, relation)
    if best is None or surer or _outdoes(grammar, relation, best):
        found.pop(pair[::-1], None)
        found[pair] = relation


def _loosely(scene: Scene, trigger: Hit) -> Iterator[Relation]:
    """Walk what a trigger between two things may relate past others that stand nearer: ``X or Y, but not Z, for W``."""
    frame, name = trigger.cue.family, trigger.cue.signals
    if not _stands_between(scene, trigger, frame) or means_at(scene, trigger):
        return
    if frame == "both-after" and trigger.cue.direction:
        return  # it holds what it is said of
    if frame in ("subject-before", "beside") and neglected(scene, trigger):
        return
    right = _right_of(scene, trigger)
    left = right if frame in TRIGGER_FIRST or not right else _left_of(scene, trigger)
    if not left or not right:
        return
    subjects, objects = (right, left) if frame in SUBJECT_LAST else (left, right)
    if frame in SUBJECT_LAST:
        objects = [m for m in objects if not is_of_those(scene.text[m.span.end : trigger.start])]
    if frame == "ill-after":
        subjects = no_treatments(subjects)
    if frame == "subject-before":
        subjects = [m for m in subjects if m in given_to(scene, [m], trigger) and not scene.fronts(m)]
    for subject, object_ in product(subjects, objects):
        if _may_loosely(scene, trigger, subject, object_):
            yield Relation(subject, name, object_, trigger, loose=True)


def _may_loosely(scene: Scene, trigger: Hit, subject: Mention, object_: Mention) -> bool:
    """Say whether a trigger may relate two things past others: not two of a list, nor what those told of have."""
    frame, name = trigger.cue.family, trigger.cue.signals
    if scene.grammar.fit(name, subject.cls, object_.cls) != name or not scene.may_join(subject, name, object_):
        return False
    if name in scene.grammar.of_kind and not _heads(scene, name, trigger, object_):
        return False
    if scene.named(name, object_) != name or scene.is_risk("object", name, object_) or _spares(scene, trigger, object_):
        return False
    if frame == "subject-before" and (is_next_verbs(scene, trigger, object_) or _is_anothers(scene, trigger, object_)):
        return False
    if frame in TRIGGER_FIRST:
        first, last = sorted((subject.span, object_.span))
        apart = makes_a_sentence(scene.text[first.end : last.start])
        return name == _ASSOCIATED or not (apart or scene.is_list(subject, object_))
    return name not in scene.grammar.of_harm or not is_given_to(scene.text, trigger.end, object_.span.start)


def _is_anothers(scene: Scene, trigger: Hit, object_: Mention) -> bool:
    """Say whether a thing is what a verb with a subject of its own acts on: "raises the risk, and zinc eases gout"."""
    verbs = [v for v in scene.verbs if trigger.end < v.start and v.end <= object_.span.start]
    acting = {m.span.end + 1 for m in scene.means if m.span.start >= trigger.end}
    return any(v.cue.weight > PREPOSITION and v.start in acting for v in verbs)


def _stands_between(scene: Scene, trigger: Hit, frame: str) -> bool:
    """Say whether things are named on both sides of a trigger, or after it where that is all it needs."""
    is_before = frame in TRIGGER_FIRST or scene.mentions[0].span.end <= trigger.start
    return is_before and scene.mentions[-1].span.start >= trigger.end


def _right_of(scene: Scene, trigger: Hit) -> list[Mention]:
    start, end = trigger.end, trigger.end + REACH
    near = (m for m in scene.mentions if start <= m.span.start < end and scene.between(start, m.span.start))
    return [m for m in near if not tells_more(scene.text[start : m.span.start])]


def _left_of(scene: Scene, trigger: Hit) -> list[Mention]:
    """Return what stands before a trigger, or before the verb whose subject it shares, but nothing said in passing."""
    near = [m for m in scene.mentions if trigger.start - REACH < m.span.end <= trigger.start]
    end = (scene.verb_before(trigger) or trigger).start if near else trigger.start
    left = [m for m in near if m.span.end <= end and scene.between(m.span.end, end)]
    if left and trigger.cue.family in ("subject-before", "beside"):
        left = [m for m in left if not has_other_subject(scene, trigger, m.span.end, end)]
        left = [m for m in left if not tells_more(scene.text[m.span.end + 1 : end])]
        left = [m for m in left if not is_apposed(scene, m.span.end, end)]
    return [m for m in left if not scene.is_passed(m, trigger.start)]


def _outdoes(grammar: Grammar, relation: Relation, best: Relation) -> bool:
    """Say whether words of harm beat what only stands in one sentence, and "effective" says more than a use.

    "The drug induced tremor" is no treatment; "treatments for gout, such as zinc, are effective" tells what zinc does.
    """
    cue, name = relation.trigger.cue, relation.predicate
    if best.predicate in grammar.of_use and cue.direction == IMPLIED:
        return name in grammar.benefits - grammar.of_use and not relation.loose
    told = cue.direction and name == cue.signals and name in grammar.of_harm
    return bool(told) and best.trigger.cue.family in TOGETHER


def _blamed(relations: Iterable[Relation], grammar: Grammar) -> list[tuple[Span, Span]]:
    """Return the pairs in which what an illness is said to come from would be a means: "fever caused by lice"."""
    known = list(relations)
    blaming = [r for r in known if _is_passive(r.trigger) and r.predicate in grammar.of_harm]
    means = [r for r in known if r.predicate in grammar.of_means]
    return [
        (r.subject.span, r.object.span)
        for r in means
        if any(
            r.subject.span == b.subject.span and (b.describes or r.object.span.end <= b.trigger.start) for b in blaming
        )
    ]


def _is_parted(relation: Relation, apart: Sequence[Span]) -> bool:
    """Say whether no verb relates two ills of which other people have the second: "of gout, and in those with"."""
    if relation.trigger.cue.weight > PREPOSITION or kind_of(relation.subject) != kind_of(relation.object):
        return False
    first, last = sorted((relation.subject.span, relation.object.span))
    return any(first.end <= sign.start and sign.end <= last.start for sign in apart)


def _surer(one: Relation, other: Relation) -> bool:
    return _sure(one) > _sure(other)


def _sure(relation: Relation) -> tuple[bool, float, int]:
    spans = relation.subject.span, relation.trigger, relation.object.span
    width = max(s.end for s in spans) - min(s.start for s in spans)
    return not relation.loose, relation.trigger.cue.weight, -width


def _said(scene: Scene, cue: Cue, subject: Mention, object_: Mention) -> str:
    """Return what a trigger says of two things; a mere preposition says nothing in place of its own predicate.

    Nor do words of use say that what is no treatment is studied: "asthma controlled with diet".
    """
    predicate = scene.grammar.fit(scene.named(cue.signals, object_), subject.cls, object_.cls)
    if predicate == cue.signals or cue.direction:
        return predicate
    return predicate if cue.weight > PREPOSITION and predicate not in scene.grammar.of_use else ""


def _read(scene: Scene, trigger: Hit) -> Iterator[Relation]:
    subjects, objects = FRAMES[trigger.cue.family](scene, trigger)
    for subject, object_ in product(subjects, objects):
        predicate = _said(scene, trigger.cue, subject, object_)
        joins = predicate and scene.may_join(subject, predicate, object_) and _heads(scene, predicate, trigger, object_)
        acts = joins and not _spares(scene, trigger, object_)
        if acts and may_stand_together(scene, trigger.cue.family, subject, object_):
            yield Relation(subject, predicate, object_, trigger)
