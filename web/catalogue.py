"""What pages need of the whole graph, read once for each snapshot, so that no page scans.

Every list comes from a named query of ``kg/queries/pages``; a snapshot never changes, so neither does its catalogue.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from networkx import MultiDiGraph

from kg.namespaces import HCKG
from web.facets import FacetIndex
from web.graph import Graph


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of a scheme: its word, place in the order, meaning, and for levels the OCEBM step."""

    iri: str
    scheme: str
    slug: str
    label: str
    rank: int | None
    definition: str
    step: int | None
    most: str


@dataclass(slots=True, kw_only=True)
class Thing:
    """An entity with what the claims about it add up to."""

    iri: str
    label: str
    type: str
    kind: str
    names: list[str] = field(default_factory=list)
    claims: int = 0
    articles: int = 0
    level: str = ""
    strength: str = ""


INTERVENTIONS = ("Therapy", "Chemical", "Exposure")
"""Classes of what is done or taken."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows of one index with their facets; a row is a dict from variable to IRI or text."""

    rows: list[dict[str, str]]
    facets: FacetIndex


def _rows(graph: Graph, name: str) -> list[dict[str, str]]:
    """Run a query and keep its rows as plain text; equal strings are stored once, for they are many."""
    kept: dict[str, str] = {}
    return [{n: kept.setdefault(v, v) for n, v in row.as_dict().items()} for row in graph.query(name)]


