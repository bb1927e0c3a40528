"""What the tests of the language level share: reading one sentence or text made up for the test."""

from __future__ import annotations

from kg.extract.cues import Hits, load_cues
from kg.extract.readings import read_sentence
from kg.extract.sentences import split_sentences
from kg.model import Block, Sentence, Span

CUES = load_cues()


def marked(text: str) -> tuple[Hits, Span]:
    """Return the cues of a sentence and its span."""
    return CUES.find(text), Span(0, len(text))


def sentence(text: str, section: str = "body", inherited: Sentence | None = None) -> Sentence:
    """Read a text as one sentence."""
    hits, span = marked(text)
    return read_sentence(hits, span, section, CUES, inherited=inherited)


def article(text: str) -> tuple[Hits, list[Sentence]]:
    """Read a text as paragraphs, one a line, of an article."""
    hits, blocks, start = CUES.find(text), [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("body", Span(start, start + len(line))))
        start += len(line) + 1
    spans = split_sentences(text, blocks, CUES)
    return hits, [read_sentence(hits, span, "body", CUES) for span in spans]


def span_of(text: str, words: str) -> Span:
    """Return where words stand in a text."""
    start = text.index(words)
    return Span(start, start + len(words))
