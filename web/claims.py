"""The page of one claim: who says it, how strongly, on what evidence, and the passage it rests on."""

from __future__ import annotations

import json

from werkzeug.exceptions import NotFound

from kg.identifiers import compress
from kg.query import Row
from web.cells import MISSING, address, badge, link
from web.models import Cell, ClaimPage, Fact, Link, Passage, Piece
from web.negotiation import THING
from web.security import safe_href
from web.site import Site
from web.things import copies

AROUND = 280
"""Characters of context shown on either side of a passage, within its paragraph."""

Span = tuple[int, int, str]


def cut(text: str, start: int, end: int, marks: list[Span]) -> tuple[Piece, ...]:
    """Cut a passage with its context into pieces, each with the innermost role that holds there.

    >>> [(p.text, p.role) for p in cut("So it helps. ", 3, 11, [(3, 11, "claim"), (6, 11, "relation")])]
    [('So ', ''), ('it ', 'claim'), ('helps', 'relation'), ('. ', '')]
    """
    left = max(text.rfind("\n", 0, start) + 1, start - AROUND, 0)
    newline = text.find("\n", end)
    right = min(newline if newline >= 0 else len(text), end + AROUND)
    inside = [m for m in marks if left <= m[0] < m[1] <= right]
    edges = sorted({left, right, *(m[0] for m in inside), *(m[1] for m in inside)})
    pieces = []
    for a, b in zip(edges, edges[1:], strict=False):
        roles = [m for m in inside if m[0] <= a and b <= m[1]]
        role = min(roles, key=lambda m: (m[2] == "claim", m[1] - m[0]))[2] if roles else ""
        pieces.append(Piece(text=text[a:b], role=role))
    return tuple(pieces)


def _passages(site: Site, iri: str, url: str) -> tuple[Passage, ...]:
    places = [
        (
            row.text("role"),
            int(row.text("start")),
            int(row.text("end")),
            row.text("sectionLabel"),
            row.text("digest"),
            row.text("text"),
        )
        for row in site.graph.query("claim-places", thing=iri)
    ]
    marks = [(start, end, role) for role, start, end, *_ in places]
    found = []
    for role, start, end, section, digest, held in places:
        if role != "claim":
            continue
        text = site.graph.text(held) or ""
        fits = 0 <= start < end <= len(text)
        pieces = cut(text, start, end, marks) if fits else ()
        found.append(
            Passage(section=section, start=start, end=end, digest=digest, pieces=pieces, outside="" if fits else url)
        )
    return tuple(found)


def _voices(site: Site, iri: str) -> tuple[Link, ...]:
    rows = site.graph.query("claim-voices", thing=iri)
    return tuple(
        Link(
            r.text("voiceLabel"),
            note="a reader cannot identify them" if r.text("identified") == "false" else r.text("kindLabel"),
        )
        for r in rows
    )


def _facts(row: Row, site: Site) -> tuple[Fact, ...]:
    """Return the smaller properties; what is not stated is said to be so."""
    catalogue = site.catalogue
    scale = [
        (label, row.text(name))
        for label, name in (
            ("kind", "kind"),
            ("stance of the article", "stance"),
            ("said of", "scope"),
            ("stage of research", "stage"),
        )
    ]
    facts = [Fact(label=label, cells=(badge(value, catalogue) if value else MISSING,)) for label, value in scale]
    study = row.text("study")
    if study:
        facts.append(Fact(label="study", cells=(link(study, "", catalogue),)))
    record = next((r.as_dict() for r in site.graph.query("article-record", thing=row.text("article"))), {})
    plain = [
        ("deciding words", row.text("cue")),
        ("confidence that the article says so", row.text("own") or record.get("confidence", "")),
        ("made by", record.get("maker", "").replace("_", " ")),
    ]
    return tuple(facts) + tuple(Fact(label=k, cells=(Cell(kind="text", text=v),)) for k, v in plain if v)


def _schema_org(row: Row, iri: str, label: str) -> str:
    told = {
        "@context": "https://schema.org",
        "@type": "Claim",
        "@id": iri,
        "name": label,
        "appearance": row.text("article"),
    }
    return (
        json.dumps(told, ensure_ascii=True, sort_keys=True)
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
    )


def claim_page(site: Site, iri: str) -> ClaimPage:
    """Return the page of a claim.

    :raises NotFound: if there is no such claim.
    """
    row = next(iter(site.graph.query("claim", thing=iri)), None)
    if row is None:
        raise NotFound(f"There is no claim {compress(iri)} in this graph.")
    catalogue, label = site.catalogue, row.text("thingLabel")
    negated = row.text("negated") == "true"
    against = negated or row.text("stance").endswith("/disputes")
    strength, best, carries = (badge(row.text(n), catalogue) for n in ("strength", "best", "carries"))
    direction = next(m for m in catalogue.scheme("direction") if m.slug == ("disputes" if against else "supports"))
    told = catalogue.articles.get(row.text("article"), {})
    article = Link(
        row.text("articleLabel"),
        address(row.text("article")),
        note=", ".join(told[n] for n in ("publisherName", "published") if n in told),
    )
    url = safe_href(row.text("url"))
    return ClaimPage(
        frame=site.frame(
            label,
            ("Claims", "/claims"),
            (label, address(iri)),
            forms=THING,
            iri=iri,
            description=row.text("paraphrase"),
            schema_org=_schema_org(row, iri, label),
        ),
        heading=label,
        subject=link(row.text("subject"), row.text("subjectLabel"), catalogue),
        relation=(negated and row.text("relationNegated")) or row.text("relationLabel"),
        object=link(row.text("object"), row.text("objectLabel"), catalogue),
        contexts=tuple(
            link(r.text("context"), r.text("contextLabel"), catalogue)
            for r in site.graph.query("claim-contexts", thing=iri)
        ),
        modality=badge(row.text("modality"), catalogue).text,
        direction=badge(direction.iri, catalogue),
        strength=strength,
        stated=badge(row.text("stated"), catalogue),
        best=best,
        carries=carries,
        outruns=strength.steps >= 2
        and carries.kind == "strength"
        and strength.steps > carries.steps
        and not row.text("kind").endswith("/background")
        and not negated,
        paraphrase=row.text("paraphrase"),
        article=article,
        constructed=row.text("constructed") == "true",
        voices=_voices(site, iri),
        passages=_passages(site, iri, url),
        facts=_facts(row, site),
        panels=tuple(
            p
            for n in ("claim-evidence", "claim-links", "claim-elsewhere")
            if (p := site.panel(n, {"thing": iri})).table.total or n == "claim-evidence"
        ),
        copies=copies(iri, f"“{label}”. Claim of: {article.text}"),
    )
