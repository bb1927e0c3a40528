"""One address for one thing: its page, the same as data, the vocabulary, and the lists that programs read."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from xml.sax.saxutils import escape

from flask import Response, abort, jsonify, redirect, request, send_from_directory
from pyoxigraph import parse
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as AnyResponse

from kg.endpoint.negotiation import MEDIA_TYPES, split_suffix
from kg.export.files import export, serialized
from kg.namespaces import BASE, HCKG, ONTOLOGY_VERSION
from kg.rdf import SHARED_GRAPHS
from kg.resources import ontology_file, shape_files
from kg.summary.catalogue import Row
from kg.summary.lists import LISTS
from web.answers import PAGE, THING, answer, asked, chosen_form, pages, twin, whole_number
from web.cells import address, iri_of, link
from web.claims import claim_page
from web.models import Fact, OntologyPage, Page
from web.pages import about
from web.site import Site, site
from web.things import thing_page
from web.told import TOLD

VOCABULARY: tuple[str, ...] = tuple(TOLD["page"]["ont"]["forms"])
ROOTS = ("concept", "claim", "article", "proposition", "scheme", "text", "agent")
GRAPH = "/graph/"
"""What stands between an article and the name of one of its graphs."""
MOST_IN_SITEMAP = 50_000
MOST_LABELS = 500
MOST_HITS = 200


def _page(here: Site, iri: str) -> tuple[Page, str]:
    if iri.startswith(f"{BASE}claim/"):
        return claim_page(here, iri), "claim.html"
    return thing_page(here, iri), "panels.html"


def _see(path: str) -> AnyResponse:
    """Lead on to an address that was negotiated."""
    query = f"?{request.query_string.decode('ascii', 'replace')}" if request.query_string else ""
    found = redirect(f"{path}{query}", 303)
    found.vary.add("Accept")
    return found


def _serve(iri: str, suffix: str | None, stem: str) -> AnyResponse:
    """Answer for a thing: its page, the page as JSON, or RDF, which has an address of its own when negotiated."""
    here, form = site(), chosen_form(suffix, THING)
    if form in PAGE:
        return answer(*_page(here, iri), form)
    if form == "csv":  # the table that says most of a thing: its claims, or for a claim its evidence
        panels = _page(here, iri)[0].panels or (here.panel("thing-claims", {"thing": iri}),)
        return redirect(max(panels, key=lambda p: (p.name.endswith("-claims"), p.table.total)).csv, 303)
    if suffix is None:
        return _see(f"{stem}.{form}")
    response = Response(export(here.graph.source(), form, about=iri), mimetype=MEDIA_TYPES[form])
    response.headers["Link"] = f'<{address(iri)}>; rel="describes"'
    return response


@pages.get(f"/<any({','.join(ROOTS)}):root>/<path:rest>")
def thing(root: str, rest: str) -> AnyResponse:
    """A thing of ours, at the path of its IRI; a graph of an article leads to the article, which its data tell of."""
    if root == "article" and GRAPH in rest:
        return _see(f"/{root}/{rest.partition(GRAPH)[0]}")
    path, suffix = split_suffix(f"{root}/{rest}", THING)
    return _serve(iri_of(path), suffix, f"/{path}")


@pages.get("/graph/shared-<name>")
def shared(name: str) -> AnyResponse:
    """A graph that articles share leads to what it describes; where that is not ours, to the account of all graphs."""
    found = list(site().graph.query("described-in", graph=f"{SHARED_GRAPHS}{name}"))
    if not found:
        abort(404)
    iri = found[0].text("thing")
    return redirect(address(iri) if iri.startswith(BASE) else "/.well-known/void", 303)


@pages.get("/about")
@pages.get(f"/about.<any({','.join(THING[1:])}):suffix>")
def about_page(suffix: str | None = None) -> AnyResponse:
    """The about page; with ``uri=``, the page of a thing whose IRI is not ours, such as a publication's DOI."""
    if not asked("uri"):
        return answer(about(site()), "text/about.html", chosen_form(suffix, PAGE))
    iri = site().named(asked("uri"))
    if iri.startswith(BASE) and suffix is None:
        return redirect(address(iri), 303)
    return _serve(iri, suffix, "/about")


@pages.get("/corpus/<name>")
def corpus(name: str) -> AnyResponse:
    """An article that we publish ourselves, at the address its record gives: lead on to what the graph tells of it."""
    found = list(site().graph.query("article-at", address=f"{BASE}corpus/{quote(name)}"))
    return _see(address(found[0].text("article"))) if found else abort(404)


def _lead(target: str, **given: str) -> AnyResponse:
    return _see(target.format(**given))


for start, end in TOLD["leads"].items():
    pages.add_url_rule(start, f"from {start.replace('.', ' ')}", partial(_lead, end), strict_slashes=False)


# --- the vocabulary at the address of its terms (``/ont#claimIn``), and the shapes


def _turtle(*files: Path) -> Response:
    """Return Turtle files one after the other, which is Turtle again."""
    return Response(b"\n".join(path.read_bytes() for path in files), mimetype=MEDIA_TYPES["ttl"])


def _terms_as(form: str) -> Response:
    """Return the vocabulary as data; its Turtle is the file that people wrote."""
    if form == "ttl":
        return _turtle(ontology_file("kg.ttl"))
    return Response(serialized(parse(path=ontology_file("kg.ttl")), form), mimetype=MEDIA_TYPES[form])


