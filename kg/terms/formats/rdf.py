"""SKOS concept schemes and OWL classes in Turtle, N-Triples or RDF/XML."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.errors import InputError
from kg.namespaces import IDENTIFIERS, OWL, PREFIXES, RDF, RDFS, SKOS
from kg.terms.classes import class_of_prefix
from kg.terms.formats.obograph import curie_of
from kg.terms.merge import Draft

FORMATS = {".ttl": RdfFormat.TURTLE, ".nt": RdfFormat.N_TRIPLES}
MAX_ENTITY = 200
"""Longest value, in characters, of an entity that RDF/XML may declare; namespaces are commonly written so."""
OBO = "http://www.geneontology.org/formats/oboInOwl#"
LABELS = (str(SKOS.prefLabel), str(RDFS.label))
OTHERS = (str(SKOS.altLabel), f"{OBO}hasExactSynonym", f"{OBO}hasRelatedSynonym")
BROADER = (str(SKOS.broader), str(RDFS.subClassOf))
KINDS = (str(SKOS.Concept), str(OWL.Class))
_ENTITY = re.compile(rb"<!ENTITY\s+(?:%\s+)?[\w.:-]+\s+(SYSTEM|PUBLIC|\"[^\"]*\"|'[^']*')")
Values = dict[str, list[str]]


def read_rdf(path: Path) -> Iterator[Draft]:
    """Walk the concepts and classes that have an English or untagged label.

    :raises InputError: if it cannot be parsed, or declares entities that could grow.
    """
    kind = FORMATS.get(path.suffix.lower(), RdfFormat.RDF_XML)
    if kind is RdfFormat.RDF_XML:
        _refuse_entities(path)
    things: dict[str, Values] = defaultdict(lambda: defaultdict(list))
    wanted = {*LABELS, *OTHERS, *BROADER, str(RDF.type), str(OWL.deprecated)}
    try:
        for triple in parse(path=str(path), format=kind, base_iri="urn:vocabulary:"):
            if triple.predicate.value in wanted and isinstance(triple.subject, NamedNode) and _is_read(triple.object):
                things[triple.subject.value][triple.predicate.value].append(triple.object.value)
    except (SyntaxError, ValueError, OSError) as error:
        line = getattr(error, "lineno", None)
        raise InputError(f"is no RDF that can be read: {error}", path=str(path), line=line) from error
    for iri, values in things.items():
        if not set(KINDS).isdisjoint(values.get(str(RDF.type), ())) and "true" not in values.get(
            str(OWL.deprecated), ()
        ):
            yield from _draft(iri, values)


def _is_read(value: object) -> bool:
    if isinstance(value, Literal):
        return not value.language or value.language.partition("-")[0] == "en"
    return isinstance(value, NamedNode)


def _draft(iri: str, values: Values) -> Iterator[Draft]:
    labels = [label for name in LABELS for label in values.get(name, ())]
    if labels:
        curie = _curie(iri)
        others = [label for name in OTHERS for label in values.get(name, ())]
        broader = [_curie(b) for name in BROADER for b in values.get(name, ())]
        yield Draft(
            cls=class_of_prefix(curie), names=[labels[0], *sorted({*labels[1:], *others})], ids=[curie], broader=broader
        )


def _curie(iri: str) -> str:
    fitting = (
        f"{p}:{iri[len(base) :]}" for p, base in (*IDENTIFIERS.items(), *PREFIXES.items()) if iri.startswith(base)
    )
    obo = curie_of(iri)
    return obo if obo != iri else next(fitting, iri)


def _refuse_entities(path: Path) -> None:
    """Entities may stand for short text without entities, nothing else: then they cannot grow."""
    with path.open("rb") as file:
        head = file.read(1_000_000)
    for found in _ENTITY.finditer(head):
        if not found[1].startswith((b'"', b"'")) or len(found[1]) > MAX_ENTITY or b"&" in found[1] or b"%" in found[1]:
            raise InputError(
                "declares entities that are not read", path=str(path), remedy="save it without a DTD, or as Turtle"
            )
    if head.count(b"<!ENTITY") != len(_ENTITY.findall(head)):
        raise InputError(
            "declares entities that are not read", path=str(path), remedy="save it without a DTD, or as Turtle"
        )
