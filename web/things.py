"""The page of one thing: what it adds up to, the panels that its class answers with, its facts."""

from __future__ import annotations

import json
from collections import defaultdict

from pyoxigraph import NamedNode
from werkzeug.exceptions import NotFound

from kg.identifiers import compress
from kg.namespaces import DCTERMS, HCKG, OWL, RDF, RDFS, SCHEMA, SKOS
from web.cells import address, badge, cell, heading, text
from web.models import Cell, Fact, Link, Page, Panel, Picture
from web.negotiation import THING
from web.pictures import draw
from web.site import SHOWN, Site

OF_INTERVENTION = ("therapy-conditions", "therapy-mechanisms", "thing-overclaims", "thing-limits", "thing-claims")
PANELS: dict[str, tuple[str, ...]] = {
    "Condition": (
        "condition-therapies",
        "condition-mechanisms",
        "thing-overclaims",
        "thing-undisclosed",
        "thing-limits",
        "thing-claims",
    ),
    "Therapy": OF_INTERVENTION,
    "Chemical": OF_INTERVENTION,
    "Exposure": OF_INTERVENTION,
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
}
PICTURED = ("Condition", "Therapy", "Chemical", "Exposure", "Mechanism")
PICTURED_NODES = 9
MOST_FIRST = 25
"""Rows of the first panel of a page, which answers what most come for."""
SCHEMA_ORG = {
    "Article": "Article",
    "Claim": "Claim",
    "Condition": "MedicalCondition",
    "ScholarlyWork": "MedicalScholarlyArticle",
    "Therapy": "MedicalTherapy",
}
"""Class to the type of schema.org that is true of it."""
HIDDEN = frozenset(map(str, (
    RDF.type, RDFS.label, SKOS.prefLabel, SKOS.inScheme, SKOS.topConceptOf, SKOS.definition, HCKG.assertedBy,
    HCKG.deniedBy, SCHEMA.headline, DCTERMS.title, RDFS.subClassOf, OWL.versionInfo, HCKG.rank, SKOS.notation,
)))  # fmt: skip
"""Properties that the page shows in another way."""
Values = dict[str, list[str]]


def _describe(site: Site, iri: str) -> tuple[Values, tuple[Fact, ...]]:
    """Return the values of each property, and the facts to be shown."""
    values: Values = defaultdict(list)
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
    return values, tuple(Fact(label, tuple(shown)) for label, shown in cells.items() if shown)


def main_class(types: list[str]) -> str:
    """Return the class of ours that decides the page; empty for a thing that has none."""
    ours = [t.removeprefix(str(HCKG)) for t in types if t.startswith(str(HCKG))]
    return next((c for c in ("Claim", *PANELS) if c in ours), next((c for c in ours if c != "Entity"), ""))


def copies(iri: str, label: str) -> tuple[Link, ...]:
    """Return what a reader may want to copy: IRI, CURIE, citation."""
    citation = f"{label}. Health Content Knowledge Graph. {iri}"
    return Link("IRI", iri), Link("CURIE", compress(iri)), Link("citation", citation)


def schema_org(cls: str, iri: str, label: str, **told: object) -> str:
    """Return JSON-LD of schema.org for the classes where it is true, ready to stand in a page; else nothing.

    >>> print(schema_org("Claim", "urn:c", "</script>").partition('"name": ')[2])
    "\\u003c/script\\u003e"}
    """
    if cls not in SCHEMA_ORG:
        return ""
    whole = {"@context": "https://schema.org", "@type": SCHEMA_ORG[cls], "@id": iri, "name": label}
    written = json.dumps(whole | {k: v for k, v in told.items() if v}, sort_keys=True)
    return written.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _told(values: Values, cls: str, label: str) -> dict[str, object]:
    names = {"alternateName": SKOS.altLabel, "sameAs": SKOS.exactMatch, "url": SCHEMA.url}
    names |= {"datePublished": SCHEMA.datePublished}
    told: dict[str, object] = {key: sorted(values.get(str(name), [])) for key, name in names.items()}
    return told | ({"headline": label} if cls == "Article" else {})


def thing_page(site: Site, iri: str) -> Page:
    """Return the page of anything that is not a claim.

    :raises NotFound: if the graph says nothing of it.
    """
    values, facts = _describe(site, iri)
    if not values:
        raise NotFound(f"Nothing in this graph is called {compress(iri)}.")
    cls = main_class(values[str(RDF.type)])
    label = next(iter(values.get(str(RDFS.label), [])), compress(iri))
    panels = _panels(site, iri, PANELS.get(cls, ("thing-claims",)))
    return Page(
        frame=site.frame(
            label,
            SECTIONS.get(cls, ("Search", "/search")),
            (label, address(iri)),
            forms=THING,
            iri=iri,
            description=f"What health articles say about {label}, how strongly, and on what evidence.",
            schema_org=schema_org(cls, iri, label, **_told(values, cls, label)),
        ),
        heading=label,
        kicker=heading(cls) if cls else "thing",
        intro=next(iter(values.get(str(SKOS.definition), [])), ""),
        notices=(MADE_UP,) if "constructed" in site.catalogue.articles.get(iri, {}) else (),
        scales=_adds_up(site, iri, panels),
        facts=facts,
        panels=panels,
        picture=_picture(site, iri) if cls in PICTURED else None,
        graph=f"/graph?focus={compress(iri)}" if cls in PICTURED else "",
        copies=copies(iri, label),
    )


MADE_UP = "This article was made up by us as an example of overclaiming. No publisher said this."


def _panels(site: Site, iri: str, names: tuple[str, ...]) -> tuple[Panel, ...]:
    """Return the panels that have rows, and the first even if it has none."""
    params = {"policy": {}, **{n: {"article": iri} for n in names if n.startswith("checks-")}}
    limits = {names[0]: MOST_FIRST}
    panels = (site.panel(n, params.get(n, {"thing": iri}), limit=limits.get(n, SHOWN)) for n in names)
    return tuple(p for p in panels if p.table.total or p.name == names[0])


def _adds_up(site: Site, iri: str, panels: tuple[Panel, ...]) -> tuple[Fact, ...]:
    """Return the figures a reader looks for first: claims, evidence, wording, what outruns, what is not disclosed."""
    catalogue = site.catalogue
    row = catalogue.things.get(iri) or catalogue.articles.get(iri)
    if iri in catalogue.members and badge(iri, catalogue).kind != "link":
        return (Fact("shown as", (badge(iri, catalogue),)),)
    if row is None or row["claims"] == "0":
        return ()
    among = f"in {row['articles']} article{'s' * (row['articles'] != '1')}" if "articles" in row else ""
    facts = [
        Fact("claims", (text(f"{row['claims']} {among}"),)),
        Fact("best evidence", (badge(row["level"], catalogue),)),
    ]
    facts += [Fact("strongest wording", (badge(row["strength"], catalogue),))] if "strength" in row else []
    named = {
        "thing-overclaims": "outrun their evidence",
        "checks-wording": "outrun their evidence",
        "thing-undisclosed": "not disclosed",
    }
    facts += [
        Fact(named[p.name], (text(f"{p.table.total:,}", href=f"#p-{p.name}"),)) for p in panels if p.name in named
    ]
    told = {"published by": "publisherName", "on": "published"}
    return (*(Fact(k, (text(row[v]),)) for k, v in told.items() if v in row), *facts)


def _picture(site: Site, iri: str) -> Picture | None:
    picture = draw(site.catalogue.answer("neighbours", iri) or [], iri, site.catalogue, most=PICTURED_NODES)
    return picture if picture.edges else None