def _terms(here: Site) -> tuple[tuple[str, tuple[dict[str, Any], ...]], ...]:
    """Return the terms by sort; a term has a row for each parent, domain and range."""
    terms = here.catalogue.grouped("ontology-terms", "term").values()
    sorts: dict[str, str] = TOLD["terms"]["sorts"]
    return tuple(
        (title, tuple(_term(rows, here) for rows in terms if rows[0]["sort"] == s)) for s, title in sorts.items()
    )


def _term(rows: list[Row], here: Site) -> dict[str, Any]:
    first, joins = rows[0], []
    for name, label in TOLD["terms"]["joins"].items():
        found = {row[name]: row.get(f"{name}Label", "") for row in rows if name in row}
        cells = tuple(link(iri, words, here.catalogue) for iri, words in found.items())
        joins += [Fact(label, cells)] if cells else []
    name, told = first["term"].removeprefix(str(HCKG)), first.get("definition", "")
    return {"name": name, "label": first["termLabel"], "definition": told, "joins": tuple(joins)}


@pages.get("/ont")
@pages.get(f"/ont.<any({','.join(VOCABULARY[1:])}):suffix>")
def vocabulary(suffix: str | None = None) -> AnyResponse:
    """The vocabulary; the part of a term's IRI after ``#`` is its place on the page."""
    here, form = site(), chosen_form(suffix, VOCABULARY)
    if form not in PAGE:
        return _terms_as(form) if suffix else _see(f"/ont.{form}")
    told = here.page("ont")
    frame = replace(told.frame, iri=str(HCKG)[:-1])
    page = OntologyPage(frame=frame, heading=told.heading, links=told.links, terms=_terms(here))
    return answer(page, "text/ontology.html", form)


@pages.get("/ont/<version>")
def version(version: str) -> AnyResponse:
    """The vocabulary by its version, of which this server has one."""
    return _see("/ont") if version == ONTOLOGY_VERSION else abort(404)


@pages.get("/shapes")
@pages.get("/shapes.ttl")
def shapes() -> Response:
    """All SHACL shapes."""
    return _turtle(*shape_files())


# --- programs


@pages.get("/sitemap.xml")
def sitemap() -> Response:
    """Addresses of every page about a thing, the most claimed first."""
    catalogue, root = site().catalogue, request.url_root.rstrip("/")
    standing = ("/", *TOLD["nav"], "/sources", "/conflicts", "/queries", "/about", "/ont")
    paths = chain(standing, map(address, chain(catalogue.things, catalogue.articles, catalogue.claims)))
    lines = "\n".join(f"<url><loc>{escape(root + p)}</loc></url>" for p in islice(paths, MOST_IN_SITEMAP))
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}\n</urlset>\n'
    return Response(body, mimetype="application/xml")


@pages.get("/robots.txt")
def robots() -> Response:
    """Let crawlers have pages, not queries."""
    told = f"User-agent: *\nDisallow: /sparql\nDisallow: /graph\nSitemap: {request.url_root}sitemap.xml\n"
    return Response(told, mimetype="text/plain")


@pages.get("/api/v1/openapi.json")
def openapi() -> Response:
    """The description of the interface."""
    return send_from_directory("static", "openapi.json", mimetype="application/json")


@pages.get("/api/v1/search")
def api_search() -> Response:
    """Things, articles and sources whose names hold the words; also what the search field suggests from."""
    words, limit, here = asked("q")[:200], whole_number("limit", 10, most=100), site()
    things = here.catalogue.things
    hits = (hit for hit in here.graph.index.search(words, MOST_HITS) if hit.type != "Claim")
    found = [
        {"iri": h.iri, "path": address(h.iri), "label": h.label, "matched": h.matched, "type": h.type}
        | {"claims": int(things[h.iri]["claims"]) if h.iri in things else None}
        for h in islice(hits, limit)
    ]
    return jsonify({"query": words, "count": len(found), "results": found})


@pages.get(f"/api/v1/<any({','.join(LISTS)}):kind>")
def api_list(kind: str) -> Response:
    """One page of a list, with the address of the next."""
    limit, offset = whole_number("limit", 50, most=500), whole_number("offset", 0, most=10_000_000)
    chosen = {k: v for k, v in request.args.items() if k not in ("limit", "offset")}
    rows, total = site().summary.lists.whole(kind).part(chosen, offset, limit)
    told: dict[str, Any] = {"total": total, "offset": offset, "limit": limit, "results": rows}
    if offset + len(rows) < total:
        told["next"] = f"/api/v1/{kind}?{urlencode({'limit': limit, 'offset': offset + limit, **chosen})}"
    return jsonify(told)


@pages.post("/api/v1/labels")
def api_labels() -> Response:
    """Labels of up to 500 IRIs, sent as ``{"iris": [...]}``; those without one are left out."""
    sent = request.get_json(silent=True)
    iris = sent.get("iris") if isinstance(sent, dict) else None
    if not isinstance(iris, list) or len(iris) > MOST_LABELS or not all(isinstance(i, str) for i in iris):
        raise BadRequest(f'Send {{"iris": [...]}} with up to {MOST_LABELS} IRIs.')
    catalogue = site().catalogue
    return jsonify({"labels": {i: label for i in iris if (label := catalogue.label(i))}})


@pages.get("/api/v1/thing")
def api_thing() -> Response:
    """Everything the page of a thing says; ``iri`` may be a CURIE or a name."""
    here = site()
    return jsonify(twin(_page(here, here.named(asked("iri")))[0]))
