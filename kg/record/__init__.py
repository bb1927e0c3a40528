"""Records: the claims of one article as plain data, in YAML for people and JSONL for corpora."""

from kg.record.agency import is_as_extracted, marked
from kg.record.claims import shown_says
from kg.record.complete import complete, lines_of
from kg.record.parse import Draft, parse_record
from kg.record.read import SUFFIXES, holds_lines, holds_records, read_drafts
from kg.record.tree import legible
from kg.record.write import to_json, to_plain, to_yaml

__all__ = [
    "SUFFIXES",
    "Draft",
    "complete",
    "holds_lines",
    "holds_records",
    "is_as_extracted",
    "legible",
    "lines_of",
    "marked",
    "parse_record",
    "read_drafts",
    "shown_says",
    "to_json",
    "to_plain",
    "to_yaml",
]
