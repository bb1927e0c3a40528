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
from web.models import Cell, Link, OntologyPage, Term
from web.negotiation import MEDIA_TYPES
from web.site import Site, site

ontology = Blueprint("ontology", __name__)
FORMS = ("html", "ttl", "json")
SORTS = {"class": "Classes", "relation": "Relations", "attribute": "Attributes"}


def _turtle(*files: Path) -> Response:
    """Return Turtle files one after the other, which is Turtle again."""
    return Response(b"\n".join(path.read_bytes() for path in files), mimetype=MEDIA_TYPES["ttl"])


def _cells(rows: list[Row], name: str, here: Site) -> tuple[Cell, ...]:
    found = {row.text(name): row.text(f"{name}Label") for row in rows if row[name] is not None}
    return tuple(link(iri, label, here.catalogue) for iri, label in found.items())


def _terms(here: Site) -> tuple[tuple[str, tuple[Term, ...]], ...]:
    """Return the terms by sort; a term has a row for each parent, domain and range."""
    rows: dict[tuple[str, str], list[Row]] = {}
    for row in here.graph.query("ontology-terms"):
        rows.setdefault((row.text("sort"), row.text("term")), []).append(row)
    groups: dict[str, list[Term]] = {sort: [] for sort in SORTS}
    for (sort, iri), of_term in rows.items():
        groups[sort].append(
            Term(
                name=iri.removeprefix(str(HCKG)),
                label=of_term[0].text("termLabel"),
                definition=of_term[0].text("definition"),
                parents=_cells(of_term, "parent", here),
                of=_cells(of_term, "of", here),
                to=_cells(of_term, "to", here),
            )
        )
    return tuple((SORTS[sort], tuple(terms)) for sort, terms in groups.items())


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
        groups=_terms(here),
        links=(Link("Shapes that data must fit, Turtle", "/shapes.ttl"), Link("Example queries", "/queries")),
    )
    return answer(page, "text/ontology.html", form)


@ontology.get("/shapes")
@ontology.get("/shapes.ttl")
def shapes() -> Response:
    """All SHACL shapes."""
    return _turtle(*shape_files())
