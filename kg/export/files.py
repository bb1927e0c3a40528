"""One call a format: quads in, file or stream out, whole or not at all."""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import networkx as nx
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, serialize

from kg.errors import ExportError
from kg.export.header import COMMENT, header
from kg.export.jsonld import jsonld
from kg.export.select import all_quads, quads_about
from kg.export.turtle import prefixes_for, trig, turtle
from kg.home import clear_leftovers, write_atomically
from kg.lexical import Pairs
from kg.namespaces import DCTERMS, HCKG, PREFIXES
from kg.network import claim_graph
from kg.query import Rows, in_order, select

FORMATS = ("ttl", "trig", "nt", "nq", "jsonld", "rdf", "csv", "graphml", "gexf", "cyjs")
OF_ENGINE = {
    "ttl": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
}
TEXT_VERSION = str(HCKG.textVersion)
TABLES = ("claims", "propositions", "articles")


@dataclass(frozen=True, slots=True)
class Source:
    """What an export is made of: a store, the digits its literals were written with, and its fingerprint."""

    store: Store
    lexical: dict[str, Pairs]
    commit: str = ""


def export(source: Source, form: str, *, about: str = "") -> bytes:
    """Return the graph in a format, or what it says about one thing.

    :param form: one of :data:`FORMATS` except ``csv``, which is several files (:func:`export_tables`).
    :param about: IRI of the thing.
    :raises ExportError: if there is no such format, or nothing is known about the thing.
    """
    if form not in FORMATS or form == "csv":
        raise ExportError(f"format {form!r} is unknown", remedy=f"use one of {', '.join(FORMATS)}")
    if form in ("graphml", "gexf", "cyjs"):
        return _network(source.store, form, about)
    if form in ("nq", "nt") and not about:
        return dump(source, form)
    quads = _quads(source, about)
    text = min((q.object.value for q in quads if q.predicate.value == TEXT_VERSION), default="")  # type: ignore[union-attr]
    return serialized(quads, form, prefixes_for(about, text))


def _quads(source: Source, about: str) -> list[Quad]:
    if not about:
        quads = list(all_quads(source.store, source.lexical))
        return quads + header(quads, version=source.commit)
    quads = list(set(quads_about(source.store, about, source.lexical)))
    if not any(q.subject == NamedNode(about) for q in quads):
        raise ExportError(f"nothing is known about {about}", remedy="kg query things lists what there is")
    version = hashlib.sha256(_lines(quads, RdfFormat.N_QUADS)).hexdigest()[:16]
    return quads + header(quads, version=version, about=about)


def serialized(quads: Iterable[Quad], form: str, prefixes: Mapping[str, str] = PREFIXES) -> bytes:
    """Return quads as a document of RDF, in the same order every time.

    :param form: one of ``ttl trig nt nq jsonld rdf``.
    """
    quads = list(quads)
    if form == "nq":
        return _lines(quads, RdfFormat.N_QUADS)
    triples = {Triple(q.subject, q.predicate, q.object) for q in quads}
    if form == "nt":
        return _lines(triples, RdfFormat.N_TRIPLES)
    if form == "rdf" or not all(map(_is_named, quads)):
        return _by_engine(sorted(quads, key=str) if form == "trig" else sorted(triples, key=str), form)
    if form == "trig":
        return trig(quads, prefixes, comment=COMMENT).encode()
    if form == "ttl":
        return turtle(triples, prefixes, comment=COMMENT).encode()
    return jsonld(sorted(triples, key=str))


def _is_named(quad: Quad) -> bool:
    """Say whether a statement is like ours, which hold no blank node; in files of others there are some."""
    parts = (quad.subject, quad.object, quad.graph_name)
    return all(isinstance(part, NamedNode | Literal | DefaultGraph) for part in parts)


def _by_engine(statements: list[Quad] | list[Triple], form: str) -> bytes:
    plain = {k: v for k, v in PREFIXES.items() if "." not in k and k != "rdf"}
    return bytes(serialize(statements, format=OF_ENGINE[form], prefixes=plain) or b"")


