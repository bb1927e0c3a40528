"""The page of one claim: who says it, how strongly, on what evidence, and the passage it rests on."""

from __future__ import annotations

from dataclasses import replace

from werkzeug.exceptions import NotFound

from kg.identifiers import compress
from kg.query import Row
from web.cells import MISSING, address, badge, link, text
from web.models import ClaimPage, Fact, Link, Passage, Piece
from web.negotiation import THING
from web.security import safe_href
from web.site import Site
from web.things import MADE_UP, copies, schema_org

AROUND = 280
"""Characters of context shown on either side of a passage, within its paragraph."""
MOST_BESIDE = 3
MADE_BY = {"manual_agent": "a person", "automated_agent": "rules", "text_mining_agent": "rules"}
Span = tuple[int, int, str]


def cut(held: str, start: int, end: int, marks: list[Span]) -> tuple[Piece, ...]:
    """Cut a passage with its context into pieces, each with the innermost role that holds there.

    >>> [(p.text, p.role) for p in cut("So it helps. ", 3, 11, [(3, 11, "claim"), (6, 11, "relation")])]
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
        pieces.append(Piece(held[a:b], role))
    return tuple(pieces)


def _passages(site: Site, iri: str, url: str) -> tuple[Passage, ...]:
    rows = [row.as_dict() for row in site.graph.query("claim-places", thing=iri)]
    marks = [(int(row["start"]), int(row["end"]), row["role"]) for row in rows]
    found = []
    for row, (start, end, role) in zip(rows, marks, strict=True):
        if role != "claim":
            continue
        held = site.graph.text(row["text"]) or ""
        fits = 0 <= start < end <= len(held)
        found.append(
            Passage(
                said=Link(site.catalogue.label(iri), address(iri)),
                section=row.get("sectionLabel", ""),
                start=start,
                end=end,
                digest=row.get("digest", ""),
                pieces=cut(held, start, end, marks) if fits else (),
                paraphrase="" if fits else row.get("paraphrase", ""),
                outside="" if fits else url,
            )
        )
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
    scale = {"kind": "kind", "stance of the article": "stance", "said of": "scope", "stage of research": "stage"}
    facts = [Fact(k, (badge(row.text(v), site.catalogue) if row.text(v) else MISSING,)) for k, v in scale.items()]
    if study := row.text("study"):
        facts.append(Fact("study", (link(study, "", site.catalogue),)))
    record = next((r.as_dict() for r in site.graph.query("article-record", thing=row.text("article"))), {})
    maker = record.get("maker", "")
    plain = {
        "deciding words": row.text("cue"),
        "confidence that the article says so": row.text("own") or record.get("confidence", ""),
        "read by": MADE_BY.get(maker, maker.replace("_", " ")),
    }
    return (*facts, *(Fact(label, (text(words),)) for label, words in plain.items() if words))


def _scales(row: Row, site: Site, *, against: bool) -> tuple[Fact, ...]:
    catalogue = site.catalogue
    direction = next(m for m in catalogue.scheme("direction") if m.slug == ("disputes" if against else "supports"))
    modality = text(badge(row.text("modality"), catalogue).text)
    return (
        Fact("direction", (badge(direction.iri, catalogue),)),
        Fact("wording", (replace(badge(row.text("strength"), catalogue), more=(modality,)),)),
        Fact("evidence the article states", (badge(row.text("stated"), catalogue),)),
        Fact("best evidence we hold", (badge(row.text("best"), catalogue),)),
    )


def claim_page(site: Site, iri: str) -> ClaimPage:
    """Return the page of a claim.

    :raises NotFound: if there is no such claim.
    """
    row = next(iter(site.graph.query("claim", thing=iri)), None)
    if row is None:
        raise NotFound(f"There is no claim {compress(iri)} in this graph.")
    catalogue, label, article = site.catalogue, row.text("thingLabel"), row.text("article")
    negated, url = row.text("negated") == "true", safe_href(row.text("url"))
    relation = (negated and row.text("relationNegated")) or row.text("relationLabel")
    contexts = {c["thing"]: None for c in catalogue.grouped("all-contexts", "claim").get(iri, ())}
    contexts.pop(row.text("study"), None)
    told = catalogue.articles.get(article, {})
    panels = (site.panel(n, {"thing": iri}) for n in ("claim-evidence", "claim-links", "claim-elsewhere"))
    return ClaimPage(
        frame=site.frame(
            label,
            ("Claims", "/claims"),
            (label, address(iri)),
            forms=THING,
            iri=iri,
            description=row.text("paraphrase"),
            schema_org=schema_org("Claim", iri, label, appearance=article),
        ),
        heading=label,
        kicker="claim",
        triple=(
            link(row.text("subject"), row.text("subjectLabel"), catalogue),
            text(relation),
            link(row.text("object"), row.text("objectLabel"), catalogue),
            *(link(context, "", catalogue) for context in contexts),
        ),
        notices=(MADE_UP,) if row.text("constructed") == "true" else (),
        scales=_scales(row, site, against=negated or row.text("stance").endswith("/disputes")),
        outruns=iri in catalogue.grouped("checks-wording", "claim"),
        carries=badge(row.text("carries"), catalogue),
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
        panels=tuple(p for p in panels if p.table.total or p.name == "claim-evidence"),
        copies=copies(iri, f"“{label}”. Claim of: {row.text('articleLabel')}"),
    )
