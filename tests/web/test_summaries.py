"""A panel answered from the catalogue shows what the query behind it gives."""

from __future__ import annotations

import pytest

from kg.query import get_query
from kg.summary.catalogue import ANSWERS, returned
from kg.summary.lists import FACETS, LISTS
from web.things import CLASSES
from web.told import TOLD

PANELS = {name: told["panels"] for name, told in CLASSES.items()}

WHOLE = ("conflicts", "contradictions", "policy", "evidence-map", "effect-and-none", "levels")


def things_for(name, site):
    """Every thing of the corpus whose page asks this query."""
    catalogue = site.catalogue
    if name in WHOLE:
        return [""]
    if name.startswith("checks-"):
        return list(catalogue.articles)
    if name == "claim-elsewhere":
        return list(catalogue.claims)[:60]
    if name == "level-claims":
        return [m.iri for m in catalogue.scheme("evidence-level")]
    classes = [c for c, names in PANELS.items() if name in names or name == "neighbours"]
    return [iri for iri, t in catalogue.things.items() if t["type"] in classes]


def comparable(rows, names):
    return sorted(tuple(row.get(n, "") for n in names) for row in rows)


@pytest.mark.parametrize("name", ANSWERS)
def test_catalogue_and_query_agree(site, graph, name):
    names = [
        v
        for v in (p.split()[0] for p in get_query(name).returns.split(","))
        if not v.endswith("Label") and v not in ("thing", "article")
    ]
    parameter = next(iter(get_query(name).parameters), "")
    asked = 0
    for iri in things_for(name, site):
        rows = graph.query(name, **({parameter: iri} if iri else {}))
        found = list(site.catalogue.answer(name, iri))
        assert comparable(found, names) == comparable([r.as_dict() for r in rows], names), (name, iri)
        asked += len(found)
    assert asked > 0, f"{name} was never asked for anything it knows"


def test_every_panel_is_a_named_query():
    told = [*PANELS.values(), *(page.get("panels", []) for page in TOLD["page"].values()), TOLD["compared"]]
    for name in {name for names in told for name in names}:
        assert get_query(name).question


def test_what_is_told_of_a_query_is_what_it_returns():
    for kind in ("scales", "facts", "words"):
        assert set(TOLD["claim"][kind].values()) <= set(returned("claim"))
    for name, columns in TOLD["compared"].items():
        assert {column for side in columns for column in side} <= set(returned(name))


def test_every_list_is_told_of_and_narrowed_by_facets_that_are():
    assert set(TOLD["index"]) == set(LISTS)
    assert {facet for told in LISTS.values() for facet in told["facets"]} == set(FACETS)
