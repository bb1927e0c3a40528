"""One sentence as the frames of relation triggers see it: who stands where, what is joined, what keeps things apart."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from kg.extract.beside import (
    is_absent,
    is_borne,
    is_half,
    is_level,
    is_mixed_into,
    is_prevented,
    is_set_aside,
    is_taken,
    is_treated,
    is_undergone,
    may_set_aside,
    means_risk,
    tells_where,
    word_before,
)
from kg.extract.cues import Hit, Hits
from kg.extract.grammar import Grammar
from kg.extract.joints import has_actor, holds, in_front, is_its, joins, joint_before, said_between, where_done
from kg.extract.phrases import LOCAL, is_control, is_figure, is_good, is_lack, is_measured, is_test
from kg.extract.words import load_phrase_words
from kg.model import Mention, Span

REACH = 130
"""Characters between a trigger and what it joins, at most."""
MOST = 4
"""Things that share one side, at most."""
TREATMENTS = frozenset({"Therapy", "Chemical"})
"""Classes of what is given for an illness, and not merely met."""
OWN_DENIAL = frozenset({"hasNoEffectOn", "noBetterThan"})
"""Predicates that deny by themselves."""
_SET_AGAINST = 32
"""Characters between "than" and the means that it sets another one against, at most."""
PREPOSITION = 0.6
"""Weight of the surest trigger that only puts two things side by side, and is no verb: "for", "in people with"."""
_PART, _SUBSTANCE = "BiologicalPart", "Chemical"
_STOP = re.compile(r"[;:]\s|\s[\u2013\u2014]\s|--")
_KINDS = {"Condition": "ill", "Feature": "ill", "Chemical": "means", "Therapy": "means", "Exposure": "means"}


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
    listed: bool = False
    """Whether the trigger leads in to a list that names one of the two, however far down."""

    @property
    def describes(self) -> bool:
        """Say whether the trigger only tells which object is meant, "pain caused by gout", whatever is said of it."""
        cue = self.trigger.cue
        return (
            cue.family == "subject-after"
            and cue.direction == "backward"
            and self.object.span.end + 1 == self.trigger.start
        )

    @property
    def span(self) -> Span:
        """Return the characters from the first to the last of the three."""
        subject, trigger, object_ = self.subject.span, self.trigger, self.object.span
        return Span(min(subject.start, trigger.start, object_.start), max(subject.end, trigger.end, object_.end))


def kind_of(mention: Mention) -> str:
    """Return what lists do not mix: ills, means, or the class itself."""
    return _KINDS.get(mention.cls, mention.cls)


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence as the frames see it."""

    text: str
    mentions: Sequence[Mention]
    barriers: Sequence[int]
    """In order."""
    grammar: Grammar
    sentence: Span
    topic: Topic
    means: Sequence[Mention]
    """The mentions that are means."""
    controls: frozenset[Span]
    """What a means was compared with: "placebo"."""
    risks: frozenset[Span]
    """Things whose risk is named rather than themselves: "stroke risk"."""
    places: frozenset[Span]
    """Parts of the body that only tell where: "in the brain"."""
    asides: frozenset[Span]
    """What is set aside: "fasting without sport"."""
    absent: frozenset[Span]
    """Ills that those told of do not have: "people without gout"."""
    front: int
    """Where what the sentence opens with ends: "In gout, "."""
    treated: frozenset[Span]
    """Illnesses that only tell what something is for: "cancer drug"."""
    tests: frozenset[Span]
    """What finds illness: "CT scan"."""
    clauses: Sequence[Span]
    """What is only said of the thing before it: ", which lower cholesterol,"."""
    verbs: Sequence[Hit]
    """The triggers whose subject stands before them."""
    measured: frozenset[Span]
    """Substances that the body holds, and that are raised and lowered: "cholesterol"."""

    def clause(self, at: int) -> Span:
        """Return the stretch around a place that no barrier cuts."""
        before, after = bisect_left(self.barriers, at), bisect_right(self.barriers, at)
        start = self.barriers[before - 1] if before else self.sentence.start
        return Span(start, self.barriers[after] if after < len(self.barriers) else self.sentence.end)

    def side(self, side: str, predicate: str, mention: Mention) -> Mention:
        """Return a mention as the side it takes: cells that do something for somebody are a therapy."""
        if side == "object" or self.grammar.takes(side, predicate, mention.cls):
            return mention
        means = self.grammar.as_means(mention)
        return self.grammar.as_done(means) if means is mention and self._opens(predicate, mention) else means

    def _opens(self, predicate: str, mention: Mention) -> bool:
        """Say whether a sentence opens with an outcome as what acts: "weight loss eases", not "by weight loss"."""
        words = load_phrase_words()
        if predicate in self.grammar.of_use or mention.span.of(self.text).rpartition(" ")[2].lower() not in words.deed:
            return False
        told = word_before(self.text, mention.span.start) in words.relative - words.subordinate
        return not told and not any(m.span < mention.span for m in self.means)

    def may(self, side: str, predicate: str, mention: Mention) -> bool:
        """Say whether a mention can be the side of a predicate."""
        if self.is_control(side, predicate, mention) or self.is_risk(side, predicate, mention):
            return False
        if mention.span in self.absent:
            return False
        if side == "subject" and (mention.span in self.asides | self.treated or self.is_test(predicate, mention)):
            return False
        if side == "object" and self.is_aside(predicate, mention):
            return False
        if side == "subject" and predicate in self.grammar.of_use and is_level(self.text, mention.span.start):
            return False
        return self.grammar.may(side, predicate, self.side(side, predicate, mention).cls)

    def is_risk(self, side: str, predicate: str, mention: Mention) -> bool:
        """Say whether a mention is no object because its risk is meant, which nothing treats or causes."""
        return side == "object" and mention.span in self.risks and predicate not in self.grammar.of_risk

    def is_control(self, side: str, predicate: str, mention: Mention) -> bool:
        """Say whether a mention is no subject because a means was compared with it, which is all that is said of it."""
        return side == "subject" and mention.span in self.controls and predicate not in self.grammar.compared

    def is_test(self, predicate: str, mention: Mention) -> bool:
        """Say whether a mention is no subject because it finds illness, and does nothing else about it."""
        found = is_test(mention.span.of(self.text)) if mention.matched == LOCAL else mention.span in self.tests
        return found and predicate not in self.grammar.of_test

    def is_aside(self, predicate: str, mention: Mention) -> bool:
        """Say whether a mention is no object: it only tells where, who or what is had, is a drug or half a word."""
        if predicate in self.grammar.of_substance and mention.cls == _SUBSTANCE and mention.span not in self.measured:
            return True
        if is_half(self.text, mention.span.end):
            return True
        if predicate in self.grammar.of_harm and is_borne(self.text, mention.span.end):
            return True
        if (
            predicate in self.grammar.benefits
            and mention.span in self.treated
            and is_undergone(self.text, mention.span)
        ):
            return True
        return mention.span in self.places and predicate not in self.grammar.of_place

    def named(self, predicate: str, object_: Mention) -> str:
        """Return what a predicate is called where it is said of what people wish for, or of what is to be prevented."""
        kept_off = self.grammar.of_prevention.get(predicate)
        if kept_off and is_prevented(self.text, object_.span):
            return kept_off
        rather = self.grammar.of_good.get(predicate)
        return rather if rather and is_good(object_.span.of(self.text)) else predicate

    def may_join(self, subject: Mention, predicate: str, object_: Mention) -> bool:
        """Say whether two things that fit a predicate by their classes can be its ends here."""
        if predicate in self.grammar.of_kind and kind_of(subject) != kind_of(object_):
            return False
        if self.is_named_after(predicate, subject, object_) or self.is_figure(predicate, object_):
            return False
        return (
            subject.concept != object_.concept
            and self.absent.isdisjoint((subject.span, object_.span))
            and not self.is_control("subject", predicate, subject)
            and subject.span not in self.asides
            and subject.span not in self.treated
            and not self.is_test(predicate, subject)
            and not self.is_same(subject, object_)
            and not self.is_aside(predicate, object_)
        )

    def is_same(self, subject: Mention, object_: Mention) -> bool:
        """Say whether one of two names is but the other with something before it: "herpes", "genital herpes"."""
        if self.text[object_.span.end : subject.span.start] == " (":
            return True  # "death from gout (gout)"
        one, other = subject.span.of(self.text).lower(), object_.span.of(self.text).lower()
        short, long = (one, other) if len(one) <= len(other) else (other, one)
        short, long = short.removesuffix("s"), long.removesuffix("s")
        return long.endswith(short) and (len(long) == len(short) or long[-len(short) - 1] == " ")

    def is_figure(self, predicate: str, object_: Mention) -> bool:
        """Say whether a thing is called another one only to say how bad it is: "acne is a plague"."""
        return predicate in self.grammar.of_kind and is_figure(object_.span.of(self.text))

    def is_named_after(self, predicate: str, subject: Mention, object_: Mention) -> bool:
        """Say whether a thing is no means against an illness, but what it comes from: "hepatitis A virus"."""
        if subject.cls != "Exposure" or predicate not in self.grammar.of_means:
            return False
        return subject.span.of(self.text).lower().startswith(f"{object_.span.of(self.text).lower()} ")

    def between(self, start: int, end: int, *, elided: bool = False) -> bool:
        """Say whether nothing keeps two places apart.

        :param elided: whether a verb at the end may do without a subject of its own: "and eased", "but eased".
        """
        last = (joint_before(self.text, end) or end) if elided else end
        first = bisect_left(self.barriers, start)
        return end - start <= REACH and (first == len(self.barriers) or self.barriers[first] >= last)

    def before(self, at: int, side: str, predicate: str) -> list[Mention]:
        """Return the nearest mention that ends before a place and can be the side, with those joined to it."""
        for index in range(len(self.mentions) - 1, -1, -1):
            mention = self.mentions[index]
            if mention.span.end <= at and self.may(side, predicate, mention) and not self.is_passed(mention, at):
                if side == "subject" and self._acts_not(mention, at):
                    return []
                reaches = self.between(mention.span.end, at, elided=side == "subject")
                return self._joined(index, -1, side, predicate) if reaches else []
        return []

    def verb_before(self, trigger: Hit) -> Hit | None:
        """Return the verb whose subject a trigger shares: "lowers cholesterol and prevents"."""
        joint = joint_before(self.text, trigger.start)
        real = (v for v in reversed(self.verbs) if v.cue.weight > PREPOSITION)
        verb = next((v for v in real if joint and v.end < joint), None)
        if verb is None or joint is None or not self.between(verb.end, joint):
            return None
        held = any(verb.end <= m.span.start and m.span.end <= joint for m in self.mentions)
        return (self.verb_before(verb) or verb) if held else None

    def _acts_not(self, mention: Mention, at: int) -> bool:
        """Say whether a mention is not what a verb is said of: "In gout, it eases"."""
        return (self.fronts(mention) and self.front <= at) or has_actor(self.text[mention.span.end : at])

    def fronts(self, mention: Mention) -> bool:
        """Say whether a mention only tells, at the head of a sentence, who has what: "In gout, "."""
        return mention.span.end <= self.front and (kind_of(mention) == "ill" or is_lack(mention.span.of(self.text)))

    def is_passed(self, mention: Mention, at: int) -> bool:
        """Say whether a mention stands in a clause of its own that is over before a place."""
        return any(clause.holds(mention.span) and clause.end <= at for clause in self.clauses)

    def parts(self, left: Mention, right: Mention) -> bool:
        """Say whether a clause that is over before the second of two things holds the first: no list goes on so."""
        return any(clause.holds(left.span) and clause.end <= right.span.start for clause in self.clauses)

    def after(self, at: int, side: str, predicate: str, *, strictly: bool = False) -> list[Mention]:
        """Return the nearest mention that starts after a place and can be the side, with those joined to it.

        What is only said in passing of the thing before ends with its clause.

        :param strictly: whether it must be a side of the predicate itself, and of no stand-in.
        """
        end = next((clause.end for clause in self.clauses if clause.start < at < clause.end), self.sentence.end)
        for index, mention in enumerate(self.mentions):
            if mention.span.start >= end:
                return []
            fits = not strictly or self.grammar.takes(side, predicate, mention.cls)
            if mention.span.start >= at and fits and self.may(side, predicate, mention):
                return self._joined(index, 1, side, predicate) if self.between(at, mention.span.start) else []
        return []

    def _joined(self, index: int, step: int, side: str, predicate: str) -> list[Mention]:
        """Follow a list from one of its ends, as long as what it names is of one kind or can be the same side."""
        group = [self.side(side, predicate, self.mentions[index])]
        while 0 <= (index := index + step) < len(self.mentions) and len(group) < MOST:
            left, right = sorted((group[-1], self.mentions[index]), key=lambda m: m.span)
            glue = self.text[left.span.end : right.span.start]
            alike = kind_of(left) == kind_of(right) or self.grammar.takes(side, predicate, self.mentions[index].cls)
            apart = self.has_verb(left.span.end, right.span.start)
            apart = apart or left.span.end <= self.front <= right.span.start or self.parts(left, right)
            apart = apart or not self.between(left.span.end, right.span.start)
            if not alike or apart or not joins(glue) or self.is_control(side, predicate, self.mentions[index]):
                break
            group.append(self.side(side, predicate, self.mentions[index]))
        return group

    def acting_before(self, at: int) -> Mention | None:
        """Return the last means that an earlier clause tells of: "it" in "zinc lowers cholesterol, but it raises"."""
        start, skip = self.clause(at).start, load_phrase_words().skip
        verbs = [v.start for v in self.verbs if v.end <= start and v.cue.weight > PREPOSITION]
        told = [m for m in self.means if any(m.span.end < v <= m.span.end + REACH for v in verbs)]
        leads = [m for m in told if any(_is_led_to(self.text[m.span.end : v], skip) for v in verbs if v > m.span.end)]
        return leads[-1] if leads else None

    def has_verb(self, start: int, end: int) -> bool:
        """Say whether a verb stands between two things, so that they are no list: "cut anxiety and raised mood"."""
        return any(start <= verb.start and verb.end <= end and verb.cue.weight > PREPOSITION for verb in self.verbs)

    def is_list(self, one: Mention, other: Mention) -> bool:
        """Say whether two things stand in one list, which says nothing of how they are related: "asthma and eczema"."""
        start, end = min(one.span, other.span).start, max(one.span, other.span).end
        listed = [m.span for m in self.mentions if start <= m.span.start and m.span.end <= end]
        return all(joins(self.text[left.end : right.start]) for left, right in pairwise(listed))

    def near(self, trigger: Hit) -> list[Mention]:
        """Return what a passage names around a word that says what the passage is about."""
        return [m for m in self.mentions if trigger.start - 2 * REACH < m.span.start < trigger.end + 2 * REACH]


