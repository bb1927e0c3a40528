"""The page of one thing: its facts, and the panels that its class answers with."""

from __future__ import annotations

import json
from collections import defaultdict

from pyoxigraph import NamedNode
from werkzeug.exceptions import NotFound

from kg.identifiers import compress
from kg.namespaces import DCTERMS, HCKG, OWL, RDF, RDFS, SCHEMA, SKOS
from web.cells import MISSING, address, badge, cell, heading
from web.models import Cell, Fact, Frame, Link, PanelPage, Picture
from web.negotiation import THING
from web.pictures import draw
from web.site import Site
from web.summaries import neighbours

PANELS: dict[str, tuple[str, ...]] = {
    "Condition": (
        "condition-therapies",
        "condition-mechanisms",
        "thing-overclaims",
        "thing-undisclosed",
        "thing-limits",
        "thing-claims",
    ),
    "Therapy": ("therapy-conditions", "therapy-mechanisms", "thing-overclaims", "thing-limits", "thing-claims"),
    "Chemical": ("therapy-conditions", "therapy-mechanisms", "thing-overclaims", "thing-limits", "thing-claims"),
    "Exposure": ("therapy-conditions", "thing-overclaims", "thing-limits", "thing-claims"),
    "Mechanism": ("mechanism-therapies", "mechanism-targets", "thing-claims"),
    "EvidenceLevel": ("level-claims", "policy"),
    "Article": ("checks-headline", "checks-wording", "article-claims", "article-criteria", "article-studies"),
    "ScholarlyWork": ("source-claims", "source-links"),
    "Study": ("study-numbers", "thing-claims", "thing-limits"),
    "Proposition": ("proposition-levels", "proposition-claims", "proposition-related"),
}
"""Class to the named queries that its page answers; a class that is not here shows its facts and claims."""

SECTIONS = {
    "Condition": ("Conditions", "/conditions"),
    "Therapy": ("Therapies", "/therapies"),
    "Chemical": ("Therapies", "/therapies"),
    "Mechanism": ("Mechanisms", "/mechanisms"),
    "EvidenceLevel": ("Evidence", "/evidence"),
    "Article": ("Articles", "/articles"),
    "ScholarlyWork": ("Sources", "/sources"),
    "Claim": ("Claims", "/claims"),
}
PICTURED = ("Condition", "Therapy", "Chemical", "Exposure", "Mechanism")
PICTURED_NODES = 9

HIDDEN = frozenset(
    str(p)
    for p in (
        RDF.type, RDFS.label, SKOS.prefLabel, SKOS.inScheme, SKOS.topConceptOf, SKOS.definition, HCKG.assertedBy,
        HCKG.deniedBy, SCHEMA.headline, DCTERMS.title, RDFS.subClassOf, OWL.versionInfo, HCKG.rank, SKOS.notation,
    )
)  # fmt: skip
"""Properties that the page shows in another way."""


def _describe(site: Site, iri: str) -> tuple[dict[str, list[str]], list[Fact]]:
    """Return the values of each property, and the facts to be shown."""
    values: dict[str, list[str]] = defaultdict(list)
    cells: dict[str, list[Cell]] = defaultdict(list)
    for row in site.graph.query("thing", thing=iri):
        name, value = row["property"], row["value"]
        if name is None or value is None:
            continue
        values[name.value].append(value.value)
        label = row.text("propertyLabel") or heading(compress(name.value).rpartition(":")[2])
        is_iri = isinstance(value, NamedNode)
        shown = cell(value.value, row.text("valueLabel"), site.catalogue, is_iri=is_iri)
        if name.value not in HIDDEN and shown not in cells[label]:
            cells[label].append(shown)
    return values, [Fact(label=label, cells=tuple(shown)) for label, shown in cells.items() if shown]


def main_class(types: list[str]) -> str:
    """Return the class of ours that decides the page; empty for a thing that has none."""
    ours = [t.removeprefix(str(HCKG)) for t in types if t.startswith(str(HCKG))]
    return next((c for c in ("Claim", *PANELS) if c in ours), next((c for c in ours if c != "Entity"), ""))


