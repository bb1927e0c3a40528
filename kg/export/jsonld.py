"""JSON-LD with our published context: short names, digits as they were written."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from kg import resources
from kg.export.turtle import order
from kg.namespaces import PREFIXES, RDF, XSD
from kg.vocabulary import rebased

COMPACT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


@cache
def context() -> dict[str, Any]:
    """Return what stands under ``@context`` in the published file: prefixes, and a name and kind for each property."""
    found: dict[str, Any] = json.loads(rebased(resources.CONTEXT))["@context"]
    return found


@cache
def _terms() -> dict[str, tuple[str, str]]:
    """Return name and kind (``@id``, a datatype or nothing) of each property that has a short name, by IRI."""
    found = {}
    for name, term in context().items():
        if isinstance(term, dict):
            found[_expanded(term["@id"])] = name, _expanded(term.get("@type", ""))
    return found


def _expanded(curie: str) -> str:
    prefix, colon, local = curie.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else curie


@cache
def _compacted(iri: str) -> str:
    fitting = [(base, prefix) for prefix, base in PREFIXES.items() if iri.startswith(base)]
    for base, prefix in sorted(fitting, key=lambda f: -len(f[0])):
        if COMPACT.fullmatch(iri, len(base)):
            return f"{prefix}:{iri[len(base) :]}"
    return iri


def jsonld(triples: Iterable[Triple]) -> bytes:
    """Return triples as one document that carries its context, so that no reader needs the network."""
    by_subject: dict[str, list[tuple[str, Any]]] = defaultdict(list)
    for triple in triples:
        by_subject[triple.subject.value].append((triple.predicate.value, triple.object))  # type: ignore[union-attr]
    nodes = [_node(s, by_subject[s]) for s in sorted(by_subject, key=lambda s: order(s, by_subject[s]))]
    document = {"@context": context(), "@graph": nodes}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _node(subject: str, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values: dict[str, list[Any]] = defaultdict(list)
    for predicate, value in sorted(pairs, key=str):
        name, kind = _terms().get(predicate, (_compacted(predicate), ""))
        if predicate == str(RDF.type):
            values["type"].append(_compacted(value.value))
        else:
            values[name].append(_value(value, kind))
    ordered = sorted(values, key=lambda name: (name != "type", name != "label", name))
    return {"id": _compacted(subject), **{n: values[n][0] if len(values[n]) == 1 else values[n] for n in ordered}}


def _value(term: NamedNode | Literal, kind: str) -> Any:
    if isinstance(term, NamedNode):
        return _compacted(term.value) if kind == "@id" else {"id": _compacted(term.value)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    datatype = term.datatype.value
    if datatype == (kind or str(XSD.string)):
        return term.value
    return {"@value": term.value} if datatype == str(XSD.string) else {"@value": term.value, "@type": datatype}
