"""Readers: plain text, Markdown, web pages, JATS and PubMed XML, and JSONL corpora, to exact text, blocks, metadata."""

from kg.read.decode import has_words
from kg.read.inputs import FORMATS, SUFFIXES, from_held, iter_articles, read_article, sniff
from kg.read.text import opening

__all__ = ["FORMATS", "SUFFIXES", "from_held", "has_words", "iter_articles", "opening", "read_article", "sniff"]
