"""What ``kg validate`` looks at: graph files, records and articles, beside the vocabulary they are read with."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import RdfFormat, Store, parse

from kg.articles import read_inputs
from kg.derive import derive_edges, derive_propositions
from kg.errors import InputError, KgError
from kg.extract import extract_record
from kg.model import Record
from kg.rdf import encode
from kg.record import complete, read_drafts
from kg.vocabulary import load, merged, scratch_store

GRAPHS = (".ttl", ".trig", ".nt", ".nq", ".jsonld", ".rdf", ".owl", ".n3")
RECORDS = (".yaml", ".yml")


def is_graph(path: str) -> bool:
    """Say whether a file is RDF, by its ending."""
    return Path(path).suffix.lower() in GRAPHS


def store_of(inputs: Iterable[str]) -> Store:
    """Return a store of graphs, records and articles, merged, with what derives from them.

    :raises KgError: if one of them cannot be read; nothing is validated then.
    """
    store, made = scratch_store(), False
    for given in inputs:
        if is_graph(given):
            _load_graph(store, Path(given))
            continue
        made = True
        for record in _records(given):
            store.bulk_extend(merged(encode(record, load())))
    if made:
        derive_edges(store)
        derive_propositions(store)
    return store


def _load_graph(store: Store, path: Path) -> None:
    kind = RdfFormat.from_extension(path.suffix.lstrip(".").lower()) or RdfFormat.TURTLE
    try:
        quads = parse(path=str(path), format=kind, base_iri=path.resolve().as_uri(), rename_blank_nodes=True)
        store.bulk_extend(merged(quads))
    except (OSError, SyntaxError, ValueError, RuntimeError) as error:
        raise InputError(f"cannot be read as {kind.name}: {error}", path=str(path)) from error


def _records(given: str) -> Iterable[Record]:
    if Path(given).suffix.lower() in RECORDS or (Path(given).is_dir() and any(Path(given).glob("*.yaml"))):
        paths = sorted(Path(given).glob("*.yaml")) if Path(given).is_dir() else [Path(given)]
        for path in paths:
            for draft in read_drafts(path):
                if isinstance(draft, KgError):
                    raise draft
                yield complete(draft, load())
        return
    for article in read_inputs([given]):
        if isinstance(article, KgError):
            raise article
        yield extract_record(article)
