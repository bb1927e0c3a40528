"""What an export says of itself: a DCAT and VoID dataset with its licence, version, date and base."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, datetime

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import ExportError
from kg.identifiers import short_hash
from kg.namespaces import BASE, DCAT, DCTERMS, RDF, RDFS, VOID, XSD
from kg.rdf.encode import LICENCE

TITLE = "Health Content Knowledge Graph"
DESCRIPTION = (
    "What health articles claim, in which words and on what evidence. A claim is not a fact, nor medical advice."
)
COMMENT = (
    f"# {TITLE}. A claim says that an article puts something forward,\n# never that it is true. No medical advice.\n\n"
)


def header(quads: Iterable[Quad], *, version: str, about: str = "") -> list[Quad]:
    """Return the description of an export, for its default graph.

    :param quads: what is exported; its youngest record gives the date, unless ``SOURCE_DATE_EPOCH`` is set.
    :param version: fingerprint of the content.
    :param about: the thing that a part of the graph is about.
    """
    whole = NamedNode(f"{BASE}dataset")
    dataset = NamedNode(f"{BASE}dataset/{short_hash([about], 12)}") if about else whole
    english = f"{TITLE}, the part about one thing" if about else TITLE
    pairs: list[tuple[str, NamedNode | Literal]] = [
        (str(RDF.type), NamedNode(DCAT.Dataset)),
        (str(RDF.type), NamedNode(VOID.Dataset)),
        (str(RDFS.label), Literal(english, language="en")),
        (str(DCTERMS.title), Literal(english, language="en")),
        (str(DCTERMS.description), Literal(DESCRIPTION, language="en")),
        (str(DCTERMS.license), NamedNode(LICENCE)),
        (str(VOID.uriSpace), Literal(BASE)),
        (str(DCAT.version), Literal(version)),
    ]
    if about:
        pairs += [(str(DCTERMS.subject), NamedNode(about)), (str(DCTERMS.isPartOf), whole)]
    if date := source_date() or _youngest(quads):
        pairs.append((str(DCTERMS.modified), Literal(date, datatype=NamedNode(XSD.date))))
    return [Quad(dataset, NamedNode(predicate), value) for predicate, value in pairs]


def source_date() -> str:
    """Return the day of ``SOURCE_DATE_EPOCH``, nothing where it is not set.

    :raises ExportError: if it is no number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat() if epoch else ""
    except (ValueError, OverflowError, OSError) as error:
        raise ExportError(f"SOURCE_DATE_EPOCH {epoch[:40]!r} is no number of seconds") from error


def _youngest(quads: Iterable[Quad]) -> str:
    """Return the youngest whole date that a record was made on."""
    date, making = NamedNode(DCTERMS.date), "/activity/making"
    days = (
        q.object.value
        for q in quads
        if q.predicate == date
        and isinstance(q.object, Literal)
        and isinstance(q.subject, NamedNode)
        and q.subject.value.endswith(making)
        and q.object.datatype.value == str(XSD.date)
    )
    return max(days, default="")
