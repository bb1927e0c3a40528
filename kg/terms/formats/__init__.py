"""Readers of vocabulary files, one module a format; each walks the terms of a file as drafts."""

from __future__ import annotations

from kg.terms.formats.choose import read_terms

__all__ = ["read_terms"]
