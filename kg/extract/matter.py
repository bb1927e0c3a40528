"""What an article is about: the means and the condition of its opening, and what its words then stand for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from typing import NamedTuple

from kg.extract.beside import is_set_aside, was_tried
from kg.extract.grammar import Grammar
from kg.extract.phrases import (
    is_control,
    is_form,
    is_kind_of_illness,
    is_lack,
    is_test,
    opens_with_actor,
    says_the_illness,
)
from kg.extract.reading import HEADED, OPENING, Reading
from kg.extract.scene import Topic, kind_of
from kg.extract.wholes import speaking
from kg.model import Mention, Sentence, Span
from kg.vocabulary import Vocabulary

_WORD_END = re.compile(r"[ -]")
_ARTICLE = 5
"""Characters before a name with which a sentence begins, at most: "The "."""


def with_topic(reading: Reading) -> Reading:
    """Add what an article is about; a passage of a few sentences is about whatever it says."""
    if not reading.is_article:
        return reading
    text = reading.hits.text
    opening = max((s.span.end for s in reading.sentences if s.section in OPENING), default=0)
    early = speaking([m for m in reading.mentions if m.span.end <= opening], text, reading.grammar)
    topic = topic_of(reading.sentences, early, reading.grammar, text)
    matter = matter_of(reading, named_often=int(reading.policy["named-often"]))
    wider = _broader(matter, reading.vocabulary) | _named_within(matter, reading.mentions)
    return replace(reading, topic=topic, matter=matter | wider)


def topic_of(sentences: Sequence[Sentence], mentions: Sequence[Mention], grammar: Grammar, text: str) -> Topic:
    """Return what an article is about: the first means and the first condition its headline names, else its opening.

    A form in which means are given, a jab or a pill, is none.
    """
    mentions = [m for m in mentions if not _is_beside(m.span, text)]
    first: dict[str, Mention] = {}
    for sections in (HEADED, OPENING):
        end = max((s.span.end for s in sentences if s.section in sections), default=0)
        for mention in (grammar.as_means(m) for m in mentions if m.span.end <= end):
            side = "means" if mention.cls in grammar.means else "illness" if mention.cls == "Condition" else ""
            first.setdefault(side, mention)
    return Topic(first.get("means"), first.get("illness"))


def _is_beside(name: Span, text: str) -> bool:
    """Say whether a name is none of what an article is about: a form of means, a control, a test, what is set aside."""
    surface = name.of(text)
    return (
        is_form(surface)
        or is_control(surface)
        or is_test(surface)
        or is_lack(surface)
        or is_set_aside(text, name.start, 0)
    )


def matter_of(reading: Reading, *, named_often: int = 0) -> frozenset[str]:
    """Return what the opening of the article names, and what it names again and again."""
    opening = max((s.span.end for s in reading.sentences if s.section in OPENING), default=len(reading.hits.text))
    times = Counter(m.concept for m in reading.mentions) if named_often else {}
    often = {concept for concept, count in times.items() if count >= named_often}
    early = [m for m in reading.mentions if m.span.end <= opening]
    told = speaking(early, reading.hits.text, reading.grammar)
    return frozenset(often | {m.concept for m in (*early, *told) if m.span.end <= opening})


def _broader(concepts: Iterable[str], vocabulary: Vocabulary) -> frozenset[str]:
    """Return what our own vocabulary places just above some concepts: an article on a disease is on its kind."""
    known = vocabulary.concepts
    return frozenset(above for slug in concepts if slug in known for above in known[slug].broader)


def _named_within(concepts: Set[str], mentions: Iterable[Mention]) -> frozenset[str]:
    """Return what the name of one of some concepts ends in: an article on knee osteoarthritis is on osteoarthritis."""
    named = {m.concept: (kind_of(m), m.label.lower()) for m in mentions}
    known = (named[slug] for slug in concepts if slug in named)
    ends = {(kind, end) for kind, label in known for end in _endings(label)}
    return frozenset(slug for slug, name in named.items() if name in ends)


def _endings(label: str) -> Iterator[str]:
    """Walk what a name is a kind of: ``osteoarthritis`` of ``knee osteoarthritis`` or ``osteoarthritis, knee``."""
    head, comma, _ = label.partition(", ")
    if comma:
        yield head
    yield from (label[found.end() :] for found in _WORD_END.finditer(label))


class Spoken(NamedTuple):
    """What a sentence speaks of."""

    span: Span | None = None
    mentions: Sequence[Mention] = ()
    illness: Mention | None = None
    """The illness that it names first, else the one spoken of before it in its paragraph."""

    def then(self, piece: Span, mentions: Sequence[Mention], text: str) -> Spoken:
        """Return what the next sentence speaks of."""
        ills = (m for m in mentions if m.cls == "Condition" and not is_kind_of_illness(text, m.span))
        before = self.illness if self.leads_to(piece, text) else None
        goes_on = before and (says_the_illness(text, piece) or opens_with_actor(text, piece))
        return Spoken(piece, mentions, before if goes_on else next(ills, before))

    @property
    def opens_on_illness(self) -> bool:
        """Say whether it tells of an illness: "Gout is common."."""
        named = self.mentions[0] if self.mentions and self.span else None
        first = named and self.span and named.span.start - self.span.start <= _ARTICLE
        return bool(first) and kind_of(self.mentions[0]) == "ill"

    def leads_to(self, piece: Span, text: str) -> bool:
        """Say whether it stands in the same paragraph as a sentence after it."""
        return self.span is not None and "\n" not in text[self.span.end : piece.start]


def topic_after(reading: Reading, before: Spoken, piece: Span, heading: Sequence[Mention] = ()) -> Topic:
    """Return what "the drug" stands for in a sentence: the one other means that the sentence before names, if any.

    "It", with which a paragraph opens, is the means that the heading over it names.

    Where that names several others and not the means of the article, nobody can tell; nor what "it" is where the
    other is not what that sentence is about, or what somebody took. "The disease" is the one spoken of before.
    """
    topic, text = reading.topic, reading.hits.text
    if before.span is None or not before.leads_to(piece, text):
        named = {m.concept: m for m in map(reading.grammar.as_means, heading) if m.cls in reading.grammar.means}
        headed = len(named) == 1 and opens_with_actor(text, piece)
        return topic._replace(means=next(iter(named.values()))) if headed else topic
    if before.illness and says_the_illness(text, piece):
        topic = topic._replace(illness=before.illness)
    if topic.means is None and not opens_with_actor(text, piece):
        return topic
    if before.opens_on_illness and opens_with_actor(text, piece):
        return topic._replace(means=None)
    ill = topic.illness.label.lower() if topic.illness else ""
    means = (m for m in before.mentions if m.cls in reading.grammar.means and m.label.lower() not in ill)
    named = {m.concept: m for m in means if not _is_beside(m.span, text)}
    if not named or (topic.means and topic.means.concept in named):
        return topic
    other = next(iter(named.values())) if len(named) == 1 else None
    if other and opens_with_actor(text, piece) and not _may_be_it(text, before.span, other.span):
        other = None
    return topic._replace(means=other)


def _may_be_it(text: str, sentence: Span, name: Span) -> bool:
    """Say whether "it" may be what a sentence names: what it begins with, or what somebody is said to have taken."""
    return name.start - sentence.start <= _ARTICLE or was_tried(text, name.start, sentence.start)


def standing_in(reading: Reading, piece: Span, mentions: list[Mention], topic: Topic) -> list[Mention]:
    """Add "the jab" as the means an article is about, and read it so where a vocabulary knows it as another.

    "The drug lithium" is lithium.
    """
    means, text = topic.means, reading.hits.text
    if means is None:
        return mentions
    named = [replace(means, span=m.span) if is_form(m.span.of(text)) else m for m in mentions]
    taken = [m.span for m in mentions]
    told = (h for h in reading.hits.of("form", piece) if h.cue.kind == "stands-in")
    words = (Span(h.end - len(h.of(text).split()[-1]), h.end) for h in told)
    forms = [at for at in words if not any(t.start <= at.end + 1 and at.start < t.end for t in taken)]
    return sorted((*named, *(replace(means, span=span) for span in forms)), key=lambda m: m.span) if forms else named