class Catalogue:
    """Everything of one snapshot that is counted, ordered or searched as a whole."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.members = {m.iri: m for m in _members(graph)}

    def rank(self, iri: str) -> int:
        """Return the rank of a scheme member; what has none comes below every rank."""
        member = self.members.get(iri)
        return member.rank if member and member.rank is not None else -1

    def scheme(self, slug: str) -> list[Member]:
        """Return the members of a scheme in order, unranked ones last."""
        members = [m for m in self.members.values() if m.scheme == slug]
        return sorted(members, key=lambda m: (m.rank is None, m.rank or 0, m.label))

    @cached_property
    def articles(self) -> dict[str, dict[str, str]]:
        """Articles by IRI, newest first."""
        names = {row["publisher"]: row["publisherName"] for row in _rows(self.graph, "all-publishers")}
        found: dict[str, dict[str, str]] = {}
        for row in _rows(self.graph, "all-articles"):
            if name := names.get(row.get("publisher", "")):
                row["publisherName"] = name
            found.setdefault(row["article"], row)
        return found

    @cached_property
    def sources(self) -> dict[str, dict[str, str]]:
        """Publications by IRI, newest first."""
        return {row["source"]: row for row in _rows(self.graph, "all-sources")}

    @cached_property
    def claims(self) -> list[dict[str, str]]:
        """Claims, strongest evidence first, then strongest wording."""
        rows = _rows(self.graph, "all-claims")
        ranks = defaultdict(int, {iri: self.rank(iri) for iri in self.members})
        once = {row["claim"]: row for row in rows}
        return sorted(
            once.values(), key=lambda r: (-ranks[r["level"]], -ranks[r["strength"]], r["claimLabel"], r["claim"])
        )

    def claim(self, iri: str) -> dict[str, str]:
        """Return the row of a claim, empty if there is none."""
        return self._claim_rows.get(iri, {})

    @cached_property
    def _claim_rows(self) -> dict[str, dict[str, str]]:
        return {row["claim"]: row for row in self.claims}

    @cached_property
    def things(self) -> dict[str, Thing]:
        """Entities by IRI, with counts, best evidence and strongest wording over their claims; most claimed first."""
        things: dict[str, Thing] = {}
        for row in _rows(self.graph, "all-entities"):
            kind = self.members.get(row.get("kind", ""))
            things.setdefault(
                row["item"],
                Thing(
                    iri=row["item"],
                    label=row["itemLabel"],
                    type=row["class"].removeprefix(str(HCKG)),
                    kind=kind.iri if kind else "",
                ),
            )
        for row in _rows(self.graph, "all-names"):
            if row["item"] in things:
                things[row["item"]].names.append(row["name"])
        self._count(things)
        return dict(sorted(things.items(), key=lambda pair: (-pair[1].claims, pair[1].label.casefold())))

    def _count(self, things: dict[str, Thing]) -> None:
        articles: dict[str, set[str]] = defaultdict(set)
        for row in self.claims:
            for thing in {row["subject"], row["object"]} & things.keys():
                found = things[thing]
                found.claims += 1
                articles[thing].add(row["article"])
                found.level = found.level or row["level"]
                if self.rank(row["strength"]) > self.rank(found.strength):
                    found.strength = row["strength"]
        for thing, named in articles.items():
            things[thing].articles = len(named)

    @cached_property
    def propositions(self) -> list[dict[str, str]]:
        """Propositions, strongest evidence first, then from most articles."""
        rows = _rows(self.graph, "all-propositions")
        rows.sort(
            key=lambda r: (-self.rank(r["bestEvidence"]), -int(r["articles"]), r["propositionLabel"], r["proposition"])
        )
        return rows

    @cached_property
    def kind_of_relation(self) -> dict[str, str]:
        """The usual kind of claim of each relation: practice, efficacy, mechanism ..."""
        return {row["relation"]: row["kind"] for row in self.table("all-relations") if "kind" in row}

    @cached_property
    def effects(self) -> list[dict[str, str]]:
        """Lines of the evidence map: what is said to change which condition."""
        changing = {r["relation"] for r in self.table("all-relations") if r.get("assertsEffect") == "true"}
        found = []
        for row in self.propositions:
            therapy, condition = self.things.get(row["subject"]), self.things.get(row["object"])
            if (
                row["relation"] in changing
                and therapy
                and condition
                and condition.type == "Condition"
                and therapy.type in INTERVENTIONS
            ):
                kept = {n: row[n] for n in ("relation", "articles", "for", "against", "proposition")}
                found.append(
                    {
                        "therapy": row["subject"],
                        "condition": row["object"],
                        "level": row["bestEvidence"],
                        "stated": row["statedByArticle"],
                        **kept,
                    }
                )
        return found

    @cached_property
    def propositions_of(self) -> dict[str, list[dict[str, str]]]:
        """Propositions by subject and by object."""
        found: dict[str, list[dict[str, str]]] = defaultdict(list)
        for row in self.propositions:
            for thing in {row["subject"], row["object"]}:
                found[thing].append(row)
        return found

    @cached_property
    def claims_of(self) -> dict[str, list[dict[str, str]]]:
        """Claims by everything they are about: subject, object, context, study."""
        besides: dict[str, list[str]] = defaultdict(list)
        for pair in _rows(self.graph, "all-contexts"):
            besides[pair["claim"]].append(pair["thing"])
        found: dict[str, list[dict[str, str]]] = defaultdict(list)
        for row in self.claims:
            for thing in {row["subject"], row["object"], *besides.get(row["claim"], ())}:
                found[thing].append(row)
        return found

    @cached_property
    def claims_at(self) -> dict[str, list[dict[str, str]]]:
        """Claims by the best level of evidence they rest on."""
        found: dict[str, list[dict[str, str]]] = defaultdict(list)
        for row in self.claims:
            found[row["level"]].append(row)
        return found

    @cached_property
    def studies_of(self) -> dict[str, list[str]]:
        """Studies by what they are of."""
        found: dict[str, list[str]] = defaultdict(list)
        for row in _rows(self.graph, "all-studies"):
            found[row["thing"]].append(row["study"])
        return found

    def table(self, name: str) -> list[dict[str, str]]:
        """Return the rows of a query over the whole graph; it is run once for each snapshot."""
        if name not in self._tables:
            self._tables[name] = _rows(self.graph, name)
        return self._tables[name]

    @cached_property
    def overclaims(self) -> dict[str, dict[str, str]]:
        """Claims that outrun their evidence, by claim."""
        return {row["claim"]: row for row in self.table("checks-wording")}

    @cached_property
    def _tables(self) -> dict[str, list[dict[str, str]]]:
        return {}

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many there are of each kind of thing that has an index page."""
        by_type = Counter(t.type for t in self.things.values())
        return {
            "articles": len(self.articles),
            "claims": len(self.claims),
            "conditions": by_type["Condition"],
            "therapies": by_type["Therapy"] + by_type["Chemical"],
            "mechanisms": by_type["Mechanism"],
            "sources": len(self.sources),
        }

    @cached_property
    def levels(self) -> Counter[str]:
        """How many claims rest on each level of evidence at best."""
        return Counter(row["level"] for row in self.claims)

    def label(self, iri: str) -> str:
        """Return the label of a member, thing, article or source; empty for anything else."""
        if iri in self.members:
            return self.members[iri].label
        if iri in self.things:
            return self.things[iri].label
        row = self.articles.get(iri) or self.sources.get(iri) or {}
        return row.get("articleLabel") or row.get("sourceLabel") or self._other_labels.get(iri, "")

    @cached_property
    def _other_labels(self) -> dict[str, str]:
        """Labels of studies and relations."""
        labels = {row["study"]: row["studyLabel"] for row in _rows(self.graph, "all-studies")}
        return labels | {row["relation"]: row["relationLabel"] for row in self.table("all-relations")}

    @cached_property
    def claim_listing(self) -> Listing:
        """All claims with facets."""
        slug = {iri: m.slug for iri, m in self.members.items()}
        keys = [
            {
                "level": slug.get(r["level"], ""),
                "strength": slug.get(r["strength"], ""),
                "direction": slug.get(r["direction"], ""),
                "kind": slug.get(r["kind"], ""),
                **self._of_article(r["article"]),
            }
            for r in self.claims
        ]
        return Listing(self.claims, FacetIndex(keys))

    def _of_article(self, iri: str) -> dict[str, str]:
        row = self.articles.get(iri, {})
        return {
            "publisher": row.get("publisherName", "not stated"),
            "year": row.get("published", "")[:4] or "not stated",
        }

    @cached_property
    def article_listing(self) -> Listing:
        """All articles with facets."""
        best: dict[str, str] = {}
        count: Counter[str] = Counter()
        for row in self.claims:
            best.setdefault(row["article"], row["level"])
            count[row["article"]] += 1
        rows = [r | {"level": best.get(i, ""), "claims": str(count[i])} for i, r in self.articles.items()]
        slug = {iri: m.slug for iri, m in self.members.items()}
        keys = [
            {"level": slug.get(r["level"], "none"), "kind": _local(r.get("kind", "")), **self._of_article(r["article"])}
            for r in rows
        ]
        return Listing(rows, FacetIndex(keys))

    @cached_property
    def source_listing(self) -> Listing:
        """All publications with facets."""
        rows = list(self.sources.values())
        slug = {iri: m.slug for iri, m in self.members.items()}
        keys = [
            {"year": r.get("published", "")[:4] or "not stated", "design": slug.get(r.get("design", ""), "not stated"),
             "status": slug.get(r.get("status", ""), "no notice known")}
            for r in rows
        ]  # fmt: skip
        return Listing(rows, FacetIndex(keys))

    @cached_property
    def network(self) -> MultiDiGraph[str]:
        """Things joined by what is said of them, for paths."""
        return self.graph.graph()

    def thing_listing(self, types: tuple[str, ...]) -> Listing:
        """Entities of some classes with facets; kept for the next caller."""
        if types not in self._thing_listings:
            self._thing_listings[types] = self._list_things(types)
        return self._thing_listings[types]

    @cached_property
    def _thing_listings(self) -> dict[tuple[str, ...], Listing]:
        return {}

    def _list_things(self, types: tuple[str, ...]) -> Listing:
        slug = {iri: m.slug for iri, m in self.members.items()}
        things = [t for t in self.things.values() if t.type in types]
        rows = [
            {"thing": t.iri, "thingLabel": t.label, "kind": t.kind, "level": t.level, "strength": t.strength,
             "claims": str(t.claims), "articles": str(t.articles)}
            for t in things
        ]  # fmt: skip
        keys = [{n: slug[r[n]] for n in ("level", "strength", "kind") if r[n] in slug} for r in rows]
        return Listing([{n: v for n, v in r.items() if v} for r in rows], FacetIndex(keys))

    def warm(self) -> Catalogue:
        """Read everything now, so that no visitor waits for it."""
        for listing in (self.claim_listing, self.article_listing, self.source_listing):
            listing.facets.select({})
        _ = self.overclaims, self.effects, self.claims_at, self._claim_rows, self._other_labels
        _ = self.propositions_of, self.claims_of, self.studies_of, self.counts
        return self


def _local(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]


def _members(graph: Graph) -> Iterator[Member]:
    seen: set[str] = set()
    for row in _rows(graph, "scales"):
        if row["member"] in seen:
            continue
        seen.add(row["member"])
        step = _local(row.get("step", ""))
        yield Member(
            iri=row["member"],
            scheme=_local(row["scheme"]),
            slug=_local(row["member"]),
            label=row["memberLabel"],
            rank=int(row["rank"]) if "rank" in row else None,
            definition=row.get("definition", ""),
            step=int(step) if step.isdigit() else None,
            most=row.get("most", ""),
        )
