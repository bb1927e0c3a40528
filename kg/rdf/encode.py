"""Record -> quads of the article's named graphs. Nothing derived is written here; queries add that."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.identifiers import agent_iri, doi_of, identifier_iri, scheme_iri, sha256
from kg.model import (
    Article,
    Assessment,
    Claim,
    Concept,
    Dismissal,
    EvidenceLine,
    Measurement,
    Place,
    Record,
    Source,
    Span,
    Study,
    Voice,
)
from kg.namespaces import BASE, BIOLINK, CITO, DCTERMS, HCKG, OA, ONTOLOGY_VERSION, PROV, RDF, RDFS, SCHEMA, SKOS, XSD
from kg.rdf.label import sentence
from kg.rdf.names import Names, shared_graph
from kg.vocabulary import KINDS, MATCHES, Vocabulary, en

Term = NamedNode | Literal
KIND_SCHEMES = {
    "Therapy": ("therapyKind", "therapy-kind"),
    "Exposure": ("exposureKind", "exposure-kind"),
    "Mechanism": ("mechanismKind", "mechanism-kind"),
}
assert {name for name, _ in KIND_SCHEMES.values()} == set(KINDS)  # noqa: S101 -- two tables, one truth
DATE_TYPES = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}
OTHER_AUTHORS = "et al."
"""What a list of authors ends with where it does not name them all."""
PERIODICAL = "Periodical"
"""Type of a source that is a journal."""
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@cache
def node(iri: str) -> NamedNode:
    """Return the node of an IRI; made once."""
    return NamedNode(iri)


TRUE, FALSE = Literal(True), Literal(False)


def _title(source: Source) -> Literal:
    """Return a title in its language; the name of a journal and a mere number ("pmid:123") are in none.

    Articles write those as they please, "PLoS One", and none of them takes a title from another.
    """
    title = source.title
    is_number = " " not in title and any(map(str.isdigit, title))
    return Literal(title) if source.kind == PERIODICAL or is_number else en(title)


def typed(text: str, datatype: str) -> Literal:
    """Return a literal with the digits as they were written."""
    return Literal(text, datatype=node(datatype))


def date(text: str) -> Literal:
    """Return a date, a month or a year as the literal of its length."""
    return typed(text, DATE_TYPES[len(text)])


def encode(record: Record, vocabulary: Vocabulary) -> list[Quad]:
    """Return the stated quads of a complete record, in named graphs of its article and shared ones; no blank nodes.

    Emits for a claim, for example::

        hckg.claim:0a1b2c a hckg:Claim ; hckg:subject hckg.concept:stem-cell-therapy ;
            hckg:predicate hckg:reverses ; hckg:object hckg.concept:type-2-diabetes ;
            hckg:strength cs:direct-cause ; hckg:statedAt <https://w3id.org/hckg/text/8c45/place/0-51> .

    Shape: shapes/claim.ttl and its neighbours.
    """
    return _Encoder(record, vocabulary).run()


class _Encoder:
    """Collects the quads of one record."""

    def __init__(self, record: Record, vocabulary: Vocabulary) -> None:
        self.record = record
        self.vocabulary = vocabulary
        self.names = Names(record, vocabulary)
        self.quads: list[Quad] = []
        self.graph = node(self.names.graph("claims"))
        self.assessment = node(self.names.graph("assessment"))
        self.provenance = node(self.names.graph("provenance"))
        self.labels = {e.slug: e.label for e in record.entities} | {s.slug: s.label for s in record.studies}

    def run(self) -> list[Quad]:
        record = self.record
        self._article(record.article)
        self._voice(Voice(slug="article", label="the article itself", identified=True))
        for voice in record.voices:
            self._voice(voice)
        for entity in record.entities:
            self._entity(entity)
        for study in record.studies:
            self._study(study)
        for source in record.sources:
            self._source(source)
        for place in record.places:
            self._place(place)
        for line in {e for c in record.claims for e in c.evidence}:
            self._evidence(line)
        for claim in record.claims:
            self._claim(claim)
        for assessment in record.assessments:
            self._assess(assessment)
        for dismissal in record.dismissed:
            self._dismiss(dismissal)
        self._provenance()
        return self.quads

    def put(self, subject: str, *pairs: tuple[str, Term | None], graph: NamedNode | None = None) -> None:
        """Add what is known of a subject; a pair without value is left out."""
        s, g = node(subject), graph or self.graph
        self.quads += [Quad(s, node(p), o, g) for p, o in pairs if o is not None]

    def share(self, subject: str, label: Literal, *pairs: tuple[str, Term | None]) -> None:
        """Add what other articles say in the same words, in a graph that they share and this article requires."""
        s = node(subject)
        triples = [Triple(s, node(p), o) for p, o in ((str(RDFS.label), label), *pairs) if o is not None]
        graph = node(shared_graph(triples))
        triples.append(Triple(graph, node(RDFS.label), en(f"description of {label.value}")))
        self.quads += [Quad(t.subject, t.predicate, t.object, graph) for t in triples]
        self.put(self.names.graph("claims"), (DCTERMS.requires, graph), graph=self.provenance)

    def label(self, name: str) -> str:
        """Return the label of an entity, study or concept."""
        return self.labels.get(name) or self.vocabulary.concepts[name].label

    def tagged(self, text: str) -> Literal | None:
        """Return text in the language of the article."""
        return Literal(text, language=self.record.article.language) if text else None

    def _article(self, a: Article) -> None:
        n, title = self.names, self.tagged(a.title)
        publisher = agent_iri(a.publisher) if a.publisher else ""
        self.put(
            n.article,
            (RDF.type, node(HCKG.Article)),
            (RDF.type, node(f"{SCHEMA}{a.kind}")),
            (RDFS.label, title),
            (SCHEMA.headline, title),
            (SCHEMA.publisher, node(publisher) if publisher else None),
            (SCHEMA.url, node(a.address) if a.address else None),
            (SCHEMA.inLanguage, Literal(a.language)),
            *_authors(a.authors),
            (SCHEMA.creditText, _text(a.credit)),
            (SCHEMA.articleSection, _text(a.section)),
            (SCHEMA.datePublished, date(a.published) if a.published else None),
            (SCHEMA.dateModified, date(a.modified) if a.modified else None),
            (DCTERMS.license, node(a.licence) if a.licence else None),
            *((HCKG.effectMeasure, _member("effect-measure", m)) for m in a.measures),
            (HCKG.constructedExample, TRUE if a.constructed else None),
            (HCKG.textVersion, node(n.text)),
            *((SCHEMA.about, node(n.thing(x))) for x in a.about),
            *((CITO.cites, node(n.sources[x])) for x in a.cites),
        )
        if publisher:
            named = Literal(a.publisher)
            self.share(publisher, named, (RDF.type, node(SCHEMA.Organization)), (SCHEMA.name, named))
        if a.licence:
            self.share(a.licence, Literal(_licence_label(a.licence)))
        self.put(
            n.text,
            (RDF.type, node(HCKG.ArticleText)),
            (RDFS.label, en("text of the article as received")),
            (HCKG.textDigest, _text(a.text)),
            (HCKG.charLength, None if a.characters is None else Literal(a.characters)),
            (DCTERMS.format, Literal("text/plain; charset=utf-8")),
            (PROV.wasDerivedFrom, node(n.article)),
        )

    def _voice(self, v: Voice) -> None:
        kind = node(scheme_iri("voice-kind", v.kind)) if v.kind else None
        identified = TRUE if v.identified else FALSE
        pairs = (
            (RDF.type, node(HCKG.Attribution)),
            (RDFS.label, en(v.label)),
            (HCKG.identified, identified),
            (HCKG.voiceKind, kind),
        )
        self.put(self.names.voice(v.slug), *pairs)

    def _entity(self, e: Concept) -> None:
        n = self.names
        prop, scheme = KIND_SCHEMES.get(e.cls, ("", ""))
        kind = scheme_iri(scheme, e.kind) if e.kind and scheme else ""
        stated = [
            f"{HCKG}{e.cls}",
            *(self.vocabulary.member(scheme, e.kind).values.get("schemaType", ()) if kind else ()),
        ]
        classes = sorted({above for c in stated for above in self.vocabulary.superclasses.get(c, (c,))})
        described: tuple[tuple[str, Term | None], ...] = (
            *((RDF.type, node(c)) for c in classes),
            (SKOS.prefLabel, en(e.label)),
            *((SKOS.altLabel, en(x)) for x in e.alternatives),
            (f"{HCKG}{prop}", node(kind) if kind else None),
            *((SKOS.broader, node(n.thing(b))) for b in e.broader),
            (SKOS.definition, en(e.definition) if e.definition else None),
            (HCKG.developer, node(n.voice(e.developer)) if e.developer else None),
            (SKOS.inScheme, node(scheme_iri("concept")) if e.shared else None),
            *((f"{SKOS}{MATCHES[relation]}", node(identifier_iri(curie))) for relation, curie in e.mappings),
        )
        if e.shared:
            self.share(n.thing(e.slug), en(e.label), *described)
        else:
            self.put(n.thing(e.slug), (RDFS.label, en(e.label)), *described)

    def _study(self, s: Study) -> None:
        n, iri = self.names, self.names.thing(s.slug)
        self.put(
            iri,
            (RDF.type, node(HCKG.Study)),
            (RDF.type, node(SCHEMA.MedicalStudy)),
            (RDFS.label, en(s.label)),
            (HCKG.sampleSize, None if s.sample_size is None else Literal(s.sample_size)),
            *((HCKG.studyOf, node(n.thing(x))) for x in s.of),
            (HCKG.evidenceLevel, _member("evidence-level", s.level)),
            (HCKG.studyDesign, _member("study-design", s.design)),
            (HCKG.researchStage, _member("research-stage", s.stage)),
            (HCKG.studyPopulation, en(s.population) if s.population else None),
            (HCKG.country, _text(s.country)),
            (HCKG.registration, _text(s.registration)),
            (HCKG.publicationType, _member("publication-type", s.publication)),
            (HCKG.reportedBy, node(n.sources[s.source]) if s.source else None),
            *((HCKG.measurement, node(self._measurement(iri, m))) for m in s.measurements),
        )
        if s.possible_source:
            self._match(s, iri)

    def _measurement(self, study: str, m: Measurement) -> str:
        iri = f"{study}/measurement/{sha256('|'.join((m.outcome, m.value, m.unit, m.time, m.group)))[:8]}"
        words = " ".join(
            x for x in (m.value, m.unit, f"at {m.time}" if m.time else "", f"({m.group})" if m.group else "") if x
        )
        self.put(
            iri,
            (RDF.type, node(HCKG.Measurement)),
            (RDFS.label, en(f"{self.label(m.outcome)}: {words}")),
            (HCKG.outcome, node(self.names.thing(m.outcome))),
            (HCKG.value, Literal(m.value)),
            (HCKG.unit, _text(m.unit)),
            (HCKG.time, _text(m.time)),
            (HCKG.group, _text(m.group)),
        )
        return iri

    def _match(self, s: Study, iri: str) -> None:
        source = node(self.names.sources[s.possible_source])
        self.put(iri, (HCKG.possiblePrimarySource, source), graph=self.assessment)
        self.put(
            f"{iri}/match",
            (RDF.type, node(RDF.Statement)),
            (RDFS.label, en("match of the study with a publication")),
            (RDF.subject, node(iri)),
            (RDF.predicate, node(HCKG.possiblePrimarySource)),
            (RDF.object, source),
            (HCKG.matchConfidence, _decimal(s.match_confidence)),
            (RDFS.comment, en(s.match_reason) if s.match_reason else None),
            graph=self.assessment,
        )

    def _source(self, s: Source) -> None:
        n = self.names
        doi = doi_of(s.iri) if s.iri.startswith("https://doi.org/") else ""
        title = _title(s)
        self.share(
            s.iri,
            title,
            (RDF.type, node(HCKG.ScholarlyWork)),
            (RDF.type, node(f"{SCHEMA}{s.kind or 'MedicalScholarlyArticle'}")),
            (DCTERMS.title, title),
        )
        self.put(
            s.iri,
            (DCTERMS.identifier, Literal(s.slug)),
            *_authors(s.authors),
            (HCKG.journal, _text(s.journal)),
            (SCHEMA.datePublished, date(s.published) if s.published else None),
            (HCKG.doi, _text(doi)),
            (HCKG.pmid, _text(s.pmid)),
            (HCKG.registration, _text(s.registration)),
            (HCKG.studyDesign, _member("study-design", s.design)),
            (HCKG.publicationType, _member("publication-type", s.publication)),
            (HCKG.status, _member("publication-status", s.status)),
            (HCKG.notice, _text(s.notice)),
            (HCKG.funding, en(s.funding) if s.funding else None),
            *((CITO.discusses, node(n.sources[x])) for x in s.discusses),
            *((CITO.citesAsEvidence, node(n.sources[x])) for x in s.cites),
            graph=self.graph if s.basis == "stated" else self.assessment,
        )

    def _place(self, p: Place) -> None:
        self.put(
            self.names.place(p.span),
            (RDF.type, node(HCKG.Place)),
            (RDFS.label, en(f"{p.section}, characters {p.span.start} to {p.span.end}")),
            (OA.hasSource, node(self.names.text)),
            (OA.start, Literal(p.span.start)),
            (OA.end, Literal(p.span.end)),
            (HCKG.inSection, _member("section", p.section)),
            (HCKG.textDigest, _text(p.digest)),
        )

    def _evidence(self, e: EvidenceLine) -> None:
        n, member = self.names, self.vocabulary.member
        shown = ", ".join(
            (
                member("evidence-level", e.level).label,
                member("basis", e.basis).label,
                member("direction", e.direction).label,
            )
        )
        self.put(
            n.evidence(e),
            (RDF.type, node(HCKG.EvidenceLine)),
            (RDFS.label, en(shown)),
            (HCKG.evidenceLevel, _member("evidence-level", e.level)),
            *((HCKG.evidenceType, node(t)) for t in member("evidence-level", e.level).values.get("evidenceType", ())),
            (HCKG.studyDesign, _member("study-design", e.design)),
            (HCKG.direction, _member("direction", e.direction)),
            (HCKG.evidenceBasis, _member("basis", e.basis)),
            (HCKG.evidenceItem, node(n.item(e.item)) if e.item else None),
            (HCKG.sampleSize, None if e.sample_size is None else Literal(e.sample_size)),
            (HCKG.subjectKind, _member("subjects", e.subjects)),
            (HCKG.gradeCertainty, _member("grade", e.grade)),
            *((HCKG.statedAt, node(n.place(s))) for s in e.at),
            graph=self.graph if e.basis == "stated" else self.assessment,
        )

    def _claim(self, c: Claim) -> None:
        n, iri = self.names, self.names.claims[c.name]
        label = en(sentence(c, self.vocabulary, self.label))
        self.put(
            iri,
            (RDF.type, node(HCKG.Claim)),
            (RDFS.label, label),
            (HCKG.subject, node(n.thing(c.subject))),
            (HCKG.predicate, node(f"{HCKG}{c.predicate}")),
            (HCKG.object, node(n.object(c))),
            (HCKG.claimIn, node(n.article)),
            (HCKG.claimKind, _member("claim-kind", c.kind)),
            (HCKG.strength, _member("claim-strength", c.strength)),
            (HCKG.modality, _member("modality", c.modality)),
            (HCKG.stance, _member("stance", c.stance)),
            (HCKG.negated, TRUE if c.negated else FALSE),
            (HCKG.scope, _member("scope", c.scope)),
            (HCKG.researchStage, _member("research-stage", c.stage)),
            (HCKG.cue, _text(c.cue)),
            (HCKG.paraphrase, en(c.paraphrase) if c.paraphrase else label),
            (DCTERMS.identifier, Literal(c.name)),
            (HCKG.certainty, _decimal(c.certainty)),
            (HCKG.confidence, _decimal(c.confidence)),
            (BIOLINK.knowledge_level, _text(c.knowledge_level)),
            (BIOLINK.agent_type, _text(c.agent_type)),
            (HCKG.aboutStudy, node(n.thing(c.study)) if c.study else None),
        )
        self._claim_links(c, iri)

    def _claim_links(self, c: Claim, iri: str) -> None:
        n = self.names
        self.put(
            iri,
            *((HCKG.statedAt, node(n.place(s))) for s in c.at),
            *((HCKG.inContextOf, node(n.thing(x))) for x in c.context),
            *((HCKG.attributedTo, node(n.voice(v))) for v in c.voices),
            *((HCKG.qualifies, node(n.claims[x])) for x in c.qualifies),
            *((HCKG.supportsClaim, node(n.claims[x])) for x in c.supports),
            *((HCKG.contradicts, node(n.claims[x])) for x in c.contradicts),
            *((p, node(n.place(s))) for p, s in self._parts(c) if s),
        )
        for line in c.evidence:
            graph = self.graph if line.basis == "stated" else self.assessment
            self.put(iri, (HCKG.hasEvidenceLine, node(n.evidence(line))), graph=graph)

    @staticmethod
    def _parts(c: Claim) -> tuple[tuple[str, Span | None], ...]:
        return ((HCKG.subjectAt, c.subject_at), (HCKG.predicateAt, c.predicate_at), (HCKG.objectAt, c.object_at))

    def _assess(self, a: Assessment) -> None:
        n, member = self.names, self.vocabulary.member
        self.put(
            f"{n.article}/assessment/{a.criterion}",
            (RDF.type, node(HCKG.CriterionAssessment)),
            (RDFS.label, en(f"{member('hnr', a.criterion).label}: {member('verdict', a.verdict).label}")),
            (HCKG.assesses, node(n.article)),
            (HCKG.criterion, _member("hnr", a.criterion)),
            (HCKG.verdict, _member("verdict", a.verdict)),
            *((HCKG.basedOnClaim, node(n.claims[x])) for x in a.based_on),
            *((HCKG.statedAt, node(n.place(s))) for s in a.at),
            graph=self.assessment,
        )

    def _dismiss(self, d: Dismissal) -> None:
        n = self.names
        self.put(
            f"{n.article}/dismissal/{d.rule.lower()}-{sha256(d.claim)[:6]}",
            (RDF.type, node(HCKG.Dismissal)),
            (RDFS.label, en(f"{d.rule} dismissed: {d.reason}")),
            (HCKG.dismissedRule, Literal(d.rule)),
            (HCKG.reason, en(d.reason)),
            (HCKG.dismissedIn, node(n.article)),
            (HCKG.dismissedClaim, node(n.claims[d.claim]) if d.claim else None),
            graph=self.assessment,
        )

    def _provenance(self) -> None:
        n, p, g = self.names, self.record.provenance, self.provenance
        activity, maker = f"{n.article}/activity/making", f"{BASE}agent/{p.maker}"
        self.share(maker, Literal(p.maker_label), (RDF.type, node(PROV.Agent)))
        self.put(
            activity,
            (RDF.type, node(PROV.Activity)),
            (RDFS.label, en("making of the record")),
            (PROV.used, node(n.text)),
            (PROV.wasAssociatedWith, node(maker)),
            (DCTERMS.date, date(p.date) if p.date else None),
            (DCTERMS.description, en(p.method) if p.method else None),
            *((HCKG.termPack, Literal(x)) for x in p.packs),
            graph=g,
        )
        for name, source in (("claims", n.text), ("edges", n.graph("claims")), ("assessment", n.text)):
            self.put(
                n.graph(name),
                (RDF.type, node(PROV.Entity)),
                (RDFS.label, en(f"graph of {name}")),
                (PROV.wasGeneratedBy, node(activity)),
                (PROV.wasDerivedFrom, node(source)),
                (DCTERMS.license, node(LICENCE)),
                (SCHEMA.schemaVersion, NamedNode(f"{BASE}ont/{ONTOLOGY_VERSION}")),
                graph=g,
            )
        self.put(
            n.graph("claims"),
            (RDF.type, node(HCKG.ClaimGraph)),
            (DCTERMS.isPartOf, node(n.article)),
            (BIOLINK.agent_type, Literal(p.agent_type)),
            (BIOLINK.knowledge_level, Literal(p.knowledge_level)),
            (HCKG.confidence, _decimal(p.confidence)),
            graph=g,
        )
        self.share(LICENCE, Literal(_licence_label(LICENCE)))


def _text(value: str) -> Literal | None:
    return Literal(value) if value else None


def _authors(names: tuple[str, ...]) -> Iterator[tuple[str, Term | None]]:
    """Walk each named author as a value of its own, and the line that keeps their order, which a graph does not."""
    yield HCKG.byline, _text("; ".join(names))
    yield from ((SCHEMA.author, Literal(name)) for name in names if name != OTHER_AUTHORS)


def _decimal(value: str) -> Literal | None:
    return typed(value, XSD.decimal) if value else None


def _member(scheme: str, slug: str) -> NamedNode | None:
    return node(scheme_iri(scheme, slug)) if slug else None


def _licence_label(iri: str) -> str:
    return "Creative Commons Attribution 4.0" if iri == LICENCE else iri
