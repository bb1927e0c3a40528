"""Index pages: long lists with facets as plain links, each with the count it would leave."""

from __future__ import annotations

from flask import Blueprint, request

from kg.identifiers import compress
from web.answers import bare_path, here_with, page_route, whole_number
from web.cells import badge, tabulate, text
from web.facets import EACH_CLAIM, FACETS, INDEXES, Listing, listing
from web.models import Facet, Link, ListPage, Page, Panel, Table
from web.negotiation import TABLE
from web.site import Site, site

lists = Blueprint("lists", __name__)
PER_PAGE, MOST_ROWS, MOST_VALUES = 50, 500, 20
SCHEMES = {
    "level": "evidence-level", "strength": "claim-strength", "direction": "direction", "design": "study-design",
    "status": "publication-status",
}  # fmt: skip


def _label(here: Site, facet: str, value: str) -> str:
    """Return the word for a value of a facet, from the scheme that the facet is of."""
    wanted = SCHEMES.get(facet, "-kind")
    named = (m.label for m in here.catalogue.members.values() if m.slug == value and m.scheme.endswith(wanted))
    return next(named, value)


def _facet(here: Site, listing: Listing, name: str, chosen: dict[str, str]) -> Facet:
    counts = sorted(listing.facets.counts(name, chosen).items(), key=lambda pair: (-pair[1], pair[0]))
    values = (
        Link(_label(here, name, value), here_with(**{name: None if on else value, "page": None}), f"{count:,}", on)
        for value, count in counts[:MOST_VALUES]
        for on in (chosen.get(name) == value,)
    )
    return Facet(name, FACETS[name], tuple(values))


@page_route(lists, f"/<any({','.join(INDEXES)}):name>", "list.html", TABLE)
def index(name: str) -> ListPage:
    """One page of an index, narrowed by what the address chooses; or the claims that join two things."""
    here, page, shown = site(), whole_number("page", 1, least=1), INDEXES[name]
    if name == "claims" and ("subject" in request.args or "object" in request.args):
        return _between(here)
    items = listing(here.catalogue, name)
    chosen = {n: request.args[n] for n in shown.facets if request.args.get(n)}
    found, offset = items.facets.select(chosen), (page - 1) * PER_PAGE
    total = found.bit_count()
    rows = [items.rows[n] for n in items.facets.ordinals(found, offset, PER_PAGE)]
    title, last = name.capitalize(), offset + len(rows)
    return ListPage(
        frame=here.frame(title, (title, ""), forms=TABLE),
        heading=title,
        intro=shown.intro,
        facets=tuple(f for n in shown.facets if (f := _facet(here, items, n, chosen)).values),
        chosen=tuple(
            Link(f"{FACETS[n]}: {_label(here, n, v)}", here_with(**{n: None, "page": None})) for n, v in chosen.items()
        ),
        table=tabulate(rows, shown.columns, here.catalogue, total=total),
        summary=f"{offset + 1:,} to {last:,} of {total:,}" if rows else "None",
        previous=here_with(page=str(page - 1)) if page > 1 else "",
        next=here_with(page=str(page + 1)) if last < total else "",
        clear=bare_path(),
    )


def _between(here: Site) -> ListPage:
    joined = {n: request.args[n] for n in ("subject", "object") if request.args.get(n)}
    rows = here.catalogue.claims_of.get(next(iter(joined.values()), ""), ())
    about = [row for row in rows if all(row[name] == iri for name, iri in joined.items())]
    names = [here.catalogue.label(iri) or compress(iri) for iri in joined.values()]
    told = " and ".join(names)
    return ListPage(
        frame=here.frame("Claims", ("Claims", "/claims"), (told, ""), forms=TABLE),
        heading=f"Claims: {told}",
        intro=EACH_CLAIM,
        chosen=tuple(Link(f"{k}: {n}", here_with(**{k: None})) for k, n in zip(joined, names, strict=True)),
        table=tabulate(about[:MOST_ROWS], INDEXES["claims"].columns, here.catalogue, total=len(about)),
        summary=f"{len(about):,} claims",
        clear="/claims",
    )


@page_route(lists, "/evidence", "text/evidence.html")
def evidence() -> Page:
    """The levels of evidence, with how many claims rest on each, and the words each may carry."""
    here = site()
    at, levels = here.catalogue.claims_at, here.catalogue.scheme("evidence-level")
    rows = tuple(
        (
            badge(m.iri, here.catalogue),
            text(m.definition),
            badge(m.most, here.catalogue),
            text(f"{len(at.get(m.iri, ())):,}", kind="number", href=f"/claims?level={m.slug}"),
        )
        for m in sorted(levels, key=lambda m: -(m.rank or 0))
    )
    columns = ("level", "what it means", "wording it carries at most", "claims")
    panel = Panel(
        name="levels",
        title="Levels",
        question="How many claims rest on each level of evidence at best?",
        table=Table(columns=columns, rows=rows, total=len(rows)),
        query="/queries/policy",
    )
    frame = here.frame("Evidence", ("Evidence", "/evidence"))
    return Page(frame=frame, heading="Levels of evidence", panels=(panel,))
