"""One address for one thing: its page, the same as data, and the lists that programs read."""

from __future__ import annotations

from itertools import islice
from typing import Any
from urllib.parse import urlencode
from xml.sax.saxutils import escape

from flask import Blueprint, Response, jsonify, redirect, request, send_from_directory
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as AnyResponse

from kg.export.files import export
from kg.identifiers import check_iri, expand
from kg.namespaces import BASE, PREFIXES
from web.answers import answer, chosen_form, twin, whole_number
from web.cells import address, iri_of
from web.claims import claim_page
from web.facets import INDEXES, listing
from web.models import Page
from web.negotiation import MEDIA_TYPES, PAGE, THING, split_suffix
from web.pages import about
from web.site import NAV, Site, site
from web.things import thing_page

data = Blueprint("data", __name__)
ROOTS = ("concept", "claim", "article", "proposition", "scheme", "text", "agent")
MOST_IN_SITEMAP = 50_000
MOST_LABELS = 500
MOST_HITS = 200


def _iri(asked: str) -> str:
    """Return an IRI given as such or as CURIE.

    :raises IdentifierError: if it is neither.
    """
    return expand(asked) if asked.partition(":")[0] in PREFIXES else check_iri(asked)


def _page(here: Site, iri: str) -> tuple[Page, str]:
    if iri.startswith(f"{BASE}claim/"):
        return claim_page(here, iri), "claim.html"
    return thing_page(here, iri), "panels.html"


def _table_of(here: Site, iri: str) -> str:
    """Return the address of the table that says most of a thing: its claims, or for a claim its evidence.

    :raises NotFound: if nothing is said of it.
    """
    panels = _page(here, iri)[0].panels
    return max(panels, key=lambda p: (p.name.endswith("-claims"), p.table.total)).csv


def _serve(iri: str, suffix: str | None, stem: str) -> AnyResponse:
    """Answer for a thing: its page, the page as JSON, or RDF, which has an address of its own when negotiated."""
    here, form = site(), chosen_form(suffix, THING)
    if form in PAGE:
        page, template = _page(here, iri)
        return answer(page, template, form)
    if form == "csv":
        return redirect(_table_of(here, iri), 303)
    if suffix is None:
        query = f"?{request.query_string.decode('ascii', 'replace')}" if request.query_string else ""
        see = redirect(f"{stem}.{form}{query}", 303)
        see.vary.add("Accept")
        return see
    response = Response(export(here.graph.source(), form, about=iri), mimetype=MEDIA_TYPES[form])
    response.headers["Link"] = f'<{address(iri)}>; rel="describes"'
    return response


@data.get(f"/<any({','.join(ROOTS)}):root>/<path:rest>")
def thing(root: str, rest: str) -> AnyResponse:
    """A thing of ours, at the path of its IRI."""
    path, suffix = split_suffix(f"{root}/{rest}", THING)
    return _serve(iri_of(path), suffix, f"/{path}")


@data.get("/about")
@data.get(f"/about.<any({','.join(THING[1:])}):suffix>")
def about_page(suffix: str | None = None) -> AnyResponse:
    """The about page; with ``uri=``, the page of a thing whose IRI is not ours, such as a publication's DOI."""
    asked = request.args.get("uri", "").strip()
    if not asked:
        return answer(about(), "text/about.html", chosen_form(suffix, PAGE))
    iri = _iri(asked)
    if iri.startswith(BASE) and suffix is None:
        return redirect(address(iri), 303)
    return _serve(iri, suffix, "/about")


# --- programs


@data.get("/sitemap.xml")
def sitemap() -> Response:
    """Addresses of every page about a thing, the most claimed first."""
    catalogue = site().catalogue
    root = request.url_root.rstrip("/")
    paths = ["/", *NAV, "/sources", "/conflicts", "/queries", "/about", "/ont"]
    paths += [address(i) for i in [*catalogue.things, *catalogue.articles]]
    paths += [address(row["claim"]) for row in catalogue.claims[: MOST_IN_SITEMAP - len(paths)]]
    lines = "\n".join(f"<url><loc>{escape(root + p)}</loc></url>" for p in paths[:MOST_IN_SITEMAP])
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}\n</urlset>\n'
    return Response(body, mimetype="application/xml")


@data.get("/robots.txt")
def robots() -> Response:
    """Let crawlers have pages, not queries."""
    return Response(
        f"User-agent: *\nDisallow: /sparql\nDisallow: /graph\nSitemap: {request.url_root}sitemap.xml\n",
        mimetype="text/plain",
    )


@data.get("/api/v1/openapi.json")
def openapi() -> Response:
    """The description of the interface."""
    return send_from_directory("static", "openapi.json", mimetype="application/json")


@data.get("/api/v1/search")
def api_search() -> Response:
    """Things, articles and sources whose names hold the words; also what the search field suggests from."""
    words, limit = request.args.get("q", "").strip()[:200], whole_number("limit", 10, most=100)
    here = site()
    found = []
    hits = (hit for hit in here.graph.index.search(words, MOST_HITS) if hit.type != "Claim")
    for hit in islice(hits, limit):
        known = here.catalogue.things.get(hit.iri)
        found.append({
            "iri": hit.iri, "path": address(hit.iri), "label": hit.label, "matched": hit.matched, "type": hit.type,
            "claims": int(known["claims"]) if known else None,
        })  # fmt: skip
    return jsonify({"query": words, "count": len(found), "results": found})


@data.get(f"/api/v1/<any({','.join(INDEXES)}):kind>")
def api_list(kind: str) -> Response:
    """One page of a list, with the address of the next."""
    items = listing(site().catalogue, kind)
    limit, offset = whole_number("limit", 50, most=500), whole_number("offset", 0, most=10_000_000)
    chosen = {k: v for k, v in request.args.items() if k not in ("limit", "offset")}
    found = items.facets.select(chosen)
    rows = [items.rows[n] for n in items.facets.ordinals(found, offset, limit)]
    told: dict[str, Any] = {"total": found.bit_count(), "offset": offset, "limit": limit, "results": rows}
    if offset + len(rows) < told["total"]:
        told["next"] = f"/api/v1/{kind}?{urlencode({'limit': limit, 'offset': offset + limit, **chosen})}"
    return jsonify(told)


@data.post("/api/v1/labels")
def api_labels() -> Response:
    """Labels of up to 500 IRIs, sent as ``{"iris": [...]}``; those without one are left out."""
    asked = request.get_json(silent=True)
    iris = asked.get("iris") if isinstance(asked, dict) else None
    if not isinstance(iris, list) or len(iris) > MOST_LABELS or not all(isinstance(i, str) for i in iris):
        raise BadRequest(f'Send {{"iris": [...]}} with up to {MOST_LABELS} IRIs.')
    catalogue = site().catalogue
    return jsonify({"labels": {i: label for i in iris if (label := catalogue.label(i))}})


@data.get("/api/v1/thing")
def api_thing() -> Response:
    """Everything the page of a thing says; ``iri`` may be a CURIE or a name."""
    asked, here = request.args.get("iri", ""), site()
    return jsonify(twin(_page(here, here.resolve(asked) or _iri(asked))[0]))
