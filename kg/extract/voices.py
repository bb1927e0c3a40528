"""Who the article says is speaking: by verbs of saying, the names near them, and what those people are said to be."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kg.extract.cues import Hit, Hits
from kg.extract.result import SourceMention
from kg.extract.sources import BODIES
from kg.identifiers import slugify
from kg.model import Span, Voice

ARTICLE = "article"
KINDS = {
    "person": "named-expert",
    "institution": "institution",
    "agency": "agency",
    "company": "company",
    "journal": "authors",
}
_NEVER_NAMED = frozenset({"patient"})
_NEAR = 80
"""Characters between a person, or a verb of saying, and the words that tell what the person is."""
_BESIDE = 24
_SAME_PERSON = 600
"""Characters within which "she" is the person last named."""
_PARAGRAPH = "\n\n"
_WORD = re.compile(r"[^\W\d_]+")
_PRONOUN = re.compile(r"\b(?:s?he)(?: \w+ly| also)? $|^ (?:s?he)\b", re.IGNORECASE)


@dataclass
class VoiceReader:
    """Finds the voice of a statement, and keeps the voices it met."""

    hits: Hits
    sources: Sequence[SourceMention]
    """In order of place."""
    sentences: Sequence[Span] = ()
    """Likewise."""
    met: dict[str, Voice] = field(default_factory=dict)

    def voice_of(self, sentence: Span, statement: Span | None = None) -> str:
        """Return the slug of the voice of a sentence: a person beside a verb of saying, else a kind of speaker.

        :param statement: the words said, where the sentence gives statements to more than one.
        """
        said = self._sayings(sentence, statement)
        if said:
            voice = self._person(sentence, said) or self._speaker(sentence, said) or self._body(sentence, said)
        else:
            voice = self._who_goes_on(sentence, statement.start if statement else sentence.start + 1)
        return self.met.setdefault(voice.slug, voice).slug if voice else ARTICLE

    def names_body(self, words: Span) -> bool:
        """Say whether words are a part of the name of a body: the Leeds of "University of Leeds"."""
        return any(at.start < words.end and words.start < at.end for at in self._bodies)

    @cached_property
    def _bodies(self) -> list[Span]:
        return [s.span for s in self.sources if s.kind in BODIES]

    def _who_goes_on(self, sentence: Span, at: int) -> Voice | None:
        """Return who goes on speaking in a quotation: the last that the paragraph said to be speaking."""
        text = self.hits.text
        far = max(0, at - _SAME_PERSON)
        start = max(far, text.rfind(_PARAGRAPH, far, sentence.start))
        if not _is_quoted(text, start, at, is_whole=start > far or not far):
            return None
        before = bisect_left(self.sentences, sentence.start, key=lambda s: s.start)
        for earlier in reversed(self.sentences[bisect_left(self.sentences, start, key=lambda s: s.start) : before]):
            if said := self._sayings(earlier, None):
                return self._person(earlier, said) or self._speaker(earlier, said)
        return None

    def _sayings(self, sentence: Span, statement: Span | None) -> list[Hit]:
        """Return the verbs of saying of the clause that holds a statement, else those of the whole sentence."""
        said = self.hits.of("saying", sentence)
        if statement is None or len(said) < 2:
            return said
        cuts = [hit.start for hit in self.hits.of("barrier", sentence)]
        start = max((cut for cut in cuts if cut <= statement.start), default=sentence.start)
        end = min((cut for cut in cuts if cut > statement.start), default=sentence.end)
        return [hit for hit in said if start <= hit.start < end] or said

    def _person(self, sentence: Span, said: Sequence[Hit]) -> Voice | None:
        """Return the person who says so, by name, surname or pronoun; patients speak without their names."""
        named = [s for s in self._within(sentence) if s.kind == "person"]
        if named:
            return self._voice_of(min(named, key=lambda s: (_distance(s.span, said), s.span)))
        known = next((s for hit in said for s in self._named_before(sentence, hit)), None)
        return self._voice_of(known) if known else None

    def _named_before(self, sentence: Span, hit: Hit) -> Iterator[SourceMention]:
        """Walk the people named before whose surname, or a pronoun for the last of them, stands beside a verb."""
        text = self.hits.text
        before, after = text[max(sentence.start, hit.start - _BESIDE) : hit.start], text[hit.end : hit.end + _BESIDE]
        for word in (*_WORD.findall(before)[-1:], *_WORD.findall(after)[:1]):
            yield from (s for s in self._by_surname.get(word, ()) if s.span.end <= sentence.start)
        if _PRONOUN.search(before) or _PRONOUN.match(after):
            last = bisect_left(self._people, sentence.start, key=lambda s: s.span.start)
            yield from (s for s in self._people[last - 1 : last] if sentence.start - s.span.end <= _SAME_PERSON)

    @cached_property
    def _people(self) -> list[SourceMention]:
        return [s for s in self.sources if s.kind == "person"]

    @cached_property
    def _by_surname(self) -> dict[str, list[SourceMention]]:
        """Return the first person of each surname."""
        return {s.label.split()[-1]: [s] for s in reversed(self._people) if " " in s.label}

    def _speaker(self, sentence: Span, said: Sequence[Hit]) -> Voice | None:
        """Return a kind of speaker without a name: of the verb itself, else of the words nearest to it."""
        told = [hit for hit in said if hit.cue.signals and "," not in hit.of(self.hits.text)]
        near = [hit for hit in self.hits.of("speaker", sentence) if _distance(hit.span, said) <= _NEAR]
        kinds = told or sorted(near, key=lambda hit: (_distance(hit.span, said), hit.start))
        return _unnamed(kinds[0]) if kinds and not self._is_body(sentence, kinds[0]) else None

    def _is_body(self, sentence: Span, speaker: Hit) -> bool:
        """Say whether a company or agency speaks that the sentence names."""
        return any(s.kind == speaker.cue.signals for s in self._within(sentence))

    def _body(self, sentence: Span, said: Sequence[Hit]) -> Voice | None:
        named = [s for s in self._within(sentence) if s.kind not in ("journal", "person")]
        return _named(min(named, key=lambda s: (_distance(s.span, said), s.span)), "") if named else None

    def _voice_of(self, person: SourceMention) -> Voice:
        told = self._told_of.get(person.label)
        return (
            _unnamed(told)
            if told and told.cue.signals in _NEVER_NAMED
            else _named(person, told.cue.signals if told else "")
        )

    @cached_property
    def _told_of(self) -> dict[str, Hit]:
        """Return what each person is said to be: by the words nearest to the name, in the same sentence."""
        found: dict[str, Hit] = {}
        for person in self._people:
            around = Span(max(0, person.span.start - _NEAR), min(len(self.hits.text), person.span.end + _NEAR))
            near = [hit for hit in self.hits.of("speaker", around) if self._is_one_sentence(person.span, hit.span)]
            if near:
                found.setdefault(person.label, min(near, key=lambda hit: _gap(hit.span, person.span)))
        return found

    def _is_one_sentence(self, one: Span, other: Span) -> bool:
        start, end = sorted((one, other))
        return re.search(r"[.!?]\s|\n", self.hits.text[start.end : end.start]) is None

    def _within(self, sentence: Span) -> list[SourceMention]:
        first = bisect_left(self.sources, sentence.start, key=lambda s: s.span.start)
        last = bisect_left(self.sources, sentence.end, key=lambda s: s.span.start)
        return [s for s in self.sources[first:last] if sentence.holds(s.span)]


def _is_quoted(text: str, start: int, at: int, *, is_whole: bool) -> bool:
    """Say whether a place lies between quotation marks.

    :param is_whole: whether a paragraph begins at ``start``: of marks that look alike, the first there opens.
    """
    last = max(text.rfind("\u201c", start, at), text.rfind("\u201d", start, at))
    return text[last] == "\u201c" if last >= 0 else is_whole and text.count('"', start, at) % 2 == 1


def _named(source: SourceMention, kind: str) -> Voice:
    return Voice(slug=slugify(source.label), label=source.label, identified=True, kind=kind or KINDS[source.kind])


def _unnamed(told: Hit) -> Voice:
    return Voice(slug=told.cue.signals, label=told.cue.label, identified=False, kind=told.cue.signals)


def _distance(span: Span, said: Sequence[Hit]) -> int:
    return min(_gap(span, hit.span) for hit in said)


def _gap(one: Span, other: Span) -> int:
    return max(one.start, other.start) - min(one.end, other.end)
