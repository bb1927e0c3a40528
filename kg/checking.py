"""What ``kg validate`` looks at: graph files, records and articles, beside the vocabulary they are read with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import NamedNode, Store

from kg.articles import articles_of
from kg.derive import derive_edges, derive_propositions
from kg.errors import InputError, KgError, PassedOver
from kg.extract import extract_record
from kg.formats import is_rdf, read_quads
from kg.identifiers import article_of
from kg.inputs import find_inputs
from kg.model import Record
from kg.namespaces import BASE, DCTERMS
from kg.rdf import encode
from kg.record import Draft, complete, read_drafts
from kg.validate import label_of
from kg.vocabulary import load, merged, scratch_store

_PART_OF, _SUBJECT = NamedNode(DCTERMS.isPartOf), NamedNode(DCTERMS.subject)


def store_of(inputs: Iterable[str]) -> Store:
    """Return a store of graphs, records and articles, merged, with what derives from them.

    :raises KgError: if one of them cannot be read; nothing is validated then.
    """
    store, made = scratch_store(), False
    for given in inputs:
        if is_rdf(path := Path(given)):
            store.bulk_extend(merged(read_quads(path)))
            continue
        made = True
        for record in _records(given):
            store.bulk_extend(merged(encode(record, load())))
    if made:
        derive_edges(store)
        derive_propositions(store)
    return store


def slices_in(store: Store) -> tuple[str, ...]:
    """Return what the exports in a store are about that hold a part of a graph around one thing, by label, in order.

    What such a part points to is not all there. The part about an article is whole.
    """
    datasets = store.quads_for_pattern(None, _PART_OF, NamedNode(f"{BASE}dataset"))
    abouts = (q.object for d in datasets for q in store.quads_for_pattern(d.subject, _SUBJECT, None))
    return tuple(sorted({label_of(store, a) for a in abouts if isinstance(a, NamedNode) and not article_of(a.value)}))


def _records(given: str) -> Iterator[Record]:
    """Walk the records of a file, folder or address, those of articles as they are extracted.

    :raises KgError: if one cannot be read, or there is none: nothing to check is no pass.
    """
    read = False
    for found in find_inputs([given]):
        if isinstance(found, PassedOver):
            continue
        if isinstance(found, InputError):
            raise found
        for item in read_drafts(found.path) if found.kind == "record" else articles_of(found):
            if isinstance(item, KgError):
                raise item
            read = True
            yield complete(item, load()) if isinstance(item, Draft) else extract_record(item)
    if not read:
        raise InputError("holds neither record nor article", path=given, remedy="name a graph, a record or an article")
