"""Answers as bytes: SPARQL results and RDF, cut at a number of rows and refused beyond a number of bytes.

The engine's own serialiser cannot stop after so many rows, so solutions are written here, row by row.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    serialize,
)

Term = NamedNode | BlankNode | Literal | Triple
Row = Sequence[Term | None]
T = TypeVar("T")

JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
CSV = "text/csv"
TSV = "text/tab-separated-values"

RESULT_TYPES: Mapping[str, QueryResultsFormat] = {
    JSON: QueryResultsFormat.JSON,
    XML: QueryResultsFormat.XML,
    CSV: QueryResultsFormat.CSV,
    TSV: QueryResultsFormat.TSV,
}
GRAPH_TYPES: Mapping[str, RdfFormat] = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/n-quads": RdfFormat.N_QUADS,
    "application/trig": RdfFormat.TRIG,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
}

BATCH = 64
"""Rows that are written at once."""


class AnswerTooLargeError(Exception):
    """More bytes than an answer may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """How much of an answer is given."""

    rows: int
    """Solutions or triples; the rest is cut."""
    size: int
    """Bytes; more is refused."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """An answer as bytes, how many rows or triples it has, and whether more were left."""

    body: bytes
    rows: int
    is_cut: bool


def encode(
    results: QuerySolutions | QueryTriples | QueryBoolean,
    media_type: str,
    caps: Caps,
    prefixes: Mapping[str, str],
    columns: Sequence[str] = (),
) -> Encoded:
    """Write results in one of :data:`RESULT_TYPES`, or triples in one of :data:`GRAPH_TYPES`.

    :param columns: names of variables in the order wanted; the engine's own order without it.
    :raises AnswerTooLargeError: beyond ``caps.size`` bytes.
    """
    if isinstance(results, QueryBoolean):
        return Encoded(results.serialize(format=RESULT_TYPES[media_type]) or b"", 1, False)
    if isinstance(results, QueryTriples):
        return _encode_triples(results, media_type, caps, prefixes)
    return _encode_solutions(results, media_type, caps, columns)


class _Bounded(io.BytesIO):
    """A buffer that refuses to grow beyond its size."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size

    def write(self, data: object) -> int:
        if self.tell() + len(data) > self.size:  # type: ignore[arg-type]
            raise AnswerTooLargeError
        return super().write(data)  # type: ignore[arg-type]


@dataclass(slots=True)
class _Counter:
    """Hand on the first rows, count them, and note whether one more was there."""

    rows: int
    seen: int = 0
    is_cut: bool = False

    def take(self, items: Iterator[T]) -> Iterator[T]:
        for item in islice(items, self.rows):
            self.seen += 1
            yield item
        self.is_cut = next(items, None) is not None


def _encode_triples(results: QueryTriples, media_type: str, caps: Caps, prefixes: Mapping[str, str]) -> Encoded:
    counter = _Counter(caps.rows)
    out = _Bounded(caps.size)
    file_format = GRAPH_TYPES[media_type]
    takes_prefixes = file_format in (RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.RDF_XML, RdfFormat.JSON_LD)
    serialize(counter.take(results), out, format=file_format, prefixes=dict(prefixes) if takes_prefixes else None)
    return Encoded(out.getvalue(), counter.seen, counter.is_cut)


def _encode_solutions(results: QuerySolutions, media_type: str, caps: Caps, columns: Sequence[str]) -> Encoded:
    counter = _Counter(caps.rows)
    out = _Bounded(caps.size)
    names = [variable.value for variable in results.variables]
    rows: Iterator[Row] = counter.take(results)
    if columns:
        place = {name: number for number, name in enumerate(columns)}
        order = sorted(range(len(names)), key=lambda n: place.get(names[n], len(place)))
        names = [names[n] for n in order]
        rows = ([row[n] for n in order] for row in rows)
    for pieces in _batches(WRITERS[media_type](names, rows)):
        out.write("".join(pieces).encode())
    return Encoded(out.getvalue(), counter.seen, counter.is_cut)