def _is_led_to(between: str, skip: Set[str]) -> bool:
    """Say whether only words like "can" stand between a name and its verb."""
    return all(word in skip for word in between.split())


def set_scene(sentence: Span, mentions: Sequence[Mention], hits: Hits, grammar: Grammar, topic: Topic) -> Scene:
    """Return the scene of a sentence with its mentions, in order."""
    clauses = said_between(hits.text, sentence)
    stops = {m.start() + sentence.start for m in _STOP.finditer(sentence.of(hits.text))}
    stops |= {h.start for h in hits.of("barrier", sentence)}
    return Scene(
        hits.text,
        mentions,
        sorted(at for at in stops if not any(clause.start <= at < clause.end for clause in clauses)),
        grammar,
        sentence,
        topic,
        means=[m for m in mentions if m.cls in grammar.means],
        controls=frozenset(_controls(sentence, mentions, hits)),
        risks=frozenset(m.span for m in mentions if means_risk(hits.text, m.span.end)),
        places=frozenset(_places(mentions, hits.text)),
        asides=frozenset((*_asides(sentence, mentions, hits), *_beside_doing(sentence, mentions, hits.text))),
        absent=frozenset(m.span for m in mentions if kind_of(m) == "ill" and is_absent(hits.text, m.span.start)),
        front=in_front(hits.text, sentence),
        treated=frozenset(_treated(mentions, hits.text)),
        clauses=clauses,
        verbs=hits.of("subject-before", sentence),
        tests=frozenset(m.span for m in mentions if is_test(m.span.of(hits.text))),
        measured=frozenset(m.span for m in mentions if m.cls == _SUBSTANCE and is_measured(m.span.of(hits.text))),
    )


