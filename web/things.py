"""The page of one thing: what it adds up to, the panels that its class answers with, its facts."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from pyoxigraph import NamedNode
from werkzeug.exceptions import NotFound

from kg.identifiers import compress, expand
from kg.namespaces import HCKG, RDF, RDFS, SCHEMA, SKOS
from web.answers import THING
from web.cells import address, badge, cell, counted, heading, text
from web.models import Cell, Fact, Frame, Link, Page, Panel
from web.pictures import draw
from web.site import SHOWN, Site
from web.told import TOLD

CLASSES: dict[str, dict[str, Any]] = TOLD["class"]
OTHER: dict[str, Any] = {"panels": ["thing-claims"], "section": ("Search", "/search")}
"""A class that is not told of shows its facts and claims."""
PICTURED_NODES = 9
MOST_FIRST = 25
"""Rows of the first panel of a page, which answers what most come for."""
HIDDEN = frozenset(map(expand, TOLD["hidden"]))
SCHEMA_ORG = {name: expand(curie) for name, curie in TOLD["schema_org"].items()}
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
        shown = cell(value.value, row.text("valueLabel"), site.catalogue, is_iri=isinstance(value, NamedNode))
        if name.value not in HIDDEN and shown not in cells[label]:
            cells[label].append(shown)
    return values, tuple(Fact(label, tuple(shown)) for label, shown in cells.items() if shown)


def main_class(types: list[str]) -> str:
    """Return the class of ours that decides the page; empty for a thing that has none."""
    ours = [t.removeprefix(str(HCKG)) for t in types if t.startswith(str(HCKG))]
    return next((c for c in CLASSES if c in ours), next((c for c in ours if c != "Entity"), ""))


def copies(iri: str, label: str) -> tuple[Link, ...]:
    """Return what a reader may want to copy: IRI, CURIE, citation."""
    citation = f"{label}. Health Content Knowledge Graph. {iri}"
    return Link("IRI", iri), Link("CURIE", compress(iri)), Link("citation", citation)


def schema_org(cls: str, iri: str, label: str, told: Mapping[str, object]) -> str:
    """Return JSON-LD of schema.org for the classes where it is true, ready to stand in a page; else nothing.

    >>> print(schema_org("Claim", "urn:c", "</script>", {}).partition('"name": ')[2])
    "\\u003c/script\\u003e"}
    """
    kind = CLASSES.get(cls, {}).get("schema_org")
    if not kind:
        return ""
    whole = {"@context": "https://schema.org", "@type": kind, "@id": iri, "name": label}
    written = json.dumps(whole | {k: v for k, v in told.items() if v}, sort_keys=True)
    return written.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def frame_of(site: Site, iri: str, label: str, cls: str, description: str, **told: object) -> Frame:
    """Return what stands around the page of a thing; ``told`` is what schema.org says of it."""
    way = (CLASSES.get(cls, OTHER).get("section", OTHER["section"]), (label, address(iri)))
    about = schema_org(cls, iri, label, told)
    return site.frame(label, *way, forms=THING, iri=iri, description=description, schema_org=about)


def thing_page(site: Site, iri: str) -> Page:
    """Return the page of anything that is not a claim.

    :raises NotFound: if the graph says nothing of it.
    """
    values, facts = _describe(site, iri)
    if not values:
        raise NotFound(f"Nothing in this graph is called {compress(iri)}.")
    cls = main_class(values[str(RDF.type)])
    told, label = OTHER | CLASSES.get(cls, {}), next(iter(values.get(str(RDFS.label), [])), compress(iri))
    known_article = site.catalogue.articles.get(iri, {})
    is_unread = known_article.get("claims") == "0"
    panels = answering(site, iri, [] if is_unread else told["panels"], told.get("always", ""))
    around = site.catalogue.neighbours(iri)
    picture = draw(around, iri, site.catalogue, most=PICTURED_NODES) if "pictured" in told else None
    description = f"What health articles say about {label}, how strongly, and on what evidence."
    known: dict[str, object] = {key: sorted(values.get(name, [])) for key, name in SCHEMA_ORG.items()}
    known |= {"headline": label} if cls == "Article" else {}
    named, byline = values.get(str(SCHEMA.author), ()), values.get(str(HCKG.byline), [""])[0]
    known["author"] = [name for name in byline.split("; ") if name in named]
    return Page(
        frame=frame_of(site, iri, label, cls, description, **known),
        heading=label,
        kicker=told.get("word", heading(cls)) if cls else _scheme(site, iri),
        intro=next(iter(values.get(str(SKOS.definition), [])), ""),
        notices=notices(constructed="constructed" in known_article, unread=is_unread),
        scales=_adds_up(site, iri, panels),
        facts=facts,
        panels=panels,
        picture=picture if picture and picture.edges else None,
        graph=f"/graph?focus={compress(iri)}" if "pictured" in told else "",
        copies=copies(iri, label),
    )


def answering(site: Site, iri: str, names: list[str], always: str = "") -> tuple[Panel, ...]:
    """Return the panels that have rows, and the one that is shown always."""
    panels = []
    for name in names:
        given = {} if name == "policy" else {"article" if name.startswith("checks-") else "thing": iri}
        panels.append(site.panel(name, given, limit=MOST_FIRST if name == names[0] else SHOWN))
    return tuple(p for p in panels if p.table.total or p.name == always)


def notices(**holding: bool) -> tuple[str, ...]:
    """Return what ``pages.toml`` says where something holds."""
    return tuple(TOLD["notices"][name] for name, holds in holding.items() if holds)


def _scheme(site: Site, iri: str) -> str:
    """Return the scheme a thing is of, in words."""
    member = site.catalogue.members.get(iri)
    return member.scheme.replace("-", " ") if member else "thing"


def _adds_up(site: Site, iri: str, panels: tuple[Panel, ...]) -> tuple[Fact, ...]:
    """Return the figures a reader looks for first: claims, evidence, wording, what outruns, what is not disclosed."""
    catalogue = site.catalogue
    if iri in catalogue.members and badge(iri, catalogue).kind != "link":
        return (Fact("shown as", (badge(iri, catalogue),)),)
    row = catalogue.things.get(iri) or catalogue.articles.get(iri)
    if row is None or row["claims"] == "0":
        return ()
    among = f"in {counted(int(row['articles']), 'article')}" if "articles" in row else ""
    facts = {
        "published by": text(row.get("publisherName", "")),
        "on": text(row.get("published", "")),
        "claims": text(f"{row['claims']} {among}"),
        "best evidence": badge(row["level"], catalogue),
        "strongest wording": badge(row["strength"], catalogue) if "strength" in row else text(""),
    }
    counts = TOLD["counted"]
    facts |= {counts[p.name]: text(f"{p.table.total:,}", href=f"#p-{p.name}") for p in panels if p.name in counts}
    return tuple(Fact(label, (shown,)) for label, shown in facts.items() if shown.text)