def _batches(pieces: Iterator[str]) -> Iterator[Sequence[str]]:
    """Take pieces some at a time: one write for each took a third of the time."""
    while batch := tuple(islice(pieces, BATCH)):
        yield batch


quoted = json.encoder.encode_basestring  # in C: half the time of an encoder that walks dictionaries


def _write_json(names: Sequence[str], rows: Iterator[Row]) -> Iterator[str]:
    keys = [f"{quoted(name)}:" for name in names]
    yield f'{{"head":{{"vars":[{",".join(map(quoted, names))}]}},"results":{{"bindings":['
    separator = ""
    for row in rows:
        cells = [key + _json_term(term) for key, term in zip(keys, row, strict=True) if term is not None]
        yield f"{separator}{{{','.join(cells)}}}"
        separator = ","
    yield "]}}"


def _json_term(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f'{{"type":"uri","value":{quoted(term.value)}}}'
    if isinstance(term, BlankNode):
        return f'{{"type":"bnode","value":{quoted(term.value)}}}'
    if isinstance(term, Triple):
        parts = zip(("subject", "predicate", "object"), term, strict=True)
        return f'{{"type":"triple","value":{{{",".join(f"{quoted(n)}:{_json_term(part)}" for n, part in parts)}}}}}'
    if term.language:
        return f'{{"type":"literal","value":{quoted(term.value)},"xml:lang":{quoted(term.language)}}}'
    if (datatype := term.datatype.value) == XSD_STRING:
        return f'{{"type":"literal","value":{quoted(term.value)}}}'
    return f'{{"type":"literal","value":{quoted(term.value)},"datatype":{quoted(datatype)}}}'


XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


def _write_xml(names: Sequence[str], rows: Iterator[Row]) -> Iterator[str]:
    variables = "".join(f"<variable name={quoteattr(name)}/>" for name in names)
    yield (
        f'<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>{variables}</head><results>'
    )
    for row in rows:
        bound = zip(names, row, strict=True)
        cells = (f"<binding name={quoteattr(n)}>{_xml_term(t)}</binding>" for n, t in bound if t is not None)
        yield f"<result>{''.join(cells)}</result>"
    yield "</results></sparql>"


def _xml_term(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f"<uri>{_xml_text(term.value)}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{term.value}</bnode>"
    if isinstance(term, Triple):
        parts = (("subject", term.subject), ("predicate", term.predicate), ("object", term.object))
        return f"<triple>{''.join(f'<{name}>{_xml_term(part)}</{name}>' for name, part in parts)}</triple>"
    if term.language:
        return f"<literal xml:lang={quoteattr(term.language)}>{_xml_text(term.value)}</literal>"
    if term.datatype.value == XSD_STRING:
        return f"<literal>{_xml_text(term.value)}</literal>"
    return f"<literal datatype={quoteattr(term.datatype.value)}>{_xml_text(term.value)}</literal>"


# What XML 1.0 cannot hold, not even escaped.
NOT_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF), "\ufffd")


def _xml_text(text: str) -> str:
    return escape(text, {"\r": "&#13;"}).translate(NOT_XML)


def _write_csv(names: Sequence[str], rows: Iterator[Row]) -> Iterator[str]:
    yield ",".join(names) + "\r\n"
    for row in rows:
        yield ",".join("" if term is None else _csv_term(term) for term in row) + "\r\n"


NEEDS_QUOTES = re.compile('[",\r\n]')


def _csv_term(term: Term) -> str:
    value = str(term) if isinstance(term, BlankNode | Triple) else term.value
    return '"' + value.replace('"', '""') + '"' if NEEDS_QUOTES.search(value) else value


def _write_tsv(names: Sequence[str], rows: Iterator[Row]) -> Iterator[str]:
    yield "\t".join(f"?{name}" for name in names) + "\n"
    for row in rows:
        yield "\t".join("" if term is None else str(term) for term in row) + "\n"


WRITERS: Mapping[str, Callable[[Sequence[str], Iterator[Row]], Iterator[str]]] = {
    JSON: _write_json,
    XML: _write_xml,
    CSV: _write_csv,
    TSV: _write_tsv,
}
