"""Extraction: ArticleText -> Record."""

from kg.errors import InputError
from kg.model import ArticleText, Record


def extract_record(article: ArticleText) -> Record:
    """Read an article into a record."""
    raise InputError("no record names this text, and extraction is not part of this version yet", path=article.origin)
