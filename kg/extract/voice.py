"""Who speaks in a sentence: the article itself, or somebody it quotes or reports."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.extract.cues import Hit, Hits
from kg.model import Sentence, Span

NAMED = "named-expert"
_NAME = re.compile(
    r"(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms)\.?\s)?"
    r"[A-Z][\w'\u2019-]+(?:\s(?:[A-Z]\.|[A-Z][\w'\u2019-]+|de|van|von|der|al|bin)){1,3}|(?:Dr|Prof|Professor)\.?\s[A-Z][\w'\u2019-]+"
)
_QUOTE = re.compile(r"[\"\u201c\u201d]")
_CAPITALISED = re.compile(r"[A-Z][\w'\u2019-]+")
_NEAR = 60
_NEXT_TO = 8
_WITHIN_QUOTE = 2000


@dataclass(frozen=True, slots=True)
class VoiceReading:
    """A speaker as the article names it; ``kind`` is a slug of the voice kinds."""

    label: str
    kind: str
    span: Span
    identified: bool = False
    quoted: bool = False


_NOBODY: Mapping[str, VoiceReading] = {}


def read_voices(hits: Hits, sentences: Sequence[Sentence]) -> list[VoiceReading | None]:
    """Return the voice of each sentence, None where the article speaks itself.

    A name once given in full is known by its last part; "he said" is whoever spoke before. A sentence within a
    quotation that names no speaker has the speaker of the sentence before it, or else of the one after it.
    """
    known: dict[str, VoiceReading] = {}
    own: list[VoiceReading | None] = []
    last: VoiceReading | None = None
    for sentence in sentences:
        voice = voice_at(hits, sentence.span, known=known, last=last)
        if voice is not None:
            last = voice
            if voice.identified:
                known.setdefault(voice.label.split()[-1], voice)
        own.append(voice)
    return _spread(own, _quoted(hits.text, [sentence.span for sentence in sentences]))


def voice_at(
    hits: Hits, sentence: Span, *, known: Mapping[str, VoiceReading] = _NOBODY, last: VoiceReading | None = None
) -> VoiceReading | None:
    """Return the voice that a sentence names for what it says; None where the article speaks itself.

    :param known: voices of the text so far, by the last part of their names.
    :param last: who spoke last, for "he said".
    """
    found = hits.of("attribution", sentence)
    sayings = [hit for hit in found if hit.cue.kind == "verb-of-saying"]
    if not sayings:
        return None
    saying = max(sayings, key=lambda hit: hit.cue.weight)
    return _named(hits, sentence, saying, known) or _unnamed(hits, sentence, saying, last)


def _spread(own: list[VoiceReading | None], quoted: list[bool]) -> list[VoiceReading | None]:
    """Let voices run on through quotations, forward first."""
    voices = list(own)
    for place in range(1, len(voices)):
        if voices[place] is None and quoted[place]:
            voices[place] = voices[place - 1]
    for place in range(len(voices) - 2, -1, -1):
        if voices[place] is None and quoted[place]:
            voices[place] = voices[place + 1]
    return voices


def _named(hits: Hits, sentence: Span, saying: Hit, known: Mapping[str, VoiceReading]) -> VoiceReading | None:
    """Find a person by name beside the verb; a name needs a verb of saying, "found" is not enough."""
    if saying.cue.weight < 1:
        return None
    near = Span(max(sentence.start, saying.start - _NEAR), min(sentence.end, saying.end + _NEAR))
    names = [VoiceReading(found[0], NAMED, Span(*found.span()), identified=True) for found in _people(hits, near)]
    names += [
        replace(known[word[0]], span=Span(*word.span()))
        for word in _CAPITALISED.finditer(hits.text, near.start, near.end)
        if word[0] in known
    ]
    if not names:
        return None
    nearest = min(names, key=lambda voice: (_distance(voice.span, saying), voice.span))
    return replace(nearest, quoted=_has_quote(hits.text, sentence))


def _people(hits: Hits, near: Span) -> Iterator[re.Match[str]]:
    return (found for found in _NAME.finditer(hits.text, near.start, near.end) if _is_person(hits, found))


def _is_person(hits: Hits, found: re.Match[str]) -> bool:
    """Say whether a capitalised phrase names a person: no organisation, and no sentence opening such as "But Lee"."""
    name = Span(*found.span())
    first = hits.folded[name.start : name.end].split()[0]
    speakers = [hit for hit in hits.of("attribution", name) if hit.cue.kind in ("speaker", "pronoun")]
    return not speakers and first not in hits.cues.openings


def _unnamed(hits: Hits, sentence: Span, saying: Hit, last: VoiceReading | None) -> VoiceReading | None:
    speakers = [hit for hit in hits.of("attribution", sentence) if _may_speak(hit, saying)]
    if not speakers:
        return None
    best = min(speakers, key=lambda hit: (_distance(hit.span, saying), -hit.cue.weight))
    if best.cue.kind == "pronoun":
        return replace(last, span=best.span, quoted=_has_quote(hits.text, sentence)) if last else None
    label = best.span.of(hits.text)
    return VoiceReading(label, best.cue.signals, best.span, quoted=_has_quote(hits.text, sentence))


def _may_speak(speaker: Hit, saying: Hit) -> bool:
    """Say whether a speaker stands where a subject does: shortly before the verb, or right after it."""
    if speaker.cue.kind not in ("speaker", "pronoun"):
        return False
    if speaker.end <= saying.start and not saying.cue.direction:
        return saying.start - speaker.end <= (_NEXT_TO if speaker.cue.kind == "pronoun" else _NEAR)
    return 0 <= speaker.start - saying.end <= (_NEAR if saying.cue.direction else _NEXT_TO)


def _distance(span: Span, saying: Hit) -> int:
    return max(span.start - saying.end, saying.start - span.end, 0)


def _has_quote(text: str, sentence: Span) -> bool:
    return _QUOTE.search(text, sentence.start, sentence.end) is not None


def _quoted(text: str, sentences: Sequence[Span]) -> list[bool]:
    """Say of each sentence whether it begins within quotation marks or with one."""
    inside = False
    since = 0
    marks: list[bool] = []
    for sentence in sentences:
        begins = text[sentence.start] in '"\u201c'
        inside = inside and sentence.start - since <= _WITHIN_QUOTE
        marks.append(inside or begins)
        for mark in _QUOTE.finditer(text, sentence.start, sentence.end):
            inside = mark[0] == "\u201c" or (mark[0] == '"' and not inside)
            since = mark.start()
    return marks
