"""The vocabulary as plain data: predicates, scheme members and shared concepts, read from ``ontology/``."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from kg import resources
from kg.errors import VocabularyError
from kg.identifiers import concept_iri
from kg.model import Concept
from kg.namespaces import BASE, DEFAULT_BASE, HCKG, IDENTIFIERS, RDF, RDFS, SKOS

VOCABULARY_GRAPH = f"{BASE}graph/vocabulary"
CONCEPTS_GRAPH = f"{BASE}graph/concepts"
MATCHES = {
    "exact": "exactMatch",
    "close": "closeMatch",
    "broad": "broadMatch",
    "narrow": "narrowMatch",
    "related": "relatedMatch",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """A domain predicate: how it reads, what it joins, whether it says that something changes something."""

    name: str
    label: str
    negated_label: str
    plural_label: str
    """How it reads where its subject is many."""
    negated_plural_label: str
    plain_form: str
    asserts_effect: bool
    usual_kind: str
    subject_classes: frozenset[str]
    object_classes: frozenset[str]

    def says(self, *, negated: bool, plural: bool) -> str:
        """Return how it reads between a subject of one or of many and its object."""
        if plural:
            return self.negated_plural_label if negated else self.plural_label
        return self.negated_label if negated else self.label


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of a scheme; ``rank`` is None outside the order, ``values`` holds its other literals and links."""

    scheme: str
    slug: str
    label: str
    rank: int | None
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def first(self, name: str) -> str:
        """Return one value of a property of ours such as ``wording``, or nothing."""
        return self.values.get(name, ("",))[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Everything ``ontology/`` says, indexed by the names that records use."""

    predicates: dict[str, Predicate]
    schemes: dict[str, dict[str, Member]]
    concepts: dict[str, Concept]
    superclasses: dict[str, tuple[str, ...]]
    """IRI of a class to the IRIs of all that lie above it, itself first."""
    quads: tuple[Quad, ...]
    """The vocabulary and concept graphs as they enter every store."""

    def member(self, scheme: str, slug: str, *, where: str = "") -> Member:
        """Return a scheme member.

        :raises VocabularyError: naming the members there are.
        """
        members = self.schemes[scheme]
        if slug not in members:
            allowed = ", ".join(members)
            raise VocabularyError(
                f"{slug!r} is no {scheme.replace('-', ' ')}", where=where, remedy=f"use one of {allowed}"
            )
        return members[slug]

    def rank(self, scheme: str, slug: str) -> int:
        """Return the rank of a member, 0 where it has none."""
        return self.member(scheme, slug).rank or 0

    def is_a(self, cls: str, wanted: str) -> bool:
        """Say whether one class of ours lies under another."""
        return f"{HCKG}{wanted}" in self.superclasses.get(f"{HCKG}{cls}", ())


def rebased(path: Path) -> str:
    """Read a data file, with our base in place of the published one."""
    text = path.read_text(encoding="utf-8")
    return text if BASE == DEFAULT_BASE else text.replace(DEFAULT_BASE, BASE)


def vocabulary_quads() -> Iterator[Quad]:
    """Walk the quads of every ontology file: concepts in their graph, terms and schemes in theirs."""
    shared = set(resources.concept_files())
    for path in resources.ontology_files():
        graph = NamedNode(CONCEPTS_GRAPH if path in shared else VOCABULARY_GRAPH)
        for triple in parse(rebased(path), RdfFormat.TURTLE):
            yield Quad(triple.subject, triple.predicate, triple.object, graph)
    yield from _mapping_quads()


def read_mappings(path: Path) -> Iterator[tuple[str, str, str]]:
    """Walk the rows of an SSSOM file as (slug, relation such as ``exact``, CURIE)."""
    names = {f"skos:{long}": short for short, long in MATCHES.items()}
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
        for row in rows:
            yield row["subject_id"].rpartition(":")[2], names[row["predicate_id"]], row["object_id"]


def _mapping_quads() -> Iterator[Quad]:
    graph = NamedNode(CONCEPTS_GRAPH)
    for path in resources.mapping_files():
        for slug, relation, curie in read_mappings(path):
            prefix, _, local = curie.partition(":")
            if prefix in IDENTIFIERS:
                target = NamedNode(IDENTIFIERS[prefix] + local)
                yield Quad(NamedNode(concept_iri(slug)), NamedNode(SKOS[MATCHES[relation]]), target, graph)


class _Index:
    """The triples of the vocabulary by subject and predicate, as strings."""

    def __init__(self, quads: tuple[Quad, ...]) -> None:
        self.by_subject: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self.by_type: dict[str, list[str]] = defaultdict(list)
        for quad in quads:
            value = quad.object.value  # type: ignore[union-attr]
            self.by_subject[quad.subject.value][quad.predicate.value].append(value)  # type: ignore[union-attr]
            if quad.predicate.value == str(RDF.type):
                self.by_type[value].append(quad.subject.value)  # type: ignore[union-attr]

    def all(self, subject: str, predicate: str) -> tuple[str, ...]:
        return tuple(self.by_subject[subject].get(str(predicate), ()))

    def one(self, subject: str, predicate: str) -> str:
        return next(iter(self.by_subject[subject].get(str(predicate), ())), "")


def _local(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]


def _predicate(index: _Index, iri: str) -> Predicate:
    return Predicate(
        name=_local(iri),
        label=index.one(iri, RDFS.label),
        negated_label=index.one(iri, HCKG.negatedLabel),
        plural_label=index.one(iri, HCKG.pluralLabel),
        negated_plural_label=index.one(iri, HCKG.negatedPluralLabel),
        plain_form=index.one(iri, HCKG.plainForm),
        asserts_effect=index.one(iri, HCKG.assertsEffect) == "true",
        usual_kind=_local(index.one(iri, HCKG.usualKind)),
        subject_classes=frozenset(_local(x) for x in index.all(iri, HCKG.subjectClass)),
        object_classes=frozenset(_local(x) for x in index.all(iri, HCKG.objectClass)),
    )


def _schemes(index: _Index) -> dict[str, dict[str, Member]]:
    schemes: dict[str, dict[str, Member]] = defaultdict(dict)
    root, ours = f"{BASE}scheme/", str(HCKG)
    for iri in sorted(index.by_type[str(SKOS.Concept)]):
        scheme, _, slug = iri.removeprefix(root).partition("/")
        if iri.startswith(root) and slug:
            rank = index.one(iri, HCKG.rank)
            values = {k.removeprefix(ours): tuple(v) for k, v in index.by_subject[iri].items() if k.startswith(ours)}
            label = index.one(iri, SKOS.prefLabel)
            schemes[scheme][slug] = Member(
                scheme=scheme, slug=slug, label=label, rank=int(rank) if rank else None, values=values
            )
    return dict(schemes)


def _superclasses(index: _Index) -> dict[str, tuple[str, ...]]:
    def above(iri: str, seen: dict[str, None]) -> dict[str, None]:
        if iri not in seen:
            seen[iri] = None
            for parent in index.all(iri, RDFS.subClassOf):
                above(parent, seen)
        return seen

    classes = {s for s, ps in index.by_subject.items() if str(RDFS.subClassOf) in ps}
    return {iri: tuple(above(iri, {})) for iri in sorted(classes)}


KINDS = ("therapyKind", "exposureKind", "mechanismKind")


def _concepts(index: _Index, classes: set[str]) -> dict[str, Concept]:
    root = f"{BASE}concept/"
    concepts = {}
    for iri in sorted(s for s in index.by_subject if s.startswith(root)):
        cls = next((_local(t) for t in index.all(iri, RDF.type) if t in classes), "")
        mappings = tuple((short, o) for short, long in MATCHES.items() for o in index.all(iri, SKOS[long]))
        slug = iri.removeprefix(root)
        concepts[slug] = Concept(
            slug=slug,
            cls=cls,
            label=index.one(iri, SKOS.prefLabel),
            kind=next((_local(k) for name in KINDS for k in index.all(iri, HCKG[name])), ""),
            broader=tuple(_local(b) for b in index.all(iri, SKOS.broader)),
            alternatives=index.all(iri, SKOS.altLabel),
            mappings=mappings,
            definition=index.one(iri, SKOS.definition),
            shared=True,
        )
    return concepts


def _with_superclasses(
    quads: tuple[Quad, ...], index: _Index, superclasses: dict[str, tuple[str, ...]]
) -> tuple[Quad, ...]:
    """Write out every class of a shared concept, the schema.org class of its kind among them."""
    graph, rdf_type, added = NamedNode(CONCEPTS_GRAPH), NamedNode(RDF.type), []
    for iri in sorted(s for s in index.by_subject if s.startswith(f"{BASE}concept/")):
        kinds = [t for name in KINDS for k in index.all(iri, HCKG[name]) for t in index.all(k, HCKG.schemaType)]
        stated = index.all(iri, RDF.type)
        every = {above for t in (*stated, *kinds) for above in superclasses.get(t, (t,))}
        added += [Quad(NamedNode(iri), rdf_type, NamedNode(t), graph) for t in sorted(every - set(stated))]
    return quads + tuple(added)


@cache
def load() -> Vocabulary:
    """Read ``ontology/`` once; about a tenth of a second."""
    quads = tuple(vocabulary_quads())
    index = _Index(quads)
    superclasses = _superclasses(index)
    entity = {iri for iri, above in superclasses.items() if str(HCKG.Entity) in above and iri != str(HCKG.Entity)}
    return Vocabulary(
        predicates={_local(p): _predicate(index, p) for p in sorted(index.by_type[str(HCKG.DomainPredicate)])},
        schemes=_schemes(index),
        concepts=_concepts(index, entity),
        superclasses=superclasses,
        quads=_with_superclasses(quads, index, superclasses),
    )


STATUS = NamedNode(HCKG.status)


def scratch_store() -> Store:
    """Return an in-memory store that holds the vocabulary and the shared concepts, merged."""
    store = Store()
    store.bulk_extend(_merged_vocabulary())
    return store


@cache
def _merged_vocabulary() -> tuple[Quad, ...]:
    return tuple(merged(load().quads))


def merged(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Walk quads without their graphs, as scratch stores hold them: a store has each triple once.

    A union of graphs finds a triple as often as graphs state it; where a hundred articles describe one concept, a join
    of two of its triples finds ten thousand rows. The copy costs less than the first such join. A publication's status
    keeps its graph too: what an article rests on depends on whether that article knows of the retraction.
    """
    for quad in quads:
        yield Quad(quad.subject, quad.predicate, quad.object)
        if quad.predicate == STATUS:
            yield quad


def en(text: str) -> Literal:
    """Return an English literal."""
    return Literal(text, language="en")
