"""Turtle and TriG for people: grouped, ordered, sorted, the same bytes for the same triples on every machine."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import ExportError
from kg.identifiers import article_iri
from kg.namespaces import BASE, PREFIXES, RDF, RDFS, XSD

SAFE_LOCAL = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_-])?|")
BARE = {
    str(XSD.integer): re.compile(r"[+-]?[0-9]+"),
    str(XSD.decimal): re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    str(XSD.boolean): re.compile(r"true|false"),
}
FIRST = {str(RDF.type): 0, str(RDFS.label): 1}
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
UNSAFE_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("articles, their texts, voices, studies and sources", ("article/", "text/", "agent/")),
    ("claims", ("claim/",)),
    ("places in the texts", ("place",)),
    ("evidence lines", ("evidence",)),
    ("assessments", ("assessment", "dismissal")),
    ("propositions", ("proposition/",)),
    ("conditions, therapies, mechanisms and other concepts, with their edges", ("concept/", "entity")),
    ("schemes", ("scheme/",)),
    ("vocabulary", ("ont",)),
    ("named graphs", ("graph",)),
    ("terms of others", ("",)),
)


class Writer:
    """Writes terms with the prefixes that fit, and remembers which were used."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.by_length = sorted(prefixes.items(), key=lambda p: (-len(p[1]), p[0]))
        self.used: dict[str, str] = {}
        self._iris: dict[str, str] = {}

    def iri(self, iri: str) -> str:
        """Return an IRI as prefixed name, else in angle brackets."""
        if iri not in self._iris:
            self._iris[iri] = self._shortened(iri)
        return self._iris[iri]

    def _shortened(self, iri: str) -> str:
        for prefix, base in self.by_length:
            if iri.startswith(base) and SAFE_LOCAL.fullmatch(iri, len(base)) and len(iri) > len(base):
                self.used[prefix] = base
                return f"{prefix}:{iri[len(base) :]}"
        return "<" + UNSAFE_IRI.sub(lambda c: f"\\u{ord(c[0]):04X}", iri) + ">"

    def term(self, term: object) -> str:
        """Return a term as Turtle writes it.

        :raises ExportError: for a blank node, which our data does not have.
        """
        if isinstance(term, NamedNode):
            return self.iri(term.value)
        if isinstance(term, Literal):
            return self._literal(term)
        raise ExportError(f"a {type(term).__name__} has no stable name", remedy="data of ours has IRIs only")

    def _literal(self, literal: Literal) -> str:
        datatype = literal.datatype.value
        if datatype in BARE and BARE[datatype].fullmatch(literal.value):
            return literal.value
        text = '"' + "".join(_escaped(c) for c in literal.value) + '"'
        if literal.language:
            return f"{text}@{literal.language}"
        return text if datatype == str(XSD.string) else f"{text}^^{self.iri(datatype)}"

    def subject(self, subject: NamedNode, pairs: Iterable[tuple[NamedNode, object]], indent: str = "") -> str:
        """Return all that is said of one subject."""
        by_predicate: dict[str, set[str]] = defaultdict(set)
        for predicate, value in pairs:
            by_predicate[predicate.value].add(self.term(value))
        lines = []
        for predicate_iri in sorted(by_predicate, key=lambda p: (FIRST.get(p, 2), p)):
            verb = "a" if predicate_iri == str(RDF.type) else self.iri(predicate_iri)
            lines.append(f"{verb} " + " , ".join(sorted(by_predicate[predicate_iri])))
        return f"{indent}{self.iri(subject.value)} " + f" ;\n{indent}  ".join(lines) + " .\n"

    def head(self) -> str:
        """Return the prefix lines of what was used so far."""
        return "".join(f"@prefix {p}: <{b}> .\n" for p, b in sorted(self.used.items()))


def _escaped(character: str) -> str:
    if character in ESCAPES:
        return ESCAPES[character]
    return f"\\u{ord(character):04X}" if character < " " or character == "\x7f" else character


def prefixes_for(articles: Iterable[str]) -> dict[str, str]:
    """Return the published prefixes; the graph of one article gets short names for its own parts."""
    ids = list(articles)
    own: dict[str, str] = {}
    if len(ids) == 1:
        root = article_iri(ids[0])
        own = {
            name: f"{root}/{name}/"
            for name in ("entity", "voice", "study", "evidence", "assessment", "graph", "dismissal", "activity")
        }
    return {
        **PREFIXES,
        **own,
        "agent": f"{BASE}agent/",
        "concept": f"{BASE}concept/",
        "claim": f"{BASE}claim/",
        "proposition": f"{BASE}proposition/",
    }


def order(iri: str) -> tuple[int, tuple[int, ...], str]:
    """Return where a subject stands: section, number of a place, IRI."""
    local = iri.removeprefix(BASE) if iri.startswith(BASE) else ""
    if not local:
        return len(SECTIONS) - 1, (), iri
    if "/place/" in local:
        start, _, end = local.rpartition("/")[2].partition("-")
        text = local.partition("/place/")[0]
        return 2, (int(start), int(end)), text + iri
    parts = local.split("/")
    inner = parts[2] if parts[0] == "article" and len(parts) > 3 else ""
    for number, (_, starts) in enumerate(SECTIONS[:-1]):
        if (inner and inner in starts) or (not inner and local.startswith(starts)):
            return number, (), iri
    return 0, (), iri


def _block(writer: Writer, triples: Iterable[Triple], indent: str = "", *, titled: bool = True) -> Iterator[str]:
    by_subject: dict[NamedNode, list[tuple[NamedNode, object]]] = defaultdict(list)
    for subject, predicate, value in triples:
        by_subject[subject].append((predicate, value))
    section = -1
    for subject in sorted(by_subject, key=lambda s: order(s.value)):
        now = order(subject.value)[0]
        if titled and now != section:
            section = now
            yield f"\n### {SECTIONS[now][0]}\n\n"
        yield writer.subject(subject, by_subject[subject], indent)
        if titled:
            yield "\n"


def turtle(triples: Iterable[Triple], prefixes: Mapping[str, str], *, comment: Callable[[], str] = str) -> str:
    """Return a graph as Turtle."""
    writer = Writer(prefixes)
    body = "".join(_block(writer, triples)).rstrip("\n") + "\n"
    return comment() + writer.head() + body


def trig(quads: Iterable[Quad], prefixes: Mapping[str, str], *, comment: Callable[[], str] = str) -> str:
    """Return named graphs as TriG, sorted by graph; the default graph stands first."""
    writer = Writer(prefixes)
    graphs: dict[str, list[Triple]] = defaultdict(list)
    for quad in quads:
        name = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
        graphs[name].append((quad.subject, quad.predicate, quad.object))  # type: ignore[arg-type]
    parts = []
    for name in sorted(graphs):
        block = "".join(_block(writer, graphs[name], "  " if name else "", titled=False))
        parts.append(f"\n{writer.iri(name)} {{\n{block}}}\n" if name else f"\n{block}")
    return comment() + writer.head() + "".join(parts)


__all__ = ["Writer", "order", "prefixes_for", "trig", "turtle"]
