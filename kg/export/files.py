"""One call a format: quads in, file or stream out, whole or not at all."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import networkx as nx
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, serialize

from kg.errors import ExportError
from kg.export.select import all_quads, quads_about
from kg.export.turtle import prefixes_for, trig, turtle
from kg.home import write_atomically
from kg.lexical import Pairs
from kg.namespaces import BASE, PREFIXES
from kg.network import claim_graph
from kg.query import Rows, select

FORMATS = ("ttl", "trig", "nt", "nq", "jsonld", "rdf", "csv", "graphml", "gexf", "cyjs")
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
    quads = list(quads_about(source.store, about, source.lexical) if about else all_quads(source.store, source.lexical))
    if about and not any(q.subject == NamedNode(about) for q in quads):
        raise ExportError(f"nothing is known about {about}", remedy="kg query things lists what there is")
    return _serialized(quads, form, _header(source))


def _header(source: Source) -> Callable[[], str]:
    def comment() -> str:
        return (
            "# Health Content Knowledge Graph. A claim says that an article puts something forward,\n"
            "# it never says that it is true.\n"
            f"# Base {BASE}; commit {source.commit or 'none'}; licence of our data CC BY 4.0. No medical advice.\n\n"
        )

    return comment


def _serialized(quads: list[Quad], form: str, comment: Callable[[], str]) -> bytes:
    prefixes = prefixes_for(sorted({a for q in quads if (a := _article(q))}))
    if form == "trig":
        return trig(quads, prefixes, comment=comment).encode()
    triples = {(q.subject, q.predicate, q.object) for q in quads}
    if form == "ttl":
        return turtle(triples, prefixes, comment=comment).encode()  # type: ignore[arg-type]
    if form == "nq":
        return _sorted_lines(serialize([q], format=RdfFormat.N_QUADS) for q in set(quads))
    if form == "nt":
        return _sorted_lines(serialize([Triple(*t)], format=RdfFormat.N_TRIPLES) for t in triples)
    ordered = [Triple(*t) for t in sorted(triples, key=str)]
    used = {k: v for k, v in PREFIXES.items() if "." not in k or form == "jsonld"}
    rdf_format = RdfFormat.RDF_XML if form == "rdf" else RdfFormat.JSON_LD
    return bytes(serialize(ordered, format=rdf_format, prefixes={k: v for k, v in used.items() if k != "rdf"}) or b"")


def _article(quad: Quad) -> str:
    root = f"{BASE}article/"
    name = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
    return name.removeprefix(root).partition("/")[0] if name.startswith(root) else ""


def _sorted_lines(lines: Iterable[bytes | None]) -> bytes:
    return b"".join(sorted(line for line in lines if line))


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
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(rows.variables)
    for row in rows:
        writer.writerow([neutral(row.text(v)) for v in rows.variables])
    return out.getvalue()


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
    if path is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        write_atomically(path, data)
        write_atomically(path.with_name(path.name + ".sha256"), f"{hashlib.sha256(data).hexdigest()}  {path.name}\n")
    except (OSError, ValueError) as error:
        raise ExportError(f"cannot be written: {getattr(error, 'strerror', error)}", where=str(path)) from error
