"""The ten review criteria for health news, judged from the words that speak for and against each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.cues import Cues, Hit, Hits
from kg.model import Sentence, Span

SATISFIED, NOT_SATISFIED, UNDETERMINED = "satisfied", "not-satisfied", "undetermined"
_PREFIX = "criterion-"
_NOT_READ = frozenset({"byline"})
_HEADING = "heading"
_PART = 4
"""Words that take up so much of a heading, one part in four, are what it is about."""


@dataclass(frozen=True, slots=True)
class CriterionReading:
    """One criterion with its verdict and the words that speak to it."""

    criterion: str
    verdict: str
    """The likelier of the two, even where little is said."""
    at: tuple[Span, ...] = ()
    against: tuple[Span, ...] = ()
    """The words among them that speak against it."""
    asked: bool = True
    """Whether the article claims something of a means, so that there is something to judge."""

    @property
    def favouring(self) -> tuple[Span, ...]:
        """Return the words that speak for it."""
        return tuple(span for span in self.at if span not in set(self.against))

    @property
    def shown(self) -> str:
        """Return the verdict as far as words show it: that nothing speaks for a criterion does not satisfy it.

        Of an article in which no claim on a means was read, its silence shows nothing.
        """
        silent = not self.favouring if self.verdict == SATISFIED else not (self.asked or self.at)
        return UNDETERMINED if silent else self.verdict


def read_criteria(hits: Hits, sentences: Sequence[Sentence], cues: Cues) -> list[CriterionReading]:
    """Judge an article by each criterion; a text too short to be an article is left undetermined."""
    read = [sentence for sentence in sentences if sentence.section not in _NOT_READ]
    starts = [sentence.span.start for sentence in read]
    judged = len(hits.text) > cues.policy["short-article"]
    return [
        _read_criterion(name, _spoken(read, starts, hits.of(name)), hits, cues, judged=judged)
        for name in _criteria(cues)
    ]


def _spoken(read: Sequence[Sentence], starts: Sequence[int], found: Iterable[Hit]) -> list[tuple[Hit, bool]]:
    """Return the words that are read, and of each whether it heads a section that is then on it."""
    placed = ((hit, read[max(0, bisect_right(starts, hit.start) - 1)]) for hit in found if read)
    return [(hit, _heads(hit, s)) for hit, s in placed if s.span.start <= hit.start and hit.end <= s.span.end]


def _heads(hit: Hit, sentence: Sentence) -> bool:
    """Say whether words are what a heading is about: a good part of it, "What are the side effects of aspirin?"."""
    whole = sentence.span.end - sentence.span.start
    return sentence.section == _HEADING and hit.cue.weight > 0 and (hit.end - hit.start) * _PART >= whole


def _read_criterion(
    name: str, spoken: list[tuple[Hit, bool]], hits: Hits, cues: Cues, *, judged: bool
) -> CriterionReading:
    verdict = _verdict(spoken, hits, cues.policy, name) if judged else UNDETERMINED
    against = tuple(hit.span for hit, _ in spoken if hit.cue.weight < 0)
    return CriterionReading(name.removeprefix(_PREFIX), verdict, tuple(hit.span for hit, _ in spoken), against)


def _criteria(cues: Cues) -> list[str]:
    """Return the names of the word lists of the criteria; their bases bear the same names."""
    return sorted(name for name in cues.policy if name.startswith(_PREFIX))


def _verdict(spoken: list[tuple[Hit, bool]], hits: Hits, policy: Mapping[str, float], name: str) -> str:
    """Weigh what is said against the base; the same words twice weigh once, and more at the head of a section on it."""
    once: dict[str, float] = {}
    for hit, heads in spoken:
        words = hits.folded[hit.start : hit.end]
        weight = hit.cue.weight * (policy["heading-weight"] if heads else 1.0)
        once[words] = max(once.get(words, weight), weight)
    return SATISFIED if policy[name] + sum(once.values()) > 0 else NOT_SATISFIED