def _places(mentions: Sequence[Mention], text: str) -> Iterator[Span]:
    """Walk the parts of the body that only tell where something is: "in the brain", "inflammation of the joints"."""
    for before, m in pairwise((None, *mentions)):
        of_ill = before and kind_of(before) == "ill" and m and is_its(text[before.span.end : m.span.start])
        if m and m.cls == _PART and (of_ill or tells_where(text, m.span.start)):
            yield m.span


def _treated(mentions: Sequence[Mention], text: str) -> Iterator[Span]:
    """Walk the ills that only tell what a drug, a test or an operation is for."""
    for m, after in pairwise((*mentions, None)):
        if m and kind_of(m) == "ill":
            beside = after and after.span.start == m.span.end + 1 and kind_of(after) == "means"
            if beside or is_treated(text, m.span.end):
                yield m.span


def _asides(sentence: Span, mentions: Sequence[Mention], hits: Hits) -> Iterator[Span]:
    """Walk what is set aside or only taken up by something else, with the rest of a list that it opens."""
    if not may_set_aside(sentence.of(hits.folded)):
        return
    text, aside, told = hits.text, False, _denying(hits, sentence)
    for before, m in pairwise((None, *mentions)):
        alike = aside and before and m and kind_of(before) == kind_of(m)
        goes_on = alike and before and m and joins(text[before.span.end : m.span.start])
        held = before and m and kind_of(before) == kind_of(m) == "means" and holds(text[before.span.end : m.span.start])
        aside = bool(goes_on) or bool(held) or bool(m and _is_aside(text, m.span.start, _opens(told, m.span, sentence)))
        if m and aside:
            yield m.span


