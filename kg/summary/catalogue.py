"""What is counted, ordered or searched as a whole, read once for each snapshot, so that no request scans the graph.

Every list comes from a named query of ``kg/queries/pages``, as rows from variable to IRI or text; a snapshot never
changes, so neither does its catalogue.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

from networkx import MultiDiGraph

from kg.api import Graph
from kg.namespaces import HCKG
from kg.query import get_query

Row = dict[str, str]
Grouped = dict[str, list[Row]]
Answer = Callable[["Catalogue", str, tuple[str, ...]], Iterator[Row]]

INTERVENTIONS = ("Therapy", "Chemical", "Exposure")
"""Classes of what is done or taken."""
LIMITATION, ACTS_THROUGH, NO_EFFECT = str(HCKG.hasLimitation), str(HCKG.actsThrough), str(HCKG.hasNoEffectOn)


class Member(NamedTuple):
    """A member of a scheme: its word, place in the order, meaning, and for levels the OCEBM step."""

    iri: str
    scheme: str
    slug: str
    label: str
    rank: int | None
    definition: str
    step: int | None
    most: str


class Effect(NamedTuple):
    """Claims of a therapy's effect on a condition, and of its absence, by one relation or (where empty) by all.

    ``level`` is the best evidence of those who claim or consider it, ``against`` that of those who deny it, empty where
    nobody does; ``ways`` are of "benefit" and "harm"; ``articles`` are those that speak of it, on either side.
    """

    therapy: str
    condition: str
    relation: str
    ways: frozenset[str]
    level: str
    against: str
    there: int
    absent: int
    articles: frozenset[str]


class Catalogue:
    """Everything of one snapshot that is counted, ordered or searched as a whole."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._tables: dict[str, list[Row]] = {}
        self._grouped: dict[tuple[str, str], Grouped] = {}
        self._strings: dict[str, str] = {}
        self.members = {m.iri: m for m in map(_member, reversed(self.table("scales")))}

    def table(self, name: str) -> list[Row]:
        """Return the rows of a query over the whole graph, run once; equal strings, which are many, are stored once."""
        if name not in self._tables:
            keep = self._strings.setdefault
            rows = self.graph.query(name)
            self._tables[name] = [{n: keep(v, v) for n, v in row.as_dict().items()} for row in rows]
        return self._tables[name]

    def grouped(self, name: str, variable: str) -> Grouped:
        """Return the rows of a query over the whole graph by the value of a variable."""
        if (name, variable) not in self._grouped:
            self._grouped[name, variable] = _by(self.table(name), lambda row: (row[variable],))
        return self._grouped[name, variable]

    # --- schemes and names

    def rank(self, iri: str) -> int:
        """Return the rank of a scheme member; what has none comes below every rank."""
        member = self.members.get(iri)
        return member.rank if member and member.rank is not None else -1

    def scheme(self, slug: str) -> list[Member]:
        """Return the members of a scheme, the strongest first and unranked ones last."""
        members = [m for m in self.members.values() if m.scheme == slug]
        return sorted(members, key=lambda m: (m.rank is None, -(m.rank or 0), m.label))

    def label(self, iri: str) -> str:
        """Return the label of anything that pages name; empty for anything else."""
        if iri in self.members:
            return self.members[iri].label
        return self._labels.get(iri) or self.claims.get(iri, {}).get("claimLabel", "")

    @cached_property
    def _labels(self) -> dict[str, str]:
        kinds: dict[str, Iterable[Row]] = {
            "term": self.table("ontology-terms"),
            "study": self.table("all-studies"),
            "relation": self.table("all-relations"),
            "source": self.sources.values(),
            "article": self.articles.values(),
            "thing": self.things.values(),
        }
        return {row[kind]: row[f"{kind}Label"] for kind, rows in kinds.items() for row in rows}

    # --- articles, sources, claims, things

    @cached_property
    def articles(self) -> dict[str, Row]:
        """Articles by IRI, newest first, with the number of their claims and the best evidence of any of them."""
        names = {row["publisher"]: {"publisherName": row["publisherName"]} for row in self.table("all-publishers")}
        found: dict[str, Row] = {}
        for row in self.table("all-articles"):
            claims = self.claims_in.get(row["article"], ())
            best = {"level": claims[0]["level"]} if claims else {}
            told = row | names.get(row.get("publisher", ""), {}) | best | {"claims": str(len(claims))}
            found.setdefault(row["article"], told)
        return found

    @cached_property
    def sources(self) -> dict[str, Row]:
        """Publications by IRI, newest first."""
        return {row["source"]: row for row in self.table("all-sources")}

    @cached_property
    def claims(self) -> dict[str, Row]:
        """Claims by IRI, strongest evidence first, then strongest wording."""
        ranks = defaultdict(int, {iri: self.rank(iri) for iri in self.members})
        once = {row["claim"]: row for row in self.table("all-claims")}.values()
        rows = sorted(once, key=lambda r: (-ranks[r["level"]], -ranks[r["strength"]], r["claimLabel"], r["claim"]))
        return {row["claim"]: row for row in rows}

    @cached_property
    def things(self) -> dict[str, Row]:
        """Entities by IRI, most claimed first, with what the claims about each add up to."""
        about = _by(self.claims.values(), lambda row: {row["subject"], row["object"]})
        things: dict[str, Row] = {}
        for row in self.table("all-entities"):
            claims = about.get(row["item"], [])
            told = {"thing": row["item"], "thingLabel": row["itemLabel"], "type": row["class"].removeprefix(str(HCKG))}
            told |= {"kind": row["kind"]} if "kind" in row else {}
            told |= {"claims": str(len(claims)), "articles": str(len({c["article"] for c in claims}))}
            if claims:
                told |= {"level": claims[0]["level"], "strength": max((c["strength"] for c in claims), key=self.rank)}
            things.setdefault(row["item"], told)
        return dict(sorted(things.items(), key=lambda t: (-int(t[1]["claims"]), t[1]["thingLabel"].casefold())))

    @cached_property
    def conditions(self) -> dict[str, Row]:
        """Things that claims speak of as conditions, whatever a vocabulary files them as."""
        found = {row["condition"] for row in self.table("all-conditions")}
        return {iri: row for iri, row in self.things.items() if iri in found and row["claims"] != "0"}

    def _real_claims(self) -> Iterator[Row]:
        """Walk the claims of articles that we did not make up as examples."""
        return (row for row in self.claims.values() if "constructed" not in self.articles[row["article"]])

    def _contexts(self, claim: Row) -> set[str]:
        """Return what a claim is said in the context of; of one that is said of nothing else, that is nothing."""
        besides, studies = self.grouped("all-contexts", "claim"), self.grouped("all-studies", "study")
        return {b["thing"] for b in besides.get(claim["claim"], ()) if b["thing"] not in studies} or {""}

    def is_a(self, iri: str, *types: str) -> bool:
        """Say whether a thing is of one of some classes."""
        return iri in self.things and self.things[iri]["type"] in types

    @cached_property
    def propositions(self) -> list[Row]:
        """Propositions, strongest evidence first; with the kind usual for their relation where a claim is of it.

        ``level`` is the best evidence of those who claim it, or of those who deny it where nobody else speaks of it;
        ``madeUp`` marks those that only constructed examples speak of.
        """
        kinds = {r["relation"]: {"kind": r["kind"]} for r in self.table("all-relations") if "kind" in r}
        told = {(*_said(c), c["kind"]) for c in self.claims.values()}
        real = {(*_said(c), context) for c in self._real_claims() for context in self._contexts(c)}
        rows = []
        for row in self.table("all-propositions"):
            usual = kinds.get(row["relation"], {})
            made_up = {} if (*_said(row), row.get("context", "")) in real else {"madeUp": "true"}
            level = row.get("bestEvidence") or row["evidenceAgainst"]
            kind = usual if (*_said(row), usual.get("kind", "")) in told else {}
            rows.append(row | made_up | kind | {"level": level})
        return sorted(
            rows, key=lambda r: (-self.rank(r["level"]), -int(r["articles"]), r["propositionLabel"], r["proposition"])
        )

    # --- the same by what they are about

    @cached_property
    def claims_in(self) -> Grouped:
        """Claims by article."""
        return _by(self.claims.values(), lambda row: (row["article"],))

    @cached_property
    def claims_at(self) -> Grouped:
        """Claims by the best level of evidence they rest on."""
        return _by(self.claims.values(), lambda row: (row["level"],))

    @cached_property
    def claims_of(self) -> Grouped:
        """Claims by everything they are about: subject, object, context, study."""
        return _by(self.claims.values(), self._about)

    def _about(self, row: Row) -> set[str]:
        besides = self.grouped("all-contexts", "claim").get(row["claim"], ())
        return {row["subject"], row["object"], *(b["thing"] for b in besides)}

    @cached_property
    def voices_of(self) -> dict[str, list[str]]:
        """Names of those who say a claim, where that is not the article itself, by claim."""
        return {iri: [row["voiceLabel"] for row in rows] for iri, rows in self.grouped("all-voices", "claim").items()}

    @cached_property
    def overclaims_of(self) -> Grouped:
        """Claims that outrun their evidence, by everything they are about."""
        return _by(self.table("checks-wording"), lambda row: self._about(self.claims[row["claim"]]))

    @cached_property
    def limits_of(self) -> Grouped:
        """Claims of a limit by what is limited: the subject, the context, or what the study is of."""
        studied = self.grouped("all-studies", "study")
        limits = [row for row in self.claims.values() if row["relation"] == LIMITATION]
        return _by(
            limits, lambda r: (self._about(r) - {r["object"]}) | {s["thing"] for s in studied.get(r["subject"], ())}
        )

    @cached_property
    def undisclosed_of(self) -> Grouped:
        """Claims that something is not disclosed, by what that is a limit of."""
        silent = {row["undisclosed"] for row in self.table("checks-undisclosed")}
        return {iri: [row for row in rows if row["object"] in silent] for iri, rows in self.limits_of.items()}

    @cached_property
    def propositions_of(self) -> Grouped:
        """Propositions by subject and by object."""
        return _by(self.propositions, lambda row: {row["subject"], row["object"]})

    @cached_property
    def effects(self) -> list[Effect]:
        """The lines of the evidence map, but for those that only constructed examples tell of."""
        tellers: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        for claim in self._real_claims():
            tellers[_said(claim)].add(claim["article"])
        found = []
        for row in self.table("evidence-map"):
            therapy, condition, relation = (row[n] for n in ("therapy", "condition", "relation"))
            pro, contra, articles = int(row["for"]), int(row["against"]), tellers[therapy, relation, condition]
            sides = row.get("level", ""), row.get("levelAgainst", ""), pro, contra
            if relation == NO_EFFECT:  # who says so denies an effect; who only considers it takes no side
                sides = ("", row["level"], 0, pro) if pro else (row.get("level", ""), "", 0, 0)
            ways = frozenset(filter(None, (row["way"],)))
            told = Effect(therapy, condition, relation, ways, *sides, frozenset(articles))
            found += [told] if articles and (told.level or told.against) else []
        return found

    @cached_property
    def effects_of_pairs(self) -> list[Effect]:
        """The lines of the evidence map, those of a therapy and a condition put together."""
        return self._together(self.effects)

    def effects_that(self, wanted: Mapping[str, str]) -> list[Effect]:
        """Return one effect for each pair, of lines that are ``wanted``.

        :param wanted: IRIs of ``therapy``, ``condition``, ``relation`` or ``level``.
        """
        by_line = "relation" in wanted or "level" in wanted
        lines = self.effects if by_line else self.effects_of_pairs
        ends = {name: iri for name, iri in wanted.items() if name != "level"}
        found = [
            line
            for line in lines
            if wanted.get("level", line.level) in (line.level, line.against)
            and all(getattr(line, name) == iri for name, iri in ends.items())
        ]
        return self._together(found) if by_line else found

    def _together(self, effects: Iterable[Effect]) -> list[Effect]:
        """Return one effect for each therapy and condition: the strongest evidence, the counts and articles of all."""
        pairs: dict[tuple[str, str], list[Effect]] = defaultdict(list)
        for effect in effects:
            pairs[effect.therapy, effect.condition].append(effect)
        return [
            found[0]._replace(
                relation="",
                ways=frozenset().union(*(e.ways for e in found)),
                level=max((e.level for e in found), key=self._strength),
                against=max((e.against for e in found), key=self._strength),
                there=sum(e.there for e in found),
                absent=sum(e.absent for e in found),
                articles=frozenset().union(*(e.articles for e in found)),
            )
            for found in pairs.values()
        ]

    def _strength(self, level: str) -> tuple[bool, int]:
        """Return what orders levels: none at all, none stated, then by rank."""
        return bool(level), self.rank(level)

    def neighbours(self, focus: str, *, relation: str = "", level: str = "", publisher: str = "") -> list[Row]:
        """Return what is said around a thing, narrowed by the label of a relation, a level, or who published it."""
        said = {
            (claim["subject"], claim["object"])
            for claim in self.claims_of.get(focus, ())
            if publisher == self.articles[claim["article"]].get("publisherName", "")
        }
        return [
            row
            for row in self.answer("neighbours", focus) or []
            if relation in ("", self.label(row["relation"]))
            and level in ("", _local(row["level"]))
            and (not publisher or (row["subject"], row["object"]) in said)
        ]

    def side_by_side(self, name: str, columns: Sequence[str], things: Sequence[str], of: str = "") -> list[list[Row]]:
        """Return what a page query says of some things, rows of the same columns beside each other, empty if unsaid.

        What is said of all comes first. With ``of``, only rows in which that stands.
        """
        found: dict[tuple[str, ...], list[Row]] = {}
        for side, iri in enumerate(things):
            for row in self.answer(name, iri) or []:
                if not of or of in row.values():
                    beside = found.setdefault(tuple(row.get(c, "") for c in columns), [{} for _ in things])
                    beside[side] = row
        return sorted(found.values(), key=lambda rows: not all(rows))

    @cached_property
    def network(self) -> MultiDiGraph[str]:
        """Things joined by what is said of them, for paths."""
        return self.graph.graph()

    def warm(self) -> None:
        """Read everything now, so that no visitor waits for it."""
        for name in ("_labels", "claims_of", "claims_at", "overclaims_of", "undisclosed_of", "effects_of_pairs"):
            getattr(self, name)
        _ = self.propositions_of, self.voices_of, *map(self.table, WHOLE)

    def rows(self, name: str, given: Mapping[str, str]) -> list[Row]:
        """Return the rows of a page query, read already or run now."""
        known = self.answer(name, next(iter(given.values()), "")) if len(given) < 2 else None  # noqa: PLR2004
        return [row.as_dict() for row in self.graph.query(name, **given)] if known is None else known

    def answer(self, name: str, iri: str) -> list[Row] | None:
        """Return the rows of a page query for one thing, or for all without an IRI; None if it must be run."""
        return list(ANSWERS[name](self, iri, returned(name))) if name in ANSWERS else None