def _lines(statements: Iterable[Quad] | Iterable[Triple], form: RdfFormat) -> bytes:
    return b"".join(sorted(set((serialize(statements, format=form) or b"").splitlines(keepends=True))))


def dump(source: Source, form: str) -> bytes:
    """Return every quad (``nq``) or triple (``nt``) as sorted lines, without a Python object for each."""
    meant = {a.encode(): b.encode() for pairs in source.lexical.values() for a, b in pairs}
    lines = (source.store.dump(format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
    if meant:
        lines = [meant.get(line, line) for line in lines]
    dates = source.store.quads_for_pattern(None, NamedNode(DCTERMS.date), None)
    own = serialize(header(dates, version=source.commit), format=RdfFormat.N_QUADS) or b""
    lines += own.splitlines(keepends=True)
    if form == "nt":
        lines = list({_without_graph(line) for line in lines})
    lines.sort()
    return b"".join(lines)


def _without_graph(line: bytes) -> bytes:
    """Cut the graph off a line of N-Quads; one of the default graph has none.

    >>> _without_graph(b'<a:s> <a:p> "x <y>" <a:g> .\\n'), _without_graph(b'<a:s> <a:p> <a:o> .\\n')
    (b'<a:s> <a:p> "x <y>" .\\n', b'<a:s> <a:p> <a:o> .\\n')
    """
    statement, _, graph = line[:-3].rpartition(b" ")
    if not graph.startswith((b"<", b"_:")) or b'"' in graph or statement.count(b" ") < 2:
        return line
    return statement + b" .\n"


def _network(store: Store, form: str, about: str) -> bytes:
    graph = claim_graph(store)
    if about:
        if about not in graph:
            raise ExportError(f"no edge touches {about}")
        graph = graph.subgraph({about, *graph.successors(about), *graph.predecessors(about)}).copy()
    if form == "cyjs":
        return (json.dumps(nx.cytoscape_data(graph), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
    lines = nx.generate_graphml(graph) if form == "graphml" else nx.generate_gexf(graph)
    return ("\n".join(lines) + "\n").encode()


def export_tables(source: Source) -> Iterator[tuple[str, bytes]]:
    """Walk the CSV tables as pairs of file name and content; cells that spreadsheets would run are neutralised."""
    for name in TABLES:
        yield f"{name}.csv", to_csv(select(source.store, f"table-{name}")).encode()


def to_csv(rows: Rows) -> str:
    """Return rows as CSV with a header; a cell that starts like a formula gets a ``'`` in front."""
    lines: list[str] = []
    writer = csv.writer(SimpleNamespace(write=lines.append))  # it quotes the characters of its own line ends
    writer.writerow(rows.variables)
    for row in rows:
        writer.writerow([neutral(in_order(v, row.text(v))) for v in rows.variables])
    return "".join(line.removesuffix("\r\n") + "\n" for line in lines)


def neutral(cell: str) -> str:
    """Put a ``'`` before what a spreadsheet would take for a formula.

    >>> neutral("=1+1"), neutral("-0.5"), neutral("plain")
    ("'=1+1", '-0.5', 'plain')
    """
    if cell[:1] in "=@\t\r" or (cell[:1] in "+-" and not cell[1:].replace(".", "", 1).isdigit()):
        return f"'{cell}" if cell else cell
    return cell


def write(path: Path | None, data: bytes) -> None:
    """Write to a file, with its SHA-256 beside it, or to standard output.

    :raises ExportError: if the file cannot be written; an old file stays as it was.
    """
    try:
        if path is None:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
            return
        if path.exists() and not path.is_file():
            path.write_bytes(data)  # a device or a pipe cannot be replaced
            return
        clear_leftovers(path)
        write_atomically(path, data)
        write_atomically(path.with_name(path.name + ".sha256"), f"{hashlib.sha256(data).hexdigest()}  {path.name}\n")
    except (OSError, ValueError) as error:
        where = str(path or "standard output")
        raise ExportError(f"cannot be written: {getattr(error, 'strerror', error)}", where=where) from error
