"""The ten review criteria for health news, judged from the words that speak for and against each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.cues import Cues, Hit, Hits
from kg.model import Sentence, Span

SATISFIED, NOT_SATISFIED, UNDETERMINED = "satisfied", "not-satisfied", "undetermined"
_PREFIX = "criterion-"
_NOT_READ = frozenset({"byline"})


@dataclass(frozen=True, slots=True)
class CriterionReading:
    """One criterion with its verdict and the words that speak to it."""

    criterion: str
    verdict: str
    """The likelier of the two, even where little is said."""
    at: tuple[Span, ...] = ()
    against: tuple[Span, ...] = ()
    """The words among them that speak against it."""

    @property
    def favouring(self) -> tuple[Span, ...]:
        """Return the words that speak for it."""
        return tuple(span for span in self.at if span not in set(self.against))

    @property
    def shown(self) -> str:
        """Return the verdict as far as words show it: that nothing speaks for a criterion does not satisfy it."""
        return UNDETERMINED if self.verdict == SATISFIED and not self.favouring else self.verdict


def read_criteria(hits: Hits, sentences: Sequence[Sentence], cues: Cues) -> list[CriterionReading]:
    """Judge an article by each criterion; a text too short to be an article is left undetermined."""
    read = [sentence.span for sentence in sentences if sentence.section not in _NOT_READ]
    starts = [span.start for span in read]
    judged = len(hits.text) > cues.policy["short-article"]
    return [
        _read_criterion(name, [h for h in hits.of(name) if _lies_in(read, starts, h)], hits, cues, judged=judged)
        for name in _criteria(cues)
    ]


def _lies_in(read: Sequence[Span], starts: Sequence[int], hit: Hit) -> bool:
    index = bisect_right(starts, hit.start) - 1
    return index >= 0 and hit.end <= read[index].end


def _read_criterion(name: str, spoken: list[Hit], hits: Hits, cues: Cues, *, judged: bool) -> CriterionReading:
    verdict = _verdict(spoken, hits, cues.policy[name]) if judged else UNDETERMINED
    against = tuple(hit.span for hit in spoken if hit.cue.weight < 0)
    return CriterionReading(name.removeprefix(_PREFIX), verdict, tuple(hit.span for hit in spoken), against)


def _criteria(cues: Cues) -> list[str]:
    """Return the names of the word lists of the criteria; their bases bear the same names."""
    return sorted(name for name in cues.policy if name.startswith(_PREFIX))


def _verdict(spoken: list[Hit], hits: Hits, base: float) -> str:
    """Weigh what is said against the base; the same words twice weigh once."""
    once = {hits.folded[hit.start : hit.end]: hit.cue.weight for hit in spoken}
    return SATISFIED if base + sum(once.values()) > 0 else NOT_SATISFIED