def _beside_doing(sentence: Span, mentions: Sequence[Mention], text: str) -> Iterator[Span]:
    """Walk what those only are given who do something else for their health: "those on warfarin, by eating oats"."""
    taken = [m.span for m in mentions if kind_of(m) == "means" and is_taken(text, m.span.start)]
    done = where_done(text, sentence) if taken else 0
    yield from (span for span in taken if span.end <= done)


def _denying(hits: Hits, sentence: Span) -> list[Hit]:
    """Return the triggers that say of what follows that it is not to be taken: "should avoid"."""
    return [hit for hit in hits.of("subject-after", sentence) if hit.cue.denies]


def _opens(told: Sequence[Hit], at: Span, sentence: Span) -> int:
    """Return from where on words may set aside what stands at a place: not before what a trigger says of it."""
    return max((hit.end for hit in told if hit.end <= at.start), default=sentence.start)


def _is_aside(text: str, at: int, start: int) -> bool:
    return is_set_aside(text, at, start) or is_mixed_into(text, at, start)


def _controls(sentence: Span, mentions: Sequence[Mention], hits: Hits) -> Iterator[Span]:
    """Walk what a means was compared with: by its name, or next after "than" or "compared with"."""
    told = hits.of("set-against", sentence)
    opens = {"compared-with": False, "compared-first": True}
    leads = [h for h in told if h.cue.kind in opens and (h.start == sentence.start or not opens[h.cue.kind])]
    for at in (m.span for m in mentions):
        before = [hit.end for hit in leads if hit.end <= at.start <= hit.end + _SET_AGAINST]
        if is_control(at.of(hits.text)) or (before and "," not in hits.text[before[-1] : at.start]):
            yield at