def _panel_params(iri: str, name: str) -> dict[str, str]:
    if name == "policy":
        return {}
    return {"article": iri} if name.startswith("checks-") else {"thing": iri}


def copies(iri: str, label: str) -> tuple[Link, ...]:
    """Return what a reader may want to copy: IRI, CURIE, citation."""
    return (
        Link("IRI", iri),
        Link("CURIE", compress(iri)),
        Link("citation", f"{label}. Health Content Knowledge Graph. {iri}"),
    )


def schema_org(cls: str, values: dict[str, list[str]], label: str, iri: str) -> str:
    """Return JSON-LD of schema.org for the classes where it is true; a claim is none of a fact, so it is a Claim."""
    types = [t.removeprefix(str(SCHEMA)) for t in values[str(RDF.type)] if t.startswith(str(SCHEMA))]
    wanted = {
        "Article": "Article",
        "Condition": "MedicalCondition",
        "ScholarlyWork": "MedicalScholarlyArticle",
        "Therapy": "MedicalTherapy",
    }
    if cls not in wanted or not types:
        return ""
    kind = wanted[cls] if wanted[cls] in types or cls == "ScholarlyWork" else sorted(types)[0]
    told: dict[str, object] = {"@context": "https://schema.org", "@type": kind, "@id": iri, "name": label}
    for key, name in (
        ("alternateName", SKOS.altLabel),
        ("sameAs", SKOS.exactMatch),
        ("url", SCHEMA.url),
        ("datePublished", SCHEMA.datePublished),
    ):
        if found := values.get(str(name)):
            told[key] = sorted(found)
    if cls == "Article":
        told["headline"] = label
    return (
        json.dumps(told, ensure_ascii=True, sort_keys=True)
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
    )


def thing_page(site: Site, iri: str) -> PanelPage:
    """Return the page of anything that is not a claim.

    :raises NotFound: if the graph says nothing of it.
    """
    values, facts = _describe(site, iri)
    if not values:
        raise NotFound(f"Nothing in this graph is called {compress(iri)}.")
    cls = main_class(values[str(RDF.type)])
    label = next(iter(values.get(str(RDFS.label), [])), compress(iri))
    names = PANELS.get(cls, ("thing-claims",))
    panels = [site.panel(n, _panel_params(iri, n)) for n in names]
    return PanelPage(
        frame=_frame(site, iri, cls, label, values),
        heading=label,
        kicker=heading(cls) if cls else "thing",
        intro=next(iter(values.get(str(SKOS.definition), [])), ""),
        badges=_badges(site, iri),
        facts=tuple(facts),
        panels=tuple(p for p in panels if p.table.total or p.name in names[:1]),
        picture=_picture(site, iri) if cls in PICTURED else None,
        graph=f"/graph?focus={compress(iri)}" if cls in PICTURED else "",
        copies=copies(iri, label),
    )


def _frame(site: Site, iri: str, cls: str, label: str, values: dict[str, list[str]]) -> Frame:
    section = SECTIONS.get(cls, ("Search", "/search"))
    said = f"What health articles say about {label}, how strongly, and on what evidence."
    return site.frame(
        label,
        section,
        (label, address(iri)),
        forms=THING,
        iri=iri,
        description=said,
        schema_org=schema_org(cls, values, label, iri),
    )


def _badges(site: Site, iri: str) -> tuple[Cell, ...]:
    thing = site.catalogue.things.get(iri)
    if thing is None or not thing.claims:
        return (
            (badge(iri, site.catalogue),)
            if iri in site.catalogue.members and badge(iri, site.catalogue).kind != "link"
            else ()
        )
    best = badge(thing.level, site.catalogue) if thing.level else MISSING
    return (best, *([badge(thing.strength, site.catalogue)] if thing.strength else []))


def _picture(site: Site, iri: str) -> Picture | None:
    picture = draw(neighbours(site.catalogue, iri), iri, site.catalogue, most=PICTURED_NODES)
    return picture if picture.edges else None
