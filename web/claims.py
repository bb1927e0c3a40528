"""The page of one claim: who says it, how strongly, on what evidence, and the passage it rests on."""

from __future__ import annotations

from dataclasses import replace

from werkzeug.exceptions import NotFound

from kg.identifiers import compress
from kg.query import Row
from web.cells import address, badge, link, text
from web.models import Cell, ClaimPage, Fact, Link, Passage
from web.negotiation import THING
from web.security import safe_href
from web.site import Site
from web.things import CLASSES, MADE_UP, copies, schema_org

AROUND = 280
"""Characters of context shown on either side of a passage, within its paragraph."""
MOST_BESIDE = 3
MADE_BY = {"manual_agent": "a person", "automated_agent": "rules", "text_mining_agent": "rules"}
FACTS = {"kind": "kind", "stance of the article": "stance", "said of": "scope", "stage of research": "stage"}
Span = tuple[int, int, str]


def cut(held: str, start: int, end: int, marks: list[Span]) -> tuple[dict[str, str], ...]:
    """Cut a passage with its context into pieces, each with the innermost role that holds there.

    >>> [tuple(p.values()) for p in cut("So it helps. ", 3, 11, [(3, 11, "claim"), (6, 11, "relation")])]
    [('So ', ''), ('it ', 'claim'), ('helps', 'relation'), ('. ', '')]
    """
    left = max(held.rfind("\n", 0, start) + 1, start - AROUND, 0)
    newline = held.find("\n", end)
    right = min(newline if newline >= 0 else len(held), end + AROUND)
    inside = [m for m in marks if left <= m[0] < m[1] <= right]
    edges = sorted({left, right, *(m[0] for m in inside), *(m[1] for m in inside)})
    pieces = []
    for a, b in zip(edges, edges[1:], strict=False):
        roles = [m for m in inside if m[0] <= a and b <= m[1]]
        role = min(roles, key=lambda m: (m[2] == "claim", m[1] - m[0]))[2] if roles else ""
        pieces.append({"text": held[a:b], "role": role})
    return tuple(pieces)


def _passages(site: Site, iri: str, url: str) -> tuple[Passage, ...]:
    rows = [row.as_dict() for row in site.graph.query("claim-places", thing=iri)]
    marks = [(int(row["start"]), int(row["end"]), row["role"]) for row in rows]
    said = Link(site.catalogue.label(iri), address(iri))
    found = []
    for row, (start, end, role) in zip(rows, marks, strict=True):
        held = site.graph.text(row["text"]) or ""
        fits = 0 <= start < end <= len(held)
        passage = Passage(
            said=said,
            section=row.get("sectionLabel", ""),
            start=start,
            end=end,
            digest=row.get("digest", ""),
            pieces=cut(held, start, end, marks) if fits else (),
            paraphrase="" if fits else row.get("paraphrase", ""),
            outside="" if fits else url,
        )
        found += [passage] if role == "claim" else []
    return tuple(found)


def _beside(site: Site, iri: str, article: str, url: str) -> tuple[Passage, ...]:
    """Return passages of the body for a headline that says more, and of the headline for a body that says less."""
    rows = site.catalogue.grouped("checks-headline", "article").get(article, ())
    others = [r["body"] for r in rows if r["headline"] == iri] + [r["headline"] for r in rows if r["body"] == iri]
    return tuple(p for other in dict.fromkeys(others[:MOST_BESIDE]) for p in _passages(site, other, url)[:1])


def _voices(site: Site, iri: str) -> tuple[Link, ...]:
    rows = [row.as_dict() for row in site.graph.query("claim-voices", thing=iri)]
    unknown = "a reader cannot identify them"
    return tuple(
        Link(r["voiceLabel"], note=unknown if r.get("identified") == "false" else r.get("kindLabel", "")) for r in rows
    )


def _facts(row: Row, site: Site) -> tuple[Fact, ...]:
    """Return the smaller properties; what is not stated is said to be so."""
    cells = {label: badge(row.text(name), site.catalogue) for label, name in FACTS.items()}
    if study := row.text("study"):
        cells["study"] = link(study, "", site.catalogue)
    record = next((r.as_dict() for r in site.graph.query("article-record", thing=row.text("article"))), {})
    maker = record.get("maker", "")
    cells |= {
        "deciding words": text(row.text("cue")),
        "confidence that the article says so": text(row.text("own") or record.get("confidence", "")),
        "read by": text(MADE_BY.get(maker, maker.replace("_", " "))),
    }
    return tuple(Fact(label, (shown,)) for label, shown in cells.items() if shown.text)


def _scales(row: Row, site: Site, *, against: bool) -> tuple[Fact, ...]:
    catalogue = site.catalogue
    direction = next(m for m in catalogue.scheme("direction") if m.slug == ("disputes" if against else "supports"))
    modality = text(badge(row.text("modality"), catalogue).text)
    cells = {
        "direction": badge(direction.iri, catalogue),
        "wording": replace(badge(row.text("strength"), catalogue), more=(modality,)),
        "evidence the article states": badge(row.text("stated"), catalogue),
        "best evidence we hold": badge(row.text("best"), catalogue),
    }
    return tuple(Fact(label, (shown,)) for label, shown in cells.items())


def _triple(row: Row, site: Site, *, negated: bool) -> tuple[Cell, ...]:
    """Return subject, relation, object, and of what else it is said."""
    catalogue = site.catalogue
    relation = (negated and row.text("relationNegated")) or row.text("relationLabel")
    besides = dict.fromkeys(c["thing"] for c in catalogue.grouped("all-contexts", "claim").get(row.text("thing"), ()))
    besides.pop(row.text("study"), None)
    ends = [link(row.text(end), row.text(f"{end}Label"), catalogue) for end in ("subject", "object")]
    return ends[0], text(relation), ends[1], *(link(context, "", catalogue) for context in besides)


def claim_page(site: Site, iri: str) -> ClaimPage:
    """Return the page of a claim.

    :raises NotFound: if there is no such claim.
    """
    row = next(iter(site.graph.query("claim", thing=iri)), None)
    if row is None:
        raise NotFound(f"There is no claim {compress(iri)} in this graph.")
    label, article, negated = row.text("thingLabel"), row.text("article"), row.text("negated") == "true"
    url, told = safe_href(row.text("url")), site.catalogue.articles.get(article, {})
    panels = [site.panel(name, {"thing": iri}) for name in CLASSES["Claim"]["panels"]]
    return ClaimPage(
        frame=site.frame(
            label,
            CLASSES["Claim"]["section"],
            (label, address(iri)),
            forms=THING,
            iri=iri,
            description=row.text("paraphrase"),
            schema_org=schema_org("Claim", iri, label, appearance=article),
        ),
        heading=label,
        kicker="claim",
        triple=_triple(row, site, negated=negated),
        notices=(MADE_UP,) if row.text("constructed") == "true" else (),
        scales=_scales(row, site, against=negated or row.text("stance").endswith("/disputes")),
        outruns=iri in site.catalogue.grouped("checks-wording", "claim"),
        carries=badge(row.text("carries"), site.catalogue),
        paraphrase=row.text("paraphrase"),
        article=Link(
            row.text("articleLabel"),
            address(article),
            note=", ".join(told[n] for n in ("publisherName", "published") if n in told),
        ),
        voices=_voices(site, iri),
        passages=_passages(site, iri, url),
        beside=_beside(site, iri, article, url),
        facts=_facts(row, site),
        panels=tuple(p for p in panels if p.table.total or p is panels[0]),
        copies=copies(iri, f"“{label}”. Claim of: {row.text('articleLabel')}"),
    )
