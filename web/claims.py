"""The page of one claim: who says it, how strongly, on what evidence, and the passage it rests on."""

from __future__ import annotations

from dataclasses import replace

from werkzeug.exceptions import NotFound

from kg.identifiers import compress
from kg.summary.passages import passages
from web.cells import address, badge, link, safe_href, text
from web.models import Cell, ClaimPage, Fact, Link, Passage
from web.site import Site
from web.things import CLASSES, answering, copies, frame_of, notices
from web.told import TOLD

MOST_BESIDE = 3


def _passages(site: Site, iri: str, url: str) -> tuple[Passage, ...]:
    said = Link(site.catalogue.label(iri), address(iri))
    found = passages(site.catalogue, iri)
    return tuple(Passage(said=said, outside="" if told["pieces"] else url, **told) for told in found)


def _beside(site: Site, iri: str, article: str, url: str) -> tuple[Passage, ...]:
    """Return passages of the body for a headline that says more, and of the headline for a body that says less."""
    rows = site.catalogue.grouped("checks-headline", "article").get(article, ())
    others = [r["body"] for r in rows if r["headline"] == iri] + [r["headline"] for r in rows if r["body"] == iri]
    return tuple(p for other in dict.fromkeys(others[:MOST_BESIDE]) for p in _passages(site, other, url)[:1])


def _voices(site: Site, iri: str) -> tuple[Link, ...]:
    unknown = "a reader cannot identify them"
    return tuple(
        Link(row["voiceLabel"], note=unknown if row.get("identified") == "false" else row.get("kindLabel", ""))
        for row in site.catalogue.rows("claim-voices", {"thing": iri})
    )


def _facts(row: dict[str, str], site: Site) -> tuple[Fact, ...]:
    """Return the smaller properties; of scales that are not stated it is said that they are not."""
    row = row | {"maker": TOLD["maker"].get(row.get("maker", ""), row.get("maker", "").replace("_", " "))}
    study = (Fact("study", (link(row["study"], "", site.catalogue),)),) if "study" in row else ()
    words = TOLD["claim"]["words"].items()
    return (
        *_badges(row, "facts", site),
        *study,
        *(Fact(label, (text(row[name]),)) for label, name in words if row.get(name)),
    )


def _badges(row: dict[str, str], kind: str, site: Site) -> tuple[Fact, ...]:
    told = TOLD["claim"][kind].items()
    return tuple(Fact(label, (badge(row.get(name, ""), site.catalogue),)) for label, name in told)


def _scales(row: dict[str, str], site: Site) -> tuple[Fact, ...]:
    direction, wording, *levels = _badges(row, "scales", site)
    modality = text(badge(row["modality"], site.catalogue).text)
    return direction, Fact(wording.label, (replace(wording.cells[0], more=(modality,)),)), *levels


def _triple(row: dict[str, str], site: Site) -> tuple[Cell, ...]:
    """Return subject, relation, object, and of what else it is said."""
    negated = row["negated"] == "true" and row.get("relationNegated")
    besides = site.catalogue.grouped("all-contexts", "claim").get(row["thing"], ())
    contexts = dict.fromkeys(b["thing"] for b in besides if b["thing"] != row.get("study"))
    subject, target = (link(row[end], row[f"{end}Label"], site.catalogue) for end in ("subject", "object"))
    return subject, text(negated or row["relationLabel"]), target, *(link(c, "", site.catalogue) for c in contexts)


def claim_page(site: Site, iri: str) -> ClaimPage:
    """Return the page of a claim.

    :raises NotFound: if there is no such claim.
    """
    rows = site.catalogue.rows("claim", {"thing": iri})
    if not rows:
        raise NotFound(f"There is no claim {compress(iri)} in this graph.")
    row = rows[0]
    label, article, paraphrase = row["thingLabel"], row["article"], row.get("paraphrase", "")
    url, told = safe_href(row.get("url", "")), site.catalogue.articles.get(article, {})
    published = ", ".join(told[n] for n in ("publisherName", "published") if n in told)
    return ClaimPage(
        frame=frame_of(site, iri, label, "Claim", paraphrase, appearance=article),
        heading=label,
        kicker="claim",
        triple=_triple(row, site),
        notices=notices(constructed=row.get("constructed") == "true"),
        scales=_scales(row, site),
        outruns=iri in site.catalogue.grouped("checks-wording", "claim"),
        carries=badge(row.get("carries", ""), site.catalogue),
        paraphrase=paraphrase,
        article=Link(row["articleLabel"], address(article), published),
        voices=_voices(site, iri),
        passages=_passages(site, iri, url),
        beside=_beside(site, iri, article, url),
        facts=_facts(row, site),
        panels=answering(site, iri, CLASSES["Claim"]["panels"], "claim-evidence"),
        copies=copies(iri, f"“{label}”. Claim of: {row['articleLabel']}"),
    )
