"""Quads of one article -> Record. With ``encode`` it is the identity on complete records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import InputError
from kg.identifiers import identifier_of
from kg.model import (
    Article,
    Assessment,
    Basis,
    Claim,
    Concept,
    Dismissal,
    EvidenceLine,
    Measurement,
    Place,
    Provenance,
    Record,
    Source,
    Span,
    Study,
    Voice,
)
from kg.namespaces import BASE, BIOLINK, CITO, DCTERMS, HCKG, OA, PROV, RDF, RDFS, SCHEMA, SKOS
from kg.record.claims import evidence_order
from kg.vocabulary import KINDS, MATCHES, Vocabulary


def decode(quads: Iterable[Quad], vocabulary: Vocabulary) -> Record:
    """Return the record that the stated quads of one article were made from.

    :param quads: of the graphs ``claims``, ``assessment`` and ``provenance``; derived ones are passed over.
    :raises InputError: if they hold no article, or more than one.
    """
    graph = _Graph(quads)
    articles = graph.instances(HCKG.Article)
    if len(articles) != 1:
        raise InputError(f"{len(articles)} articles in the graph, not one")
    return _Decoder(graph, articles[0], vocabulary).record()


class _Graph:
    """Objects by subject and predicate, and which of our graphs each statement stands in."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.objects: dict[tuple[str, str], list[tuple[NamedNode | Literal, str]]] = defaultdict(list)
        self.types: dict[str, list[str]] = defaultdict(list)
        for q in quads:
            graph = q.graph_name.value.rpartition("/")[2] if isinstance(q.graph_name, NamedNode) else ""
            if graph != "edges":
                self.objects[(q.subject.value, q.predicate.value)].append((q.object, graph))  # type: ignore[union-attr, arg-type]
                if q.predicate.value == str(RDF.type):
                    self.types[q.object.value].append(q.subject.value)  # type: ignore[union-attr]

    def instances(self, cls: str) -> list[str]:
        return sorted(set(self.types.get(str(cls), ())))

    def all(self, subject: str, predicate: str) -> list[str]:
        return sorted(o.value for o, _ in self.objects.get((subject, str(predicate)), ()))

    def one(self, subject: str, predicate: str) -> str:
        return next(iter(self.all(subject, predicate)), "")

    def graph_of(self, subject: str, predicate: str) -> str:
        return next((g for _, g in self.objects.get((subject, str(predicate)), ())), "")

    def language(self, subject: str, predicate: str) -> str:
        return next(
            (o.language or "" for o, _ in self.objects.get((subject, str(predicate)), ()) if isinstance(o, Literal)), ""
        )

    def count(self, subject: str, predicate: str) -> int | None:
        text = self.one(subject, predicate)
        return int(text) if text else None


def _slug(iri: str) -> str:
    return iri.rpartition("/")[2]


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split("; ")) if text else ()


