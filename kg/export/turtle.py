"""Turtle and TriG for people: grouped, ordered, sorted, the same bytes for the same triples on every machine."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.errors import ExportError
from kg.identifiers import article_of
from kg.namespaces import BASE, DCTERMS, HCKG, OA, PREFIXES, RDF, RDFS, XSD

SAFE_LOCAL = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_-])?|")
BARE = {
    str(XSD.integer): re.compile(r"[+-]?[0-9]+"),
    str(XSD.decimal): re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    str(XSD.boolean): re.compile(r"true|false"),
}
READING = (
    *(RDF.type, RDFS.label, DCTERMS.identifier, HCKG.paraphrase),
    *(HCKG.subject, HCKG.predicate, HCKG.object, HCKG.inContextOf, HCKG.negated),
    *(HCKG.strength, HCKG.modality, HCKG.scope, HCKG.stance, HCKG.claimKind, HCKG.researchStage, HCKG.cue),
    *(HCKG.claimIn, HCKG.statedAt, HCKG.attributedTo, HCKG.aboutStudy, HCKG.hasEvidenceLine),
    *(HCKG.propositionState, HCKG.claimsFor, HCKG.claimsAgainst, HCKG.claimsOpen, HCKG.inSection, OA.start, OA.end),
)
"""Predicates as people read: what it is, what it says, how, where, who, on what. All others follow by IRI."""
DERIVED = (HCKG.statedEvidence, HCKG.bestEvidence, HCKG.restsOn, HCKG.besideMatter, HCKG.edgePredicate)
"""What the queries worked out stands last."""
PLACE_OF = {str(p): n for n, p in enumerate(READING)} | {str(p): len(READING) + n for n, p in enumerate(DERIVED, 1)}
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
PARTS = ("entity", "voice", "study", "evidence", "assessment", "graph", "dismissal", "activity")
STATED_AT, LABEL = str(HCKG.statedAt), str(RDFS.label)
UNSAFE_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("this dataset", ("dataset",)),
    ("articles, their texts, voices and studies", ("article/", "text/", "agent/")),
    ("claims, in the order of the text", ("claim/",)),
    ("places in the texts", ("place",)),
    ("evidence lines", ("evidence",)),
    ("assessments", ("assessment", "dismissal")),
    ("propositions", ("proposition/",)),
    ("conditions, therapies, mechanisms and other concepts, with their edges", ("concept/", "entity")),
    ("schemes", ("scheme/",)),
    ("vocabulary", ("ont",)),
    ("named graphs", ("graph",)),
    ("publications and terms of others", ("",)),
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

    def subject(self, subject: str, pairs: Iterable[tuple[str, object]], indent: str = "") -> str:
        """Return all that is said of one subject, given as predicate and value."""
        by_predicate: dict[str, set[str]] = defaultdict(set)
        for predicate, value in pairs:
            by_predicate[predicate].add(self.term(value))
        lines = []
        for predicate in sorted(by_predicate, key=lambda p: (PLACE_OF.get(p, len(READING)), p)):
            verb = "a" if predicate == str(RDF.type) else self.iri(predicate)
            lines.append(f"{verb} " + " , ".join(sorted(by_predicate[predicate])))
        return f"{indent}{self.iri(subject)} " + f" ;\n{indent}  ".join(lines) + " .\n"

    def head(self) -> str:
        """Return the prefix lines of what was used so far."""
        return "".join(f"@prefix {p}: <{b}> .\n" for p, b in sorted(self.used.items()))


def _escaped(character: str) -> str:
    if character in ESCAPES:
        return ESCAPES[character]
    return f"\\u{ord(character):04X}" if character < " " or character == "\x7f" else character


def prefixes_for(about: str = "", text: str = "") -> dict[str, str]:
    """Return the published prefixes; the graph of one article gets short names for its own parts.

    :param about: IRI of the thing that the graph is about.
    :param text: IRI of the text of an article, for its places.
    """
    published = {**PREFIXES, "agent": f"{BASE}agent/"}
    if not article_of(about):
        return published
    own = {part: f"{about}/{part}/" for part in PARTS}
    return {**published, **own, **({"place": f"{text}/place/"} if text else {})}


NAMES = [name for name, _ in SECTIONS]
ARTICLES, CLAIMS, PLACES, PROPOSITIONS = (
    next(n for n, name in enumerate(NAMES) if name.startswith(start))
    for start in ("articles", "claims", "places", "propositions")
)
PLACE = re.compile(r".*/place/(\d+)-(\d+)")
NOWHERE = (sys.maxsize, 0)
Pairs = list[tuple[str, object]]


def section(iri: str) -> int:
    """Return the number of the section of :data:`SECTIONS` where a subject stands."""
    if not iri.startswith(BASE):
        return len(SECTIONS) - 1
    if PLACE.fullmatch(iri):
        return PLACES
    local = iri.removeprefix(BASE)
    parts = local.split("/")
    inner = parts[2] if parts[0] == "article" and len(parts) > 3 else ""
    for number, (_, starts) in enumerate(SECTIONS[:-1]):
        if (inner and inner in starts) or (not inner and local.startswith(starts)):
            return number
    return ARTICLES


def order(iri: str, pairs: Pairs) -> tuple[int, tuple[int, int], str, str]:
    """Return where a subject stands: claims and places as in the text, propositions by label, the rest by IRI."""
    number = section(iri)
    at, label = NOWHERE, ""
    if number == PLACES:
        at = _span(iri)
    elif number == CLAIMS:
        at = min((_span(o.value) for p, o in pairs if p == STATED_AT and isinstance(o, NamedNode)), default=NOWHERE)
    elif number == PROPOSITIONS:
        label = min((o.value for p, o in pairs if p == LABEL and isinstance(o, Literal)), default="")
    return number, at, label, iri


def _span(place: str) -> tuple[int, int]:
    found = PLACE.fullmatch(place)
    return (int(found[1]), int(found[2])) if found else NOWHERE


def _block(writer: Writer, triples: Iterable[Triple], indent: str = "", *, titled: bool = True) -> Iterator[str]:
    by_subject: dict[str, Pairs] = defaultdict(list)
    for triple in triples:
        by_subject[triple.subject.value].append((triple.predicate.value, triple.object))  # type: ignore[union-attr]
    now = -1
    for subject in sorted(by_subject, key=lambda s: order(s, by_subject[s])):
        if titled and (number := section(subject)) != now:
            now = number
            yield f"\n### {SECTIONS[now][0]}\n\n"
        yield writer.subject(subject, by_subject[subject], indent)
        if titled:
            yield "\n"


def turtle(triples: Iterable[Triple], prefixes: Mapping[str, str], *, comment: str = "") -> str:
    """Return a graph as Turtle."""
    writer = Writer(prefixes)
    body = "".join(_block(writer, triples)).rstrip("\n") + "\n"
    return comment + writer.head() + body


def trig(quads: Iterable[Quad], prefixes: Mapping[str, str], *, comment: str = "") -> str:
    """Return named graphs as TriG, sorted by graph; the default graph stands first."""
    writer = Writer(prefixes)
    graphs: dict[str, list[Triple]] = defaultdict(list)
    for quad in quads:
        name = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
        graphs[name].append(Triple(quad.subject, quad.predicate, quad.object))
    parts = []
    for name in sorted(graphs):
        block = "".join(_block(writer, graphs[name], "  " if name else "", titled=False))
        parts.append(f"\n{writer.iri(name)} {{\n{block}}}\n" if name else f"\n{block}")
    return comment + writer.head() + "".join(parts)


__all__ = ["Writer", "order", "prefixes_for", "section", "trig", "turtle"]
