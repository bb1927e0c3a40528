"""Extraction: ArticleText -> Extraction -> Record. Small, deterministic, offline; every value points to characters."""

from kg.extract.annotate import annotate, to_row
from kg.extract.cues import Cues, load_cues
from kg.extract.explain import Explanation, explain
from kg.extract.models import EndpointExtractor, Extractor, Proposal
from kg.extract.pipeline import extract
from kg.extract.result import Caution, Extraction, Headline, SourceMention, Trace
from kg.extract.to_record import extract_record, to_record

__all__ = [
    "Caution",
    "Cues",
    "EndpointExtractor",
    "Explanation",
    "Extraction",
    "Extractor",
    "Headline",
    "Proposal",
    "SourceMention",
    "Trace",
    "annotate",
    "explain",
    "extract",
    "extract_record",
    "load_cues",
    "to_record",
    "to_row",
]