class _Decoder:
    """Reads the parts of one article back, side by side with the encoder."""

    def __init__(self, graph: _Graph, article: str, vocabulary: Vocabulary) -> None:
        self.g = graph
        self.article = article
        self.vocabulary = vocabulary
        self.sources = {iri: graph.one(iri, DCTERMS.identifier) for iri in graph.instances(HCKG.ScholarlyWork)}
        self.claims = {iri: graph.one(iri, DCTERMS.identifier) for iri in graph.instances(HCKG.Claim)}

    def record(self) -> Record:
        claims = [self._claim(iri) for iri in self.claims]
        return Record(
            article=self._article(),
            claims=tuple(sorted(claims, key=lambda c: (c.at[0], c.at, c.name))),
            voices=self._voices(),
            entities=tuple(sorted((self._entity(i) for i in self._entity_iris()), key=lambda e: e.slug)),
            studies=tuple(self._study(i) for i in self.g.instances(HCKG.Study)),
            sources=tuple(sorted((self._source(i) for i in self.sources), key=lambda s: s.slug)),
            places=tuple(sorted((self._place(i) for i in self.g.instances(HCKG.Place)), key=lambda p: p.span)),
            assessments=tuple(self._assessment(i) for i in self.g.instances(HCKG.CriterionAssessment)),
            dismissed=self._dismissed(),
            provenance=self._provenance(),
        )

    def _names(self, iris: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(_slug(i) for i in iris))

    def _article(self) -> Article:
        g, a = self.g, self.article
        text = g.one(a, HCKG.textVersion)
        kinds = [t.removeprefix(str(SCHEMA)) for t in g.all(a, RDF.type) if t.startswith(str(SCHEMA))]
        publisher = g.one(a, SCHEMA.publisher)
        return Article(
            title=g.one(a, SCHEMA.headline),
            address=g.one(a, SCHEMA.url),
            publisher=g.one(publisher, RDFS.label),
            text=g.one(text, HCKG.textDigest),
            characters=g.count(text, HCKG.charLength),
            kind=next(iter(kinds), "NewsArticle"),
            authors=_split(g.one(a, HCKG.byline)),
            published=g.one(a, SCHEMA.datePublished),
            modified=g.one(a, SCHEMA.dateModified),
            language=g.one(a, SCHEMA.inLanguage),
            section=g.one(a, SCHEMA.articleSection),
            credit=g.one(a, SCHEMA.creditText),
            licence=g.one(a, DCTERMS.license),
            about=self._names(g.all(a, SCHEMA.about)),
            cites=tuple(sorted(self.sources[i] for i in g.all(a, CITO.cites))),
            measures=tuple(sorted(_slug(m) for m in g.all(a, HCKG.effectMeasure))),
            constructed=g.one(a, HCKG.constructedExample) == "true",
        )

    def _voices(self) -> tuple[Voice, ...]:
        g = self.g
        voices = [
            Voice(
                slug=_slug(i),
                label=g.one(i, RDFS.label),
                identified=g.one(i, HCKG.identified) == "true",
                kind=_slug(g.one(i, HCKG.voiceKind)),
            )
            for i in g.instances(HCKG.Attribution)
        ]
        return tuple(sorted((v for v in voices if v.slug != "article"), key=lambda v: v.slug))

    def _entity_iris(self) -> Iterator[str]:
        for iri in self.g.instances(HCKG.Entity):
            if iri.startswith((f"{self.article}/entity/", f"{BASE}concept/")):
                yield iri

    def _entity(self, iri: str) -> Concept:
        g = self.g
        return Concept(
            slug=_slug(iri),
            cls=self._class(iri),
            label=g.one(iri, SKOS.prefLabel),
            kind=next((_slug(k) for name in KINDS for k in g.all(iri, HCKG[name])), ""),
            broader=self._names(g.all(iri, SKOS.broader)),
            alternatives=tuple(g.all(iri, SKOS.altLabel)),
            developer=_slug(g.one(iri, HCKG.developer)),
            definition=g.one(iri, SKOS.definition),
            shared=iri.startswith(f"{BASE}concept/"),
            mappings=tuple(
                sorted((short, identifier_of(o)) for short, long in MATCHES.items() for o in g.all(iri, SKOS[long]))
            ),
        )

    def _class(self, iri: str) -> str:
        """Return the most special class of ours."""
        ours = [t.removeprefix(str(HCKG)) for t in self.g.all(iri, RDF.type) if t.startswith(str(HCKG))]
        return max(ours, key=lambda c: (len(self.vocabulary.superclasses.get(f"{HCKG}{c}", ())), c != "Entity"))

    def _study(self, iri: str) -> Study:
        g, match = self.g, f"{iri}/match"
        measurements = [self._measurement(m) for m in g.all(iri, HCKG.measurement)]
        return Study(
            slug=_slug(iri),
            label=g.one(iri, RDFS.label),
            level=_slug(g.one(iri, HCKG.evidenceLevel)),
            design=_slug(g.one(iri, HCKG.studyDesign)),
            of=self._names(g.all(iri, HCKG.studyOf)),
            sample_size=g.count(iri, HCKG.sampleSize),
            population=g.one(iri, HCKG.studyPopulation),
            country=g.one(iri, HCKG.country),
            stage=_slug(g.one(iri, HCKG.researchStage)),
            registration=g.one(iri, HCKG.registration),
            publication=_slug(g.one(iri, HCKG.publicationType)),
            source=self.sources.get(g.one(iri, HCKG.reportedBy), ""),
            possible_source=self.sources.get(g.one(iri, HCKG.possiblePrimarySource), ""),
            match_confidence=g.one(match, HCKG.matchConfidence),
            match_reason=g.one(match, RDFS.comment),
            measurements=tuple(sorted(measurements, key=lambda m: (m.outcome, m.time, m.group, m.value, m.unit))),
        )

    def _measurement(self, iri: str) -> Measurement:
        g = self.g
        return Measurement(
            outcome=_slug(g.one(iri, HCKG.outcome)),
            value=g.one(iri, HCKG.value),
            unit=g.one(iri, HCKG.unit),
            time=g.one(iri, HCKG.time),
            group=g.one(iri, HCKG.group),
        )

    def _source(self, iri: str) -> Source:
        g = self.g
        kinds = [t.removeprefix(str(SCHEMA)) for t in g.all(iri, RDF.type) if t.startswith(str(SCHEMA))]
        kind = next((k for k in kinds if k != "MedicalScholarlyArticle"), "")
        basis: Basis = "stated" if g.graph_of(iri, DCTERMS.identifier) == "claims" else "curated"
        return Source(
            slug=self.sources[iri],
            iri=iri,
            title=g.one(iri, DCTERMS.title),
            basis=basis,
            kind=kind,
            authors=_split(g.one(iri, HCKG.byline)),
            journal=g.one(iri, HCKG.journal),
            published=g.one(iri, SCHEMA.datePublished),
            pmid=g.one(iri, HCKG.pmid),
            registration=g.one(iri, HCKG.registration),
            design=_slug(g.one(iri, HCKG.studyDesign)),
            publication=_slug(g.one(iri, HCKG.publicationType)),
            status=_slug(g.one(iri, HCKG.status)),
            notice=g.one(iri, HCKG.notice),
            discusses=tuple(sorted(self.sources[i] for i in g.all(iri, CITO.discusses))),
            cites=tuple(sorted(self.sources[i] for i in g.all(iri, CITO.citesAsEvidence))),
            funding=g.one(iri, HCKG.funding),
        )

    def _place(self, iri: str) -> Place:
        g = self.g
        span = Span(int(g.one(iri, OA.start)), int(g.one(iri, OA.end)))
        return Place(span=span, section=_slug(g.one(iri, HCKG.inSection)), digest=g.one(iri, HCKG.textDigest))

    def _spans(self, subject: str, predicate: str) -> tuple[Span, ...]:
        return tuple(sorted(self._place(i).span for i in self.g.all(subject, predicate)))

    def _evidence(self, iri: str) -> EvidenceLine:
        g, item = self.g, self.g.one(iri, HCKG.evidenceItem)
        basis: Basis = "stated" if _slug(g.one(iri, HCKG.evidenceBasis)) == "stated" else "curated"
        return EvidenceLine(
            level=_slug(g.one(iri, HCKG.evidenceLevel)),
            design=_slug(g.one(iri, HCKG.studyDesign)),
            direction=_slug(g.one(iri, HCKG.direction)),  # type: ignore[arg-type]
            basis=basis,
            item=self.sources.get(item) or _slug(item),
            sample_size=g.count(iri, HCKG.sampleSize),
            subjects=_slug(g.one(iri, HCKG.subjectKind)),
            grade=_slug(g.one(iri, HCKG.gradeCertainty)),
            at=self._spans(iri, HCKG.statedAt),
        )

    def _claim(self, iri: str) -> Claim:
        g = self.g
        label, paraphrase = g.one(iri, RDFS.label), g.one(iri, HCKG.paraphrase)
        evidence = {self._evidence(e) for e in g.all(iri, HCKG.hasEvidenceLine)}
        member = {
            p: _slug(g.one(iri, HCKG[p]))
            for p in ("claimKind", "strength", "modality", "stance", "scope", "researchStage", "aboutStudy")
        }
        return Claim(
            subject=_slug(g.one(iri, HCKG.subject)),
            predicate=g.one(iri, HCKG.predicate).removeprefix(str(HCKG)),
            object=_slug(g.one(iri, HCKG.object)),
            at=self._spans(iri, HCKG.statedAt),
            negated=g.one(iri, HCKG.negated) == "true",
            context=self._names(g.all(iri, HCKG.inContextOf)),
            name=self.claims[iri],
            kind=member["claimKind"],
            strength=member["strength"],
            modality=member["modality"],
            stance=member["stance"],
            scope=member["scope"],
            stage=member["researchStage"],
            voices=self._names(g.all(iri, HCKG.attributedTo)),
            cue=g.one(iri, HCKG.cue),
            paraphrase="" if paraphrase == label else paraphrase,
            evidence=tuple(sorted(evidence, key=evidence_order)),
            study=member["aboutStudy"],
            qualifies=self._claim_names(iri, HCKG.qualifies),
            supports=self._claim_names(iri, HCKG.supportsClaim),
            contradicts=self._claim_names(iri, HCKG.contradicts),
            confidence=g.one(iri, HCKG.confidence),
            agent_type=g.one(iri, BIOLINK.agent_type),
            knowledge_level=g.one(iri, BIOLINK.knowledge_level),
            certainty=g.one(iri, HCKG.certainty),
            subject_at=self._span(iri, HCKG.subjectAt),
            predicate_at=self._span(iri, HCKG.predicateAt),
            object_at=self._span(iri, HCKG.objectAt),
        )

    def _claim_names(self, iri: str, predicate: str) -> tuple[str, ...]:
        return tuple(sorted(self.claims[i] for i in self.g.all(iri, predicate)))

    def _span(self, iri: str, predicate: str) -> Span | None:
        return next(iter(self._spans(iri, predicate)), None)

    def _assessment(self, iri: str) -> Assessment:
        g = self.g
        return Assessment(
            criterion=_slug(g.one(iri, HCKG.criterion)),
            verdict=_slug(g.one(iri, HCKG.verdict)),
            based_on=self._claim_names(iri, HCKG.basedOnClaim),
            at=self._spans(iri, HCKG.statedAt),
        )

    def _dismissed(self) -> tuple[Dismissal, ...]:
        g = self.g
        found = [
            Dismissal(
                rule=g.one(i, HCKG.dismissedRule),
                reason=g.one(i, HCKG.reason),
                claim=self.claims.get(g.one(i, HCKG.dismissedClaim), ""),
            )
            for i in g.instances(HCKG.Dismissal)
        ]
        return tuple(sorted(found, key=lambda d: (d.rule, d.claim)))

    def _provenance(self) -> Provenance:
        g, activity, claims = self.g, f"{self.article}/activity/making", f"{self.article}/graph/claims"
        maker = g.one(activity, PROV.wasAssociatedWith)
        return Provenance(
            maker=_slug(maker),
            maker_label=g.one(maker, RDFS.label),
            agent_type=g.one(claims, BIOLINK.agent_type),
            knowledge_level=g.one(claims, BIOLINK.knowledge_level),
            confidence=g.one(claims, HCKG.confidence),
            date=g.one(activity, DCTERMS.date),
            method=g.one(activity, DCTERMS.description),
            packs=tuple(g.all(activity, HCKG.termPack)),
        )
