"""The answers of page queries that a busy concept would make slow, taken from the catalogue instead.

Each function gives the rows of the named query it stands for, in the catalogue's order; a test runs both on the shipped
corpus and compares. What has no function here is run as a query, because it is small.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.namespaces import HCKG
from web.catalogue import INTERVENTIONS, Catalogue

Row = dict[str, str]
Answer = Callable[[Catalogue, str], Iterator[Row]]

LIMITATION = str(HCKG.hasLimitation)
ACTS_THROUGH = str(HCKG.actsThrough)


def evidence_map(catalogue: Catalogue, _: str) -> Iterator[Row]:
    """Effects on conditions."""
    return iter(catalogue.effects)


def _is(catalogue: Catalogue, iri: str, *types: str) -> bool:
    thing = catalogue.things.get(iri)
    return thing is not None and thing.type in types


def _relation(row: Row, catalogue: Catalogue) -> Row:
    names = ("relation", "context", "bestEvidence", "statedByArticle", "wording", "articles", "for", "against")
    kind = catalogue.kind_of_relation.get(row["relation"])
    return {k: row[k] for k in names if k in row} | ({"kind": kind} if kind else {})


def condition_therapies(catalogue: Catalogue, iri: str) -> Iterator[Row]:
    """Interventions said to do something to a condition."""
    for row in catalogue.propositions_of.get(iri, ()):
        if row["object"] == iri and _is(catalogue, row["subject"], *INTERVENTIONS):
            yield {"therapy": row["subject"], **_relation(row, catalogue)}


def therapy_conditions(catalogue: Catalogue, iri: str) -> Iterator[Row]:
    """What an intervention is said to do, mechanisms and limits apart."""
    for row in catalogue.propositions_of.get(iri, ()):
        if row["subject"] == iri and row["relation"] not in (LIMITATION, ACTS_THROUGH):
            yield {"of": row["object"], **_relation(row, catalogue)}


def neighbours(catalogue: Catalogue, iri: str) -> Iterator[Row]:
    """Everything said to be related to a thing."""
    for row in catalogue.propositions_of.get(iri, ()):
        if row["relation"] != LIMITATION:
            kept = {k: row[k] for k in ("subject", "relation", "object", "for", "against", "articles", "proposition")}
            yield kept | {"level": row["bestEvidence"]}


def _claim(row: Row, *names: str) -> Row:
    return {n: row[n] for n in (*names, "claim", "claimLabel")}


def thing_claims(catalogue: Catalogue, iri: str) -> Iterator[Row]:
    """Claims about a thing."""
    for row in catalogue.claims_of.get(iri, ()):
        yield _claim(row, "direction", "level", "strength", "article")


def level_claims(catalogue: Catalogue, iri: str) -> Iterator[Row]:
    """Claims that rest on a level of evidence at best."""
    for row in catalogue.claims_at.get(iri, ()):
        yield _claim(row, "direction", "level", "strength", "article")


def thing_limits(catalogue: Catalogue, iri: str) -> Iterator[Row]:
    """Limits put on a thing, or on studies of it."""
    of_studies = [
        row
        for study in catalogue.studies_of.get(iri, ())
        for row in catalogue.claims_of.get(study, ())
        if row["subject"] == study
    ]
    own = [row for row in catalogue.claims_of.get(iri, ()) if row["object"] != iri]
    once = {row["claim"]: row for row in [*own, *of_studies] if row["relation"] == LIMITATION}
    for row in once.values():
        yield {"limit": row["object"], "of": row["subject"], **_claim(row, "article")}


def thing_undisclosed(catalogue: Catalogue, iri: str) -> Iterator[Row]:
    """Limits that say that something is not disclosed."""
    hidden = {row["undisclosed"] for row in catalogue.table("checks-undisclosed")}
    for row in thing_limits(catalogue, iri):
        if row["limit"] in hidden:
            yield {"undisclosed": row["limit"], **{k: row[k] for k in ("of", "claim", "claimLabel", "article")}}


def thing_overclaims(catalogue: Catalogue, iri: str) -> Iterator[Row]:
    """Claims about a thing that outrun their evidence."""
    found = (catalogue.overclaims.get(row["claim"]) for row in catalogue.claims_of.get(iri, ()))
    return (row for row in found if row)


def condition_mechanisms(catalogue: Catalogue, iri: str) -> Iterator[Row]:
    """Mechanisms in claims about a condition, with what they are joined to."""
    for row in catalogue.claims_of.get(iri, ()):
        for mechanism, other in ((row["subject"], row["object"]), (row["object"], row["subject"])):
            if _is(catalogue, mechanism, "Mechanism"):
                yield {
                    "mechanism": mechanism,
                    "relation": row["relation"],
                    "with": other,
                    **_claim(row, "modality", "level"),
                }


def therapy_mechanisms(catalogue: Catalogue, iri: str) -> Iterator[Row]:
    """Mechanisms a therapy is said to act through."""
    for row in catalogue.claims_of.get(iri, ()):
        if row["subject"] == iri and row["relation"] == ACTS_THROUGH:
            yield {"mechanism": row["object"], **_claim(row, "modality", "strength", "level")}


def mechanism_therapies(catalogue: Catalogue, iri: str) -> Iterator[Row]:
    """Therapies said to act through a mechanism."""
    for row in catalogue.claims_of.get(iri, ()):
        if row["object"] == iri and row["relation"] == ACTS_THROUGH:
            yield {"therapy": row["subject"], **_claim(row, "modality", "strength", "level")}


def mechanism_targets(catalogue: Catalogue, iri: str) -> Iterator[Row]:
    """What a mechanism is said to act on."""
    for row in catalogue.claims_of.get(iri, ()):
        if row["subject"] == iri and row["relation"] != LIMITATION:
            yield {"relation": row["relation"], "of": row["object"], **_claim(row, "strength", "level")}


def claim_elsewhere(catalogue: Catalogue, iri: str) -> Iterator[Row]:
    """Other claims with the same subject and object."""
    claim = catalogue.claim(iri)
    for row in catalogue.claims_of.get(claim.get("subject", ""), ()):
        if row["subject"] == claim["subject"] and row["object"] == claim["object"] and row["claim"] != iri:
            yield _claim(row, "part", "direction", "level", "strength", "article")


def _of_article(name: str) -> Answer:
    def answer(catalogue: Catalogue, iri: str) -> Iterator[Row]:
        return (row for row in catalogue.table(name) if not iri or row["article"] == iri)

    return answer


def _whole(name: str) -> Answer:
    return lambda catalogue, _: iter(catalogue.table(name))


ANSWERS: dict[str, Answer] = {
    "evidence-map": evidence_map,
    "condition-therapies": condition_therapies,
    "condition-mechanisms": condition_mechanisms,
    "therapy-conditions": therapy_conditions,
    "therapy-mechanisms": therapy_mechanisms,
    "mechanism-therapies": mechanism_therapies,
    "mechanism-targets": mechanism_targets,
    "neighbours": neighbours,
    "thing-claims": thing_claims,
    "level-claims": level_claims,
    "thing-limits": thing_limits,
    "thing-undisclosed": thing_undisclosed,
    "thing-overclaims": thing_overclaims,
    "claim-elsewhere": claim_elsewhere,
    **{
        name: _of_article(name)
        for name in ("checks-wording", "checks-headline", "checks-scope", "checks-uncited", "checks-undisclosed")
    },
    **{name: _whole(name) for name in ("conflicts", "contradictions", "effect-and-none", "policy")},
}
"""Named query to the function that answers it for one thing; an empty IRI means the whole graph."""
