"""What the endpoint says of itself: service description, VoID, example queries and prefixes, in any RDF format.

The standing part is Turtle (``service.ttl``, and ``dataset.ttl`` on our own graph); limits and counts are added. Counts
are asked of the query workers, once for each state of the data; where that takes longer than a query may, they are left
out.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDFS, SDO, SH, VOID, XSD

from kg import __version__
from kg.errors import KgError
from kg.namespaces import PREFIXES, RDF
from kg.precheck import LIMITS, scan
from kg.query import NamedQuery, get_query, named_queries
from kg.results import JSON
from kg.vocabulary import load
from kg.workers import Request, WorkerPool

# A document is one graph, so its Turtle and N-Triples are its TriG and N-Quads.
FORMATS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/ld+json": "json-ld",
    "application/rdf+xml": "xml",
    "application/trig": "turtle",
    "application/n-quads": "nt",
}
EXAMPLES = "/.well-known/sparql-examples/"
# How a row of counts becomes partitions within partitions: column, the link to the part, what the part is of.
PARTS = (
    ("class", VOID.classPartition, VOID["class"]),
    ("property", VOID.propertyPartition, VOID.property),
    ("other", VOID.classPartition, VOID["class"]),
)
COUNTS = ("properties", "classes", "class-properties", "class-links")


class Description:
    """Documents about one pool, made once for each state of its data and each address it is reached by."""

    def __init__(self, pool: WorkerPool, *, is_ours: bool = True) -> None:
        self.pool = pool
        self.standing = ("service.ttl", "dataset.ttl") if is_ours else ("service.ttl",)
        self._made: dict[tuple[str, ...], str] = {}
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    def document(self, what: str, endpoint: str, media_type: str) -> str:
        """Return a document about an endpoint address.

        :param what: ``service`` (its description), ``void`` (counts, classes, properties, and how classes are linked)
            or ``examples`` (every named query in the form SIB's tools read).
        """
        make: dict[str, Callable[[str], Graph]] = {
            "service": self._service,
            "void": self._void,
            "examples": lambda at: _examples(at, named_queries()),
        }
        key = (what, self.pool.version, endpoint, media_type)
        with self._locks[what]:  # one waits for counts, not for every document
            if key not in self._made:
                self._made = {k: v for k, v in list(self._made.items())[-50:] if k[1] == key[1]}
                self._made[key] = _written(make[what](endpoint), media_type)
            return self._made[key]

    def _service(self, endpoint: str) -> Graph:
        graph = self._standing(endpoint)
        service, settings = URIRef(f"{endpoint}#service"), self.pool.settings
        _declare_prefixes(graph, service)
        limits = (
            f"A query may run for {settings.deadline:g} s, which timeout= may lower, and have {LIMITS.length:,} "
            f"characters, {LIMITS.patterns} triple patterns and brackets {LIMITS.depth} deep. After {settings.rows:,} "
            f"rows an answer is cut, and X-Row-Limit says so; more than {settings.size:,} bytes, or too much memory, "
            "is answered with 503."
        )
        graph.add((service, RDFS.comment, Literal(limits, lang="en")))
        self._add_totals(graph, _dataset(endpoint))
        return graph

    def _void(self, endpoint: str) -> Graph:
        graph, dataset = self._standing(endpoint), _dataset(endpoint)
        for prefix, namespace in {"here": f"{dataset.defrag()}#", **PREFIXES}.items():
            graph.bind(prefix, namespace)
        self._add_totals(graph, dataset)
        for row in chain.from_iterable(map(self._rows, COUNTS)):
            part = dataset
            for column, link, of in PARTS:
                if column in row:
                    part = _part(graph, part, link, of, row[column])
            counted = "entities" if "entities" in row else "triples"
            graph.add((part, VOID[counted], _integer(row[counted])))
        for counted, link in ((VOID.classes, VOID.classPartition), (VOID.properties, VOID.propertyPartition)):
            graph.add((dataset, counted, _integer(len(set(graph.objects(dataset, link))))))
        return graph

    def _standing(self, endpoint: str) -> Graph:
        graph = Graph(bind_namespaces="none")
        for name in self.standing:
            graph.parse(Path(__file__).with_name(name), format="turtle", publicID=endpoint)
        return graph

    def _add_totals(self, graph: Graph, dataset: URIRef) -> None:
        graph.add((dataset, DCTERMS.hasVersion, Literal(f"{__version__}, data {self.pool.version}")))
        for row in self._rows("totals"):
            graph.add((dataset, VOID.triples, _integer(row["triples"])))
            graph.add((dataset, VOID.distinctSubjects, _integer(row["subjects"])))

    def _rows(self, name: str) -> Iterator[dict[str, str]]:
        """Run one of our counting queries; yield nothing where it takes too long."""
        try:
            answer = self.pool.run(Request(query=named_queries()[name].text, media_type=JSON))
        except KgError:
            return
        bindings: list[dict[str, Any]] = json.loads(answer.body)["results"]["bindings"]
        yield from ({name: cell["value"] for name, cell in binding.items()} for binding in bindings)


def _written(graph: Graph, media_type: str) -> str:
    """Write a document, short: JSON-LD with its prefixes as context, without room for the eye."""
    short: dict[str, Any] = {"auto_compact": True, "indent": None} if FORMATS[media_type] == "json-ld" else {}
    text: str = graph.serialize(format=FORMATS[media_type], **short)
    return text


def _dataset(endpoint: str) -> URIRef:
    return URIRef("/.well-known/void#dataset", base=endpoint)


def _integer(text: str | int) -> Literal:
    return Literal(int(text), datatype=XSD.integer)


def _part(graph: Graph, owner: URIRef, link: URIRef, key: URIRef, value: str) -> URIRef:
    """Add a partition; its IRI comes from its owner's and its value's, so it is the same every time.

    It has no slash after its ``#``, so that Turtle can write it short.
    """
    name = value.replace("#", "/").rsplit("/", 1)[-1]
    part = URIRef(f"{owner}_{name}-{hashlib.sha256(value.encode()).hexdigest()[:6]}")
    graph.add((owner, link, part))
    graph.add((part, key, URIRef(value)))
    return part


def _declare_prefixes(graph: Graph, owner: Any) -> None:
    graph.bind("sh", SH)
    for prefix, namespace in PREFIXES.items():
        declaration = BNode(f"prefix-{prefix.replace('.', '-')}")
        graph.add((owner, SH.declare, declaration))
        graph.add((declaration, SH.prefix, Literal(prefix)))
        graph.add((declaration, SH.namespace, Literal(namespace, datatype=XSD.anyURI)))


EXECUTABLE = {
    "SELECT": (SH.SPARQLSelectExecutable, SH.select),
    "CONSTRUCT": (SH.SPARQLConstructExecutable, SH.construct),
}
"""Class and property of an example, for each form that named queries have."""


def _examples(endpoint: str, queries: Mapping[str, NamedQuery]) -> Graph:
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in (("sh", SH), ("rdfs", RDFS), ("schema", SDO)):
        graph.bind(prefix, namespace)
    folder = URIRef(EXAMPLES, base=endpoint)
    for name, query in queries.items():
        example, (executable, has_text) = URIRef(f"{folder}{name}"), EXECUTABLE[scan(query.text).form]
        graph.add((example, RDF.type, SH.SPARQLExecutable))
        graph.add((example, RDF.type, executable))
        graph.add((example, RDFS.label, Literal(query.title, lang="en")))
        graph.add((example, RDFS.comment, Literal(query.question or query.title, lang="en")))
        graph.add((example, has_text, Literal(query.text)))
        graph.add((example, SDO.target, URIRef(endpoint)))
        graph.add((example, SDO.keywords, Literal(query.group)))
    return graph


def example(name: str, endpoint: str, media_type: str) -> str:
    """Return one named query as an example.

    :raises UnknownQuery: if there is none of that name.
    """
    return _written(_examples(endpoint, {name: get_query(name)}), media_type)


@cache
def completions() -> str:
    """Return what an editor completes from, as JSON: our prefixes, and the IRIs of our classes and properties."""
    terms = sorted({q.subject.value for q in load().quads if "#" in q.subject.value})  # type: ignore[union-attr]
    is_class = {iri: iri.rpartition("#")[2][:1].isupper() for iri in terms}
    classes, properties = [t for t in terms if is_class[t]], [t for t in terms if not is_class[t]]
    return json.dumps({"prefixes": dict(PREFIXES), "class": classes, "property": properties})


def prefixes(owner: str, media_type: str) -> str:
    """Return our prefixes as JSON, or as what an owner declares."""
    if media_type == "application/json":
        return json.dumps(dict(PREFIXES), indent=1)
    graph = Graph(bind_namespaces="none")
    _declare_prefixes(graph, URIRef(owner))
    return _written(graph, media_type)
