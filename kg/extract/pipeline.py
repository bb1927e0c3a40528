"""ArticleText -> Extraction: one pass for cues, one for names, then one reader after another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.extract.cautions import read_cautions
from kg.extract.claims import entities_of, find_claims, propose_claims, settle, with_local_names
from kg.extract.criteria import read_criteria
from kg.extract.cues import Cues, Hits
from kg.extract.grammar import load_grammar
from kg.extract.headline import read_headline
from kg.extract.limits import find_limits
from kg.extract.listings import find_listings
from kg.extract.measures import read_measures
from kg.extract.mentions import find_mentions, outside
from kg.extract.models import Extractor, verify
from kg.extract.reading import STUDY, Reading
from kg.extract.readings import read_sentence
from kg.extract.resting import lines_of
from kg.extract.result import Caution, Extraction, SourceMention, Trace
from kg.extract.sentences import split_sentences
from kg.extract.sources import BODIES, find_sources
from kg.extract.studies import read_studies
from kg.extract.voices import VoiceReader
from kg.model import ArticleText, EvidenceLine, Sentence, Study
from kg.terms import Matcher
from kg.vocabulary import load

STUDY_LABEL = "the reported study"


def extract(
    article: ArticleText,
    *,
    matcher: Matcher,
    cues: Cues,
    extractor: Extractor | None = None,
    guesses: bool = False,
) -> Extraction:
    """Read one article; the same text, names and cues always give the same result.

    :param matcher: the names to look for (``kg.terms``).
    :param cues: the cue lists, ``load_cues()``.
    :param extractor: who may propose further claims, for example a language model; nobody by default.
    :param guesses: whether a passage of a few sentences also claims what it only names together, at low confidence.
    :raises FetchError: if the extractor cannot be asked.
    """
    hits = cues.find(article.text)
    sources = find_sources(hits, [b.span for b in article.blocks])
    reading = with_local_names(replace(_reading(article, hits, sources, matcher, cues), guesses=guesses))
    reading = replace(reading, listings=find_listings(reading))
    proposed = verify(extractor.propose(article), article, reading.mentions, reading.grammar) if extractor else ()
    found = settle(reading, [*find_claims(reading), *propose_claims(reading, proposed)])
    cautions = tuple(Caution(kind=kind, span=span) for kind, span in read_cautions(hits, list(reading.sentences)))
    asked = any(thing.cls in reading.grammar.means for trace in found for thing in trace.things)
    criteria = tuple(replace(c, asked=asked) for c in read_criteria(hits, reading.sentences, cues))
    measures = tuple(sorted({hit.cue.signals for hit in read_measures(hits, reading.sentences)}))
    extraction = _extraction(article, reading, found, cautions)
    return replace(extraction, sources=sources, packs=matcher.packs, criteria=criteria, measures=measures)


def _reading(
    article: ArticleText, hits: Hits, sources: tuple[SourceMention, ...], matcher: Matcher, cues: Cues
) -> Reading:
    mentions = tuple(outside(find_mentions(article, matcher), [s.span for s in sources if s.kind in BODIES]))
    sentences = tuple(_sentences(article, hits, cues))
    return Reading(
        hits=hits,
        sentences=sentences,
        mentions=mentions,
        condition=next((m.concept for m in mentions if m.cls == "Condition"), ""),
        grammar=load_grammar(),
        vocabulary=load(),
        voices=VoiceReader(hits, sources, [s.span for s in sentences]),
        studies=read_studies(hits, sentences),
        lead_ins={b.span.start: article.blocks[b.lead_in].span for b in article.blocks if b.lead_in is not None},
    )


def _extraction(
    article: ArticleText, reading: Reading, found: Sequence[Trace], cautions: tuple[Caution, ...]
) -> Extraction:
    lines = lines_of(reading)
    line = lines[STUDY]
    limits = find_limits(cautions, found, reading)
    traces = (*found, *limits)
    claims = tuple(t.claim for t in traces)
    return Extraction(
        article=article,
        sentences=tuple(reading.sentences),
        mentions=tuple(reading.kinds.get(m.span, m) for m in reading.mentions),
        claims=claims,
        traces=traces,
        entities=entities_of(traces, reading.mentions, reading.vocabulary),
        voices=tuple(reading.voices.met[slug] for slug in sorted(reading.voices.met)),
        evidence=line,
        says_design=reading.evidence.said,
        cautions=cautions,
        headline=read_headline(reading.hits, reading.sentences, claims, line, reading.vocabulary),
        studies=tuple(_study(slug, line, reading.grammar.study_labels) for slug, line in lines.items()),
    )


def _study(slug: str, line: EvidenceLine, labels: Mapping[str, str]) -> Study:
    label = labels.get(line.level, STUDY_LABEL)
    return Study(slug=slug, label=label, level=line.level, design=line.design, sample_size=line.sample_size)


def _sentences(article: ArticleText, hits: Hits, cues: Cues) -> Iterator[Sentence]:
    """Cut every block into sentences and read each; a list item inherits the doubt of what leads in to the list."""
    last: dict[int, Sentence] = {}
    for index, block in enumerate(article.blocks):
        for span in split_sentences(article.text, [block], cues):
            inherited = last.get(block.lead_in) if block.lead_in is not None else None
            last[index] = read_sentence(hits, span, block.section, cues, inherited=inherited)
            yield last[index]
