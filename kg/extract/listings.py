"""Lists under a heading, a label or a lead-in: "Side effects of metformin" over "nausea" says that it causes nausea.

What a heading makes of the things below it is data (``ontology/cues/listing.ttl``). A list states no evidence and only
that something may be so, in the plainest words; it claims in two places, the thing and what stands over it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import NamedTuple

from kg.extract.cues import Hit
from kg.extract.hedge import in_force
from kg.extract.joints import is_instance, joins
from kg.extract.matter import standing_in
from kg.extract.phrases import local_mention, names_nothing
from kg.extract.reading import HEADED, SILENT, Listing, Reading
from kg.extract.relations import LEADING, left_undone
from kg.extract.result import Trace
from kg.extract.scene import Relation, Topic
from kg.extract.wording import listed_claim, trace_of
from kg.extract.words import load_phrase_words
from kg.model import Mention, Sentence, Span
from kg.read.blocks import CELL

ITEM, HEADING, ROW = "list-item", "heading", "caption"
_LISTING, _SUBLISTING, _CONSULTING = "listing", "sublisting", "consulting"
_OF_MEANS = "listed-of-means"
_LABEL = 90
"""Characters of a label before its colon, at most: "Common (may affect up to 1 in 10 people):"."""
LONGEST = 300
"""Characters of a heading or a lead-in, at most."""
_NAME = 60
_MOST_WORDS = 8
"""Characters and words of a thing that no vocabulary knows, at most."""
_MORE = 3
"""Words of a heading that are neither known nor a name, at most, where it names what it is about."""
_UNKNOWN = {"hasFeature": "Feature", "causes": "Feature"}
"""Class of a listed object that no vocabulary knows, by predicate."""
_HEAD = re.compile(r".*?(?=\s[\u2013\u2014-]\s|: |[.;](?:\s|$)|$)", re.DOTALL)
_DASHES = " \u2013\u2014-"
_PART = re.compile(r"[,;]\s+(?:and\s+|or\s+)?|\s+(?:and|or)\s+(?=[^,;]*$)")
_WORD = re.compile(r"[^\W_][\w'\u2019-]*")
_ARTICLE = re.compile(r"(?:(?:an?|the|your)\s+)?", re.IGNORECASE)
CLOSING = (".", "!", "?")
_BODY = "BiologicalPart"


class _Head(NamedTuple):
    at: Span
    trigger: Hit
    about: Mention | None
    named: bool = False
    """Whether it names what it is about itself."""


def find_listings(reading: Reading) -> dict[int, Listing]:
    """Return what stands over each item of a list, and over the things after a label, by where the sentence begins."""
    found: dict[int, Listing] = {}
    head: _Head | None = None
    reading = replace(reading, topic=_titled(reading))
    for sentence in reading.sentences:
        if sentence.section == HEADING:
            head = _under(reading, head, _head(reading, sentence.span), sentence.span)
        else:
            listing = _labelled(reading, head, sentence.span) or _item(reading, head, sentence)
            listing = listing or _row(reading, head, sentence)
            if listing is not None:
                found[sentence.span.start] = listing
    return found


def _under(reading: Reading, above: _Head | None, own: _Head | None, span: Span) -> _Head | None:
    """Return what a heading stands for below another one: "Common side effects" are still those of metformin."""
    if own is None:
        return above if above and reading.hits.of(_SUBLISTING, span) else None
    if above and not own.named and above.trigger.cue.slug == own.trigger.cue.slug:
        return own._replace(about=above.about)
    return own


def _item(reading: Reading, head: _Head | None, sentence: Sentence) -> Listing | None:
    """Return the listing of an item: what its lead-in says, unless that relates things in words, else its heading."""
    lead = reading.lead_ins.get(sentence.span.start)
    if sentence.section != ITEM or lead is None:
        return None
    last = reading.last_of(lead)
    own = _head(reading, last.span) if last.section != HEADING and leads(reading, last) else None
    if own is not None:
        own = _under(reading, head, own, last.span)
    elif last.section != HEADING and leads(reading, last) and reading.hits.among(LEADING, last.span):
        return None
    told = own or head
    return _listing(told, (sentence.span,)) if told and not _is_head(reading, sentence.span) else None


def _row(reading: Reading, head: _Head | None, sentence: Sentence) -> Listing | None:
    """Return the listing of a row of a table: of its first cell, or of its second where the first tells how often."""
    if not head or sentence.section != ROW:
        return None
    first, parted, rest = sentence.span.of(reading.hits.text).partition(CELL)
    if not parted:
        return None
    start = sentence.span.start
    cell = Span(start, start + max(1, len(first)))
    if any(hit.start == start for hit in reading.hits.of(_SUBLISTING, cell)):
        start += len(first) + len(CELL)
        cell = Span(start, start + max(1, len(rest.partition(CELL)[0])))
        return _listing(head, tuple(_parts(reading.hits.text, cell)))
    return None if _is_head(reading, cell) else _listing(head, (cell,))


def leads(reading: Reading, last: Sentence) -> bool:
    """Say whether the last words before a list lead in to it: no full stop closes them, nor do they say whom to ask.

    Nor do they take it back: "Symptoms of gout are not:".
    """
    if last.span.end - last.span.start > LONGEST:
        return False
    words = last.span.of(reading.hits.text).rstrip()
    if words.rstrip(" :").rpartition(" ")[2].lower() in load_phrase_words().undone:
        return False
    if last.section == HEADING:
        return words.endswith(":")
    return not words.endswith(CLOSING) and not reading.hits.of(_CONSULTING, last.span)


def _is_head(reading: Reading, span: Span) -> bool:
    """Say whether an item is itself a heading, as in a table of contents, or of a column: "Symptoms"."""
    return any(hit.span == span for hit in reading.hits.of(_LISTING, span))


def _labelled(reading: Reading, head: _Head | None, sentence: Span) -> Listing | None:
    """Return the listing of what stands after a label: "Side effects: nausea", "Common (up to 1 in 10): nausea"."""
    text = reading.hits.text
    colon = text.find(": ", sentence.start, min(sentence.end, sentence.start + _LABEL))
    if colon <= sentence.start or colon + 2 >= sentence.end:
        return None
    label = Span(sentence.start, colon)
    own = _head(reading, label)
    if own is not None:
        told = _under(reading, head, own, label)
    else:
        told = head if any(h.start == label.start for h in reading.hits.of(_SUBLISTING, label)) else None
    return _listing(told, tuple(_parts(text, Span(colon + 2, sentence.end)))) if told else None


def _parts(text: str, span: Span) -> Iterator[Span]:
    at = span.start
    for mark in [*_PART.finditer(text, span.start, span.end), None]:
        end = mark.start() if mark else span.end
        if at < end:
            yield Span(at, end)
        at = mark.end() if mark else end


def _listing(head: _Head, things: tuple[Span, ...]) -> Listing | None:
    """Return a listing; what is named elsewhere than in the words over the list is meant by its trigger."""
    about = head.about
    if about is None:
        return None
    about = about if head.at.holds(about.span) else replace(about, span=head.trigger.span)
    return Listing(head.at, head.trigger, about, things)


# ---- what a heading is about


def _head(reading: Reading, span: Span) -> _Head | None:
    """Return what a heading, a label or a lead-in tells of; None where it tells of something else, or is a sentence."""
    if span.end - span.start > LONGEST:
        return None
    hits = [hit for hit in reading.hits.of(_LISTING, span) if _opens(reading.hits.text, span, hit)]
    trigger = min(hits, key=lambda hit: (hit.start, -hit.end), default=None)
    if trigger is None:
        return None
    named = [m for m in reading.mentions_in(span) if not m.span.start <= trigger.start < m.span.end]
    about = next((m for m in reversed(named) if _may_be(reading, trigger, m)), None)
    if _takes_back(reading, span, trigger) or _says_more(reading.hits.text, span, trigger, [m.span for m in named]):
        return None
    return _Head(span, trigger, about or _topic(reading, trigger), about is not None)


def _opens(text: str, span: Span, hit: Hit) -> bool:
    """Say whether nothing but small words stands before a trigger: "What are the main"."""
    before = text[span.start : hit.start].lower()
    known = load_phrase_words().heading
    return all(word in known or word.isdigit() for word in _WORD.findall(before.rpartition(", ")[2]))


def _takes_back(reading: Reading, span: Span, trigger: Hit) -> bool:
    """Say whether the words after a trigger take back what it says: "treatments that do not work"."""
    words = _WORD.findall(reading.hits.folded, trigger.end, span.end)
    denials = in_force(reading.hits, "negation", span)
    return not load_phrase_words().disowning.isdisjoint(words) or any(hit.start >= trigger.end for hit in denials)


def _says_more(text: str, span: Span, trigger: Hit, names: Sequence[Span]) -> bool:
    """Say whether the words after a trigger are more than a name with what belongs to it: "treatment of gout works"."""
    known = load_phrase_words().headed
    end = max((name.end for name in names), default=trigger.end)
    after = _WORD.finditer(text, trigger.end, span.end)
    left = [w for w in after if w[0].lower() not in known and not any(n.start <= w.start() < n.end for n in names)]
    next_to_name = bool(names) and any(w.start() == end + 1 for w in left)
    return next_to_name or len(left) > (_MORE if names else 0)


def _may_be(reading: Reading, trigger: Hit, mention: Mention) -> bool:
    """Say whether a list can be about a thing: a means or an illness, and what the predicate allows."""
    side = "object" if trigger.cue.direction == "backward" else "subject"
    if trigger.cue.kind == _OF_MEANS:
        mention = reading.grammar.as_means(mention)
        return mention.cls in reading.grammar.means and reading.grammar.may(side, trigger.cue.signals, mention.cls)
    return mention.cls in ("Condition", "Feature") and reading.grammar.takes(side, trigger.cue.signals, mention.cls)


def _topic(reading: Reading, trigger: Hit) -> Mention | None:
    """Return what the page is about where a heading names nothing."""
    topic = reading.topic.means if trigger.cue.kind == _OF_MEANS else reading.topic.illness
    return topic if topic and _may_be(reading, trigger, topic) else None


def _titled(reading: Reading) -> Topic:
    """Return what a page is about without what its title does not name, if that names anything."""
    topic, heads = reading.topic, [s.span for s in reading.sentences if s.section in HEADED]
    told = (m for at in heads for m in standing_in(reading, at, list(reading.mentions_in(at)), topic))
    named = {m.concept for m in map(reading.grammar.as_means, told) if m.cls in {*reading.grammar.means, "Condition"}}
    return Topic(*(m if m and (not named or m.concept in named) else None for m in topic))


# ---- what the list says of each thing


def relate_listed(reading: Reading, listing: Listing) -> Iterator[Relation]:
    """Walk what a listing says of each of its things."""
    for place in listing.things:
        for thing in _things(reading, listing, place):
            subject, object_ = (thing, listing.about) if listing.is_subject else (listing.about, thing)
            predicate = listing.trigger.cue.signals
            if (
                subject.concept != object_.concept
                and reading.grammar.fit(predicate, subject.cls, object_.cls) == predicate
            ):
                yield Relation(subject, predicate, object_, listing.trigger)


def listed_claims(reading: Reading) -> Iterator[Trace]:
    """Walk what lists say of their things; a question over a list is answered by it."""
    sentences = (s for s in reading.sentences if s.span.start in reading.listings and s.section not in SILENT)
    for sentence in sentences:
        listing = reading.listings[sentence.span.start]
        for relation in relate_listed(reading, listing):
            yield trace_of(listed_claim(reading, sentence, listing, relation), sentence, relation, listed=True)


def _things(reading: Reading, listing: Listing, place: Span) -> list[Mention]:
    """Return what one item names: the first thing that fits and those joined to it, else the item as a whole."""
    text, head = reading.hits.text, _head_of(reading.hits.text, place)
    named = map(reading.grammar.as_means, reading.mentions_in(head))
    fitting = [m for m in named if _fits(reading, listing, m) and not _is_verb(m.span.of(text))]
    if not fitting:
        return _whole(reading, listing, head)
    first = fitting[0]
    undone = left_undone(head, first, reading.hits)
    if undone is not first:
        return [undone] if listing.is_subject else []
    if head.start < first.span.start and listing.is_subject and _is_act(text[head.start : first.span.start]):
        return [local_mention(text, Span(head.start, first.span.end), "Exposure")]
    joined = takewhile(lambda pair: _go_together(text[pair[0].span.end : pair[1].span.start]), pairwise(fitting))
    return [first, *(later for _, later in joined)]


def _head_of(text: str, place: Span) -> Span:
    """Cut what only explains a thing from its name: "Fatigue - feeling worn out"."""
    words = place.of(text)
    found = _HEAD.match(words)
    if not found or words[found.end() :].lstrip(_DASHES).lower().startswith(tuple(load_phrase_words().example)):
        return place
    return Span(place.start, place.start + max(1, len(found[0].rstrip(" ."))))


def _fits(reading: Reading, listing: Listing, mention: Mention) -> bool:
    side = "subject" if listing.is_subject else "object"
    return mention.cls != _BODY and reading.grammar.takes(side, listing.trigger.cue.signals, mention.cls)


def _is_verb(surface: str) -> bool:
    """Say whether words only tell what is done with the next ones: "drinking" a lot of beer."""
    return surface.lower() in load_phrase_words().end


def _is_act(before: str) -> bool:
    """Say whether words before a thing tell what is done with it: "cutting down on" salt, not "taking" salt."""
    first, words = before.split()[0].lower(), load_phrase_words()
    return first.endswith("ing") and first not in words.given | words.end | words.skip


def _go_together(between: str) -> bool:
    said = between.replace(" \u2013 ", " ").replace(" - ", " ")
    return joins(said) or is_instance(said) or said == " ("


def _whole(reading: Reading, listing: Listing, head: Span) -> list[Mention]:
    """Return a short item that no vocabulary knows as a thing of its own, unless it is a sentence or names people."""
    text, predicate = reading.hits.text, listing.trigger.cue.signals
    cls = reading.grammar.unnamed.get(predicate, "") if listing.is_subject else _UNKNOWN.get(predicate, "")
    start = head.start + len(_ARTICLE.match(head.of(text))[0])  # type: ignore[index]
    words = text[start : head.end].partition(" (")[0].rstrip()
    return [local_mention(text, Span(start, start + len(words)), cls)] if cls and _is_name(words) else []


def _is_name(words: str) -> bool:
    """Say whether the words of an item name a thing: they are few, no question, and neither of people nor an order."""
    said = words.lower().split()
    few = 0 < len(said) <= _MOST_WORDS and len(words) <= _NAME and any(map(str.isalpha, words))
    return few and said[0] not in load_phrase_words().unlisted and not names_nothing(words) and words[-1] != "?"
