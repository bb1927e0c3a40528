"""The vocabulary at the address of its terms (``/ont#claimIn``): a page for people, Turtle for programs; the shapes."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, redirect
from werkzeug.wrappers import Response as AnyResponse

from kg.namespaces import HCKG
from kg.query import Row
from kg.resources import ontology_file, shape_files
from web.answers import answer, chosen_form
from web.cells import link
from web.models import Fact, Link, OntologyPage, Term
from web.negotiation import MEDIA_TYPES
from web.site import Site, site

ontology = Blueprint("ontology", __name__)
FORMS = ("html", "ttl", "json")
SORTS = {"class": "Classes", "relation": "Relations", "attribute": "Attributes"}


def _turtle(*files: Path) -> Response:
    """Return Turtle files one after the other, which is Turtle again."""
    return Response(b"\n".join(path.read_bytes() for path in files), mimetype=MEDIA_TYPES["ttl"])


JOINS = {"parent": "narrower than", "of": "of", "to": "leads to"}


def _joined(rows: list[Row], name: str, here: Site) -> Fact:
    found = {row.text(name): row.text(f"{name}Label") for row in rows if row[name] is not None}
    return Fact(JOINS[name], tuple(link(iri, label, here.catalogue) for iri, label in found.items()))


def _terms(here: Site) -> tuple[tuple[str, tuple[Term, ...]], ...]:
    """Return the terms by sort; a term has a row for each parent, domain and range."""
    groups: dict[str, dict[str, list[Row]]] = {sort: {} for sort in SORTS}
    for row in here.graph.query("ontology-terms"):
        groups[row.text("sort")].setdefault(row.text("term"), []).append(row)
    return tuple(
        (SORTS[sort], tuple(_term(iri, rows, here) for iri, rows in of.items())) for sort, of in groups.items()
    )


def _term(iri: str, rows: list[Row], here: Site) -> Term:
    joins = tuple(fact for name in JOINS if (fact := _joined(rows, name, here)).cells)
    return Term(iri.removeprefix(str(HCKG)), rows[0].text("termLabel"), rows[0].text("definition"), joins)


@ontology.get("/ont")
@ontology.get("/ont.<any(ttl,json):suffix>")
def vocabulary(suffix: str | None = None) -> AnyResponse:
    """The vocabulary; the part of a term's IRI after ``#`` is its place on the page."""
    form = chosen_form(suffix, FORMS)
    if form == "ttl" and suffix is None:
        see = redirect("/ont.ttl", 303)
        see.vary.add("Accept")
        return see
    if form == "ttl":
        return _turtle(ontology_file("kg.ttl"))
    here = site()
    page = OntologyPage(
        frame=here.frame("Vocabulary", ("Query", "/sparql"), ("Vocabulary", "/ont"), forms=FORMS, iri=str(HCKG)[:-1]),
        heading="The vocabulary of this graph",
        terms=_terms(here),
        links=(Link("Shapes that data must fit, Turtle", "/shapes.ttl"), Link("Example queries", "/queries")),
    )
    return answer(page, "text/ontology.html", form)


@ontology.get("/shapes")
@ontology.get("/shapes.ttl")
def shapes() -> Response:
    """All SHACL shapes."""
    return _turtle(*shape_files())