def most_told(effects: Iterable[Effect], end: str) -> list[str]:
    """Return each ``therapy`` or ``condition``, most articles first; of equal ones, the first of the effects."""
    articles: dict[str, set[str]] = defaultdict(set)
    for effect in effects:
        articles[getattr(effect, end)] |= effect.articles
    return sorted(articles, key=lambda iri: -len(articles[iri]))


def _said(row: Row) -> tuple[str, str, str]:
    return row["subject"], row["relation"], row["object"]


def _by(rows: Iterable[Row], keys: Callable[[Row], Iterable[str]]) -> Grouped:
    found: Grouped = defaultdict(list)
    for row in rows:
        for key in keys(row):
            found[key].append(row)
    return dict(found)


def _local(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]


def _member(row: Row) -> Member:
    rank, step = (int(n) if n.isdigit() else None for n in (row.get("rank", ""), _local(row.get("step", ""))))
    iri, definition = row["member"], row.get("definition", "")
    return Member(
        iri, _local(row["scheme"]), _local(iri), row["memberLabel"], rank, definition, step, row.get("most", "")
    )


def returned(name: str) -> tuple[str, ...]:
    """Return the variables a query returns, from its header."""
    return tuple(pair.split()[0] for pair in get_query(name).returns.split(","))


# Queries that a busy thing would make slow are answered from the catalogue: from which group of rows, which of them,
# and which variable of the query is which of the row. A test runs both on the shipped corpus and compares.


