"""Whether a relation is denied: what negates it, and what only looks as if it did."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.cues import Hit, Hits
from kg.extract.grammar import Grammar
from kg.extract.hedge import in_force, scopes_over
from kg.extract.joints import said_between
from kg.extract.scene import Relation
from kg.extract.sides import IMPLIED
from kg.extract.statements import (
    begins_anew,
    compares_nothing,
    is_granted,
    is_of_some,
    is_over,
    is_supposed,
    is_unstudied,
    is_untried,
)
from kg.extract.words import load_phrase_words
from kg.model import Span

_WORD = re.compile(r"[\w']+")
_LEFT_OUT = "left-out"
"""Kind of negation that sets a thing aside and denies nothing else."""
_OPEN = "open-question"
_BESIDE = 20
"""Characters between a denial and the means it keeps from people, at most: "should not take"."""
_ADVICE = 40
"""Characters between advice and the trigger, at most."""
_COMPARED = 40
"""Characters before a means in which it is compared with another, at most."""
_STEPS = 2
"""Words between what leaves a thing out and the verb it denies, at most: "without significantly reducing"."""


def is_denied(hits: Hits, within: Span, relation: Relation) -> bool:
    """Say whether a relation is denied; "without X", once X is named, leaves what follows alone.

    That nobody knows whether X does Y denies nothing. A trigger that says no by itself is denied unless it is denied.

    :param within: the stretch of text that holds the trigger.
    """
    trigger, things = relation.trigger.span, (relation.subject.span, relation.object.span)
    denials = [
        hit
        for hit in scopes_over(hits, "negation", within, trigger)
        if (hit.end <= trigger.start and not _has_ended(hits.text, hit, trigger)) or hit.start >= trigger.end
        if hit.cue.kind != _LEFT_OUT or _stands_beside(hits.text, hit, trigger, things)
        if not compares_nothing(hits.text, hit.end)
        if not _in_passing(hits.text, within, hit, relation)
    ]
    denials += _kept_from(hits, trigger, things[0])
    denials += _within(hits, relation.trigger)
    asked = [hit for hit in hits.of("hedge", within) if hit.cue.kind == _OPEN and hit.end <= trigger.start]
    denied = any(
        not any(thing.holds(hit.span) for thing in things) and not any(hit.start <= q.start for q in asked)
        for hit in denials
    )
    return denied != relation.trigger.cue.denies


def tells_who(hits: Hits, relation: Relation, grammar: Grammar) -> bool:
    """Say whether a denied trigger only tells who was not given a means, not that it is of no use: "not treated with".

    Advice is meant for everybody: "should not receive", "need no".
    """
    cue, trigger, means = relation.trigger.cue, relation.trigger.span, relation.subject.span
    if cue.family != "subject-after" or cue.denies or relation.predicate not in grammar.of_use:
        return False
    if cue.direction != IMPLIED and _kept_from(hits, trigger, means):
        return False
    said = hits.folded[max(0, trigger.start - _ADVICE) : trigger.end].split()
    return load_phrase_words().advice.isdisjoint(said)


def is_of_comparison(hits: Hits, relation: Relation, grammar: Grammar) -> bool:
    """Say whether a denied use only is what a comparison is made for: "is not as good as surgery for gout"."""
    start, end = relation.subject.span.start - _COMPARED, relation.trigger.end
    if relation.predicate not in grammar.of_use or start >= end:
        return False
    told = hits.of("subject-before", Span(max(0, start), end))
    return any(hit.cue.signals in grammar.over_control for hit in told)


def is_of_other_verb(hits: Hits, relation: Relation, grammar: Grammar) -> bool:
    """Say whether another verb is denied before words of use: "did not rank among the best treatments for"."""
    start, words = relation.trigger.start, load_phrase_words()
    if relation.predicate not in grammar.of_use or not start:
        return False
    denials = in_force(hits, "negation", Span(max(0, start - _ADVICE), start))
    said = hits.folded[denials[-1].end : start].split() if denials else []
    return sum(word not in words.end and word not in words.skip for word in said) >= _STEPS


def is_open(hits: Hits, relation: Relation) -> bool:
    """Say whether a denial is none: only some people are meant ("who do not"), or nobody has studied it."""
    at = relation.trigger.start
    return is_of_some(hits.text, at) or is_unstudied(hits.text, at) or is_untried(hits.text, at)


def gives_reason(hits: Hits, relation: Relation, grammar: Grammar) -> bool:
    """Say whether a denial before a reason is of what the reason is for: "do not take it due to fear"."""
    cue, start = relation.trigger.cue, relation.trigger.start
    reason = cue.family == "subject-after" and cue.signals in grammar.of_good
    return reason and not (start and in_force(hits, "negation", Span(max(0, start - _BESIDE), start)))


def _has_ended(text: str, hit: Hit, trigger: Span) -> bool:
    """Say whether a denial has ended before a trigger: by what stands between, or with what is supposed or granted."""
    between = text[hit.end : trigger.start]
    parted = "," in between and (is_supposed(text, hit.start) or is_granted(text, hit.start))
    return parted or is_over(between, trigger.of(text))


def _in_passing(text: str, within: Span, hit: Hit, relation: Relation) -> bool:
    """Say whether a denial is over before the trigger: "smoking, not exercise, raises", ", which cures none, eases"."""
    end = relation.trigger.start
    if relation.subject.span.end <= hit.start and text[hit.start - 2 : hit.start] == ", ":
        return "," in text[hit.end : end]
    return any(clause.holds(hit.span) and clause.end <= end for clause in said_between(text, within))


def _within(hits: Hits, trigger: Hit) -> list[Hit]:
    """Return what denies inside a trigger that does not deny by itself: "produced no improvement in"."""
    found = [hit for hit in in_force(hits, "negation", trigger.span) if hit.cue.kind != _LEFT_OUT]
    if not found:
        return []
    own = {word for pattern in trigger.cue.patterns for word in _WORD.findall(pattern)}
    return [hit for hit in found if own.isdisjoint(_WORD.findall(hit.of(hits.folded)))]


def _kept_from(hits: Hits, trigger: Span, means: Span) -> list[Hit]:
    """Return what keeps a means that follows the trigger from those it tells of: "those with gout should not take"."""
    near = Span(max(trigger.end, means.start - _BESIDE), means.start) if trigger.end < means.start else None
    found = in_force(hits, "negation", near) if near and not begins_anew(hits.text[trigger.end : near.end]) else []
    return [hit for hit in found if hit.cue.direction == "forward" and hit.cue.kind != _LEFT_OUT]


def _stands_beside(text: str, hit: Hit, trigger: Span, things: Sequence[Span]) -> bool:
    words = text[hit.end : trigger.start]
    near = "," not in words and len(words.split()) <= _STEPS
    return near and not any(hit.end <= t.start < trigger.start for t in things)