def _of(
    group: str,
    *,
    at: str = "",
    relation: str = "",
    without: tuple[str, ...] = (),
    among: tuple[str, ...] = (),
    gather: str = "",
    **renamed: str,
) -> Answer:
    """Return an answer from the rows of a thing.

    :param at: the end at which it stands. :param relation: the one that is kept. :param without: those that are not.
    :param among: an end, and the classes that what stands there is of.
    :param gather: rows of the same value of this are put together, where the first of them stands.
    """

    def answer(catalogue: Catalogue, iri: str, variables: tuple[str, ...]) -> Iterator[Row]:
        names = [(v, renamed.get(v, v)) for v in (*variables, "madeUp")]
        rows = [
            row
            for row in getattr(catalogue, group).get(iri, ())
            if (not at or row[at] == iri)
            and (not relation or row["relation"] == relation)
            and (not without or row["relation"] not in without)
            and (not among or catalogue.is_a(row[among[0]], *among[1:]))
        ]
        if gather:
            rows = list(chain.from_iterable(_by(rows, lambda row: (row[gather],)).values()))
        return ({variable: row[key] for variable, key in names if key in row} for row in rows)

    return answer


def _whole(name: str, variable: str) -> Answer:
    """Return an answer from a whole table, grouped by a variable where one thing is asked for."""
    return lambda c, iri, _: iter(c.grouped(name, variable).get(iri, ()) if iri else c.table(name))


def _elsewhere(catalogue: Catalogue, iri: str, variables: tuple[str, ...]) -> Iterator[Row]:
    claim = catalogue.claims.get(iri, {})
    same = _of("claims_of", at="subject")(catalogue, claim.get("subject", ""), (*variables, "object"))
    return (row for row in same if row.pop("object") == claim["object"] and row["claim"] != iri)


def _mechanisms(*asked: Any) -> Iterator[Row]:
    for end, other in (("subject", "object"), ("object", "subject")):
        renamed: dict[str, Any] = {"mechanism": end, "with": other}
        yield from _of("claims_of", among=(end, "Mechanism"), **renamed)(*asked)


NOT_LIMIT = (LIMITATION,)
WHOLE = {
    "evidence-map": "therapy",
    **dict.fromkeys(map("checks-{}".format, ("wording", "headline", "scope", "uncited", "undisclosed")), "article"),
    **dict.fromkeys(("conflicts", "contradictions", "effect-and-none", "policy", "levels"), "thing"),
}
"""Queries that are answered from their whole table, and the variable by which it is grouped for one thing."""
ANSWERS: dict[str, Answer] = {
    "condition-therapies": _of(
        "propositions_of", at="object", among=("subject", *INTERVENTIONS), gather="subject", therapy="subject"
    ),
    "condition-mechanisms": _mechanisms,
    "therapy-conditions": _of("propositions_of", at="subject", without=(LIMITATION, ACTS_THROUGH), of="object"),
    "therapy-mechanisms": _of("claims_of", at="subject", relation=ACTS_THROUGH, mechanism="object"),
    "mechanism-therapies": _of("claims_of", at="object", relation=ACTS_THROUGH, therapy="subject"),
    "mechanism-targets": _of("claims_of", at="subject", without=NOT_LIMIT, of="object"),
    "neighbours": _of("propositions_of", without=NOT_LIMIT),
    "thing-claims": _of("claims_of"),
    "level-claims": _of("claims_at"),
    "thing-limits": _of("limits_of", limit="object", of="subject"),
    "thing-undisclosed": _of("undisclosed_of", undisclosed="object", of="subject"),
    "thing-overclaims": _of("overclaims_of"),
    "claim-elsewhere": _elsewhere,
    **{name: _whole(name, variable) for name, variable in WHOLE.items()},
}
"""Named query to the function that answers it for one thing; an empty IRI means the whole graph."""
