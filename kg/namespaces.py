"""Closed namespaces, where a misspelt term raises ``AttributeError``, and the published prefixes.

``HCKG`` holds exactly the terms that ``ontology/kg.ttl`` declares; a test compares the two. Of the
vocabularies of others it is the terms that we use; SKOS, DCTERMS, PROV, OWL, RDF, RDFS, SH and VOID are
rdflib's own closed ones. For plain strings write ``f"{HCKG}subject"``.

>>> HCKG.subject
rdflib.term.URIRef('https://w3id.org/hckg/ont#subject')
>>> HCKG.sujbect
Traceback (most recent call last):
...
AttributeError: term 'sujbect' not in namespace 'https://w3id.org/hckg/ont#'
"""

# ruff: noqa: N815, SIM905 -- terms are spelt as their vocabularies spell them, and listed to be read

from __future__ import annotations

import os
import re
from types import MappingProxyType

from rdflib.namespace import DCTERMS, OWL, PROV, RDF, RDFS, SH, SKOS, VOID, DefinedNamespace, Namespace
from rdflib.term import URIRef

from kg.errors import ConfigError

__all__ = [
    "BASE",
    "BIOLINK",
    "CITO",
    "DCAT",
    "DCTERMS",
    "DEFAULT_BASE",
    "HCKG",
    "IDENTIFIERS",
    "OA",
    "OWL",
    "PREFIXES",
    "PROV",
    "RDF",
    "RDFS",
    "SCHEMA",
    "SCHEMES",
    "SH",
    "SKOS",
    "VOID",
    "XSD",
]

DEFAULT_BASE = "https://w3id.org/hckg/"
"""The base our data files are written with. Proposed, not registered."""


def checked_base(chosen: str) -> str:
    """Return a base as it is given.

    :raises ConfigError: if no IRI can begin with it.
    """
    if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`/#]+/([^\s<>\"{}|\\^`#]*[/#])?", chosen):
        raise ConfigError(
            f"{chosen[:80]!r} is no base", where="KG_BASE", remedy="give an http or https address that ends in / or #"
        )
    return chosen


BASE = checked_base(os.environ.get("KG_BASE") or DEFAULT_BASE)
"""Where every IRI of ours begins: one setting, ``KG_BASE``."""
ONTOLOGY_VERSION = "0.3.0"
"""Version of the vocabulary that this code writes: the ``owl:versionInfo`` of ``ontology/kg.ttl``."""


class HCKG(DefinedNamespace):
    """The terms of ``ontology/kg.ttl``, in its order."""

    _NS = Namespace(f"{BASE}ont#")
    _fail = True

    # things that claims speak of
    Entity: URIRef
    Condition: URIRef
    Feature: URIRef
    Therapy: URIRef
    Chemical: URIRef
    Exposure: URIRef
    Mechanism: URIRef
    BiologicalPart: URIRef
    Outcome: URIRef
    Population: URIRef
    Topic: URIRef
    Limitation: URIRef
    therapyKind: URIRef
    exposureKind: URIRef
    mechanismKind: URIRef
    developer: URIRef

    # articles, texts, places, voices
    Document: URIRef
    Article: URIRef
    ArticleText: URIRef
    Place: URIRef
    Attribution: URIRef
    textVersion: URIRef
    charLength: URIRef
    textDigest: URIRef
    inSection: URIRef
    sectionGroup: URIRef
    effectMeasure: URIRef
    constructedExample: URIRef
    identified: URIRef
    voiceKind: URIRef

    # statements and claims
    Statement: URIRef
    Claim: URIRef
    ClaimGraph: URIRef
    subject: URIRef
    predicate: URIRef
    object: URIRef
    inContextOf: URIRef
    negated: URIRef
    claimIn: URIRef
    statedAt: URIRef
    subjectAt: URIRef
    predicateAt: URIRef
    objectAt: URIRef
    claimKind: URIRef
    strength: URIRef
    certainty: URIRef
    modality: URIRef
    stance: URIRef
    scope: URIRef
    researchStage: URIRef
    attributedTo: URIRef
    cue: URIRef
    paraphrase: URIRef
    confidence: URIRef
    termPack: URIRef
    aboutStudy: URIRef
    qualifies: URIRef
    supportsClaim: URIRef
    contradicts: URIRef

    # evidence
    EvidenceLine: URIRef
    hasEvidenceLine: URIRef
    evidenceLevel: URIRef
    evidenceType: URIRef
    studyDesign: URIRef
    subjectKind: URIRef
    direction: URIRef
    evidenceBasis: URIRef
    evidenceItem: URIRef
    gradeCertainty: URIRef
    sampleSize: URIRef

    # studies and publications
    Study: URIRef
    Measurement: URIRef
    ScholarlyWork: URIRef
    studyOf: URIRef
    studyPopulation: URIRef
    country: URIRef
    reportedBy: URIRef
    possiblePrimarySource: URIRef
    matchConfidence: URIRef
    measurement: URIRef
    outcome: URIRef
    value: URIRef
    unit: URIRef
    time: URIRef
    group: URIRef
    doi: URIRef
    pmid: URIRef
    registration: URIRef
    journal: URIRef
    byline: URIRef
    funding: URIRef
    publicationType: URIRef
    doiPattern: URIRef
    status: URIRef
    notice: URIRef

    # derived, never edited
    Proposition: URIRef
    statedEvidence: URIRef
    bestEvidence: URIRef
    besideMatter: URIRef
    edgePredicate: URIRef
    articleCount: URIRef
    independentSources: URIRef
    propositionState: URIRef
    claimsFor: URIRef
    claimsAgainst: URIRef
    strongestWording: URIRef
    assertedBy: URIRef
    deniedBy: URIRef
    claimsOpen: URIRef
    leftOpenBy: URIRef
    firstTold: URIRef
    republishes: URIRef
    restsOn: URIRef

    # assessment and review
    CriterionAssessment: URIRef
    Dismissal: URIRef
    criterion: URIRef
    verdict: URIRef
    assesses: URIRef
    basedOnClaim: URIRef
    dismissedRule: URIRef
    dismissedClaim: URIRef
    dismissedIn: URIRef
    reason: URIRef

    # schemes and policy
    RankedConcept: URIRef
    EvidenceLevel: URIRef
    ClaimStrength: URIRef
    Scope: URIRef
    ResearchStage: URIRef
    StudyDesign: URIRef
    rank: URIRef
    maxStrength: URIRef
    maxStrengthInModel: URIRef
    maxScope: URIRef
    treatRung: URIRef
    hasLevel: URIRef
    usualStrength: URIRef
    wording: URIRef
    pluralWording: URIRef
    schemaType: URIRef

    # what is said of predicates
    Relation: URIRef
    DomainPredicate: URIRef
    negatedLabel: URIRef
    pluralLabel: URIRef
    negatedPluralLabel: URIRef
    plainForm: URIRef
    inverseLabel: URIRef
    contraryOf: URIRef
    suggestedWording: URIRef
    mayBeFine: URIRef
    noticeNature: URIRef
    noticeRank: URIRef
    findingsRead: URIRef
    findingsRight: URIRef
    shownBy: URIRef
    subjectClass: URIRef
    objectClass: URIRef
    assertsEffect: URIRef
    needsContext: URIRef
    climbsTreatLadder: URIRef
    usualKind: URIRef

    # domain predicates
    treats: URIRef
    inducesRemissionOf: URIRef
    reverses: URIRef
    prevents: URIRef
    worsens: URIRef
    causes: URIRef
    increasesRiskOf: URIRef
    reducesRiskOf: URIRef
    associatedWith: URIRef
    hasNoEffectOn: URIRef
    actsThrough: URIRef
    actsOn: URIRef
    affects: URIRef
    increases: URIRef
    decreases: URIRef
    usedFor: URIRef
    studiedFor: URIRef
    diagnoses: URIRef
    betterThan: URIRef
    asGoodAs: URIRef
    noBetterThan: URIRef
    hasFeature: URIRef
    hasBasisIn: URIRef
    hadOutcome: URIRef
    interpretedAs: URIRef
    definedAs: URIRef
    isKindOf: URIRef
    hasLimitation: URIRef


class SCHEMA(DefinedNamespace):
    """Terms of schema.org that we use."""

    _NS = Namespace("https://schema.org/")
    _fail = True
    _extras = """
        Article BlogPosting CaseSeries Claim CreativeWork DietarySupplement DrugClass EvidenceLevelA
        EvidenceLevelB EvidenceLevelC LifestyleModification MedicalCondition MedicalDevice MedicalEntity
        MedicalEvidenceLevel MedicalObservationalStudy MedicalScholarlyArticle MedicalSignOrSymptom
        MedicalStudy MedicalTest MedicalTherapy MedicalTrial MedicalWebPage NewsArticle
        NewsMediaOrganization Organization PropertyValue Rating Report ScholarlyArticle Substance WebPage
        about address adverseOutcome appearance articleSection author birthDate creditText dateModified
        datePublished email evidenceLevel familyName funding givenName headline inLanguage increasesRiskOf
        isPartOf license mechanismOfAction name pathophysiology possibleTreatment primaryPrevention
        publisher schemaVersion signOrSymptom studyDesign studyLocation studySubject telephone unitText url
        usedToDiagnose value
    """.split()


class BIOLINK(DefinedNamespace):
    """Terms of the Biolink model 4.4.4 that we use."""

    _NS = Namespace("https://w3id.org/biolink/vocab/")
    _fail = True
    _extras = """
        AnatomicalEntity Association BiologicalProcess ChemicalEntity ClinicalIntervention Disease
        ExposureEvent PhenotypicFeature PopulationOfIndividualOrganisms ResearchPhaseEnum Treatment affects
        affects_likelihood_of agent_type ameliorates_condition applied_to_treat associated_with causes
        clinical_trial_phase_1 clinical_trial_phase_2 clinical_trial_phase_3 diagnoses
        disease_context_qualifier disease_has_basis_in exacerbates_condition has_evidence_of_type
        has_phenotype in_clinical_trials_for in_preclinical_trials_for knowledge_level negated object
        population_context_qualifier pre_clinical_research_phase predicate predisposes_to_condition
        preventative_for_condition studied_to_treat subclass_of subject supporting_study_size treats
        treats_or_applied_or_studied_to_treat
    """.split()


class OA(DefinedNamespace):
    """Terms of the Web Annotation vocabulary that we use."""

    _NS = Namespace("http://www.w3.org/ns/oa#")
    _fail = True
    _extras = "SpecificResource TextPositionSelector end hasSource hasTarget start".split()


class CITO(DefinedNamespace):
    """Terms of the Citation Typing Ontology that we use."""

    _NS = Namespace("http://purl.org/spar/cito/")
    _fail = True
    _extras = "cites citesAsEvidence discusses disputes qualifies supports".split()


class DCAT(DefinedNamespace):
    """Terms of the Data Catalog Vocabulary that we use."""

    _NS = Namespace("http://www.w3.org/ns/dcat#")
    _fail = True
    _extras = "Dataset Distribution byteSize distribution downloadURL mediaType version".split()


class XSD(DefinedNamespace):
    """Datatypes that we use."""

    _NS = Namespace("http://www.w3.org/2001/XMLSchema#")
    _fail = True
    _extras = "anyURI boolean date dateTime decimal double gYear gYearMonth integer nonNegativeInteger string".split()


SCHEMES = MappingProxyType(
    {
        "bas": "basis",
        "ck": "claim-kind",
        "cs": "claim-strength",
        "dir": "direction",
        "em": "effect-measure",
        "el": "evidence-level",
        "grade": "grade",
        "hnr": "hnr",
        "lim": "limitation",
        "mk": "mechanism-kind",
        "mod": "modality",
        "ocebm": "ocebm2011",
        "ps": "publication-status",
        "pst": "proposition-state",
        "pt": "publication-type",
        "sc": "scope",
        "sd": "study-design",
        "sec": "section",
        "stg": "research-stage",
        "stn": "stance",
        "sub": "subjects",
        "tk": "therapy-kind",
        "vd": "verdict",
        "vk": "voice-kind",
        "xk": "exposure-kind",
    }
)
"""Prefix of each scheme and its slug: members are ``scheme/{slug}/{member}``."""

IDENTIFIERS = MappingProxyType(
    {
        "ATC": "https://bioregistry.io/atc:",
        "CHEBI": "http://purl.obolibrary.org/obo/CHEBI_",
        "CL": "http://purl.obolibrary.org/obo/CL_",
        "DOID": "http://purl.obolibrary.org/obo/DOID_",
        "EFO": "http://www.ebi.ac.uk/efo/EFO_",
        "GO": "http://purl.obolibrary.org/obo/GO_",
        "HP": "http://purl.obolibrary.org/obo/HP_",
        "ICD10": "https://icd.who.int/browse10/2019/en#/",
        "ICD10CM": "https://bioregistry.io/icd10cm:",
        "ICD11": "https://id.who.int/icd/entity/",
        "MESH": "http://id.nlm.nih.gov/mesh/",
        "MONDO": "http://purl.obolibrary.org/obo/MONDO_",
        "NCIT": "http://purl.obolibrary.org/obo/NCIT_",
        "RXNORM": "https://bioregistry.io/rxnorm:",
        "SCTID": "http://snomed.info/id/",
        "UBERON": "http://purl.obolibrary.org/obo/UBERON_",
        "UMLS": "https://bioregistry.io/umls:",
        "WD": "http://www.wikidata.org/entity/",
    }
)
"""CURIE prefixes that mappings of concepts may use."""

PREFIXES = MappingProxyType(
    {
        "hckg": str(HCKG),
        "hckg.article": f"{BASE}article/",
        "hckg.claim": f"{BASE}claim/",
        "hckg.concept": f"{BASE}concept/",
        "hckg.proposition": f"{BASE}proposition/",
        "hckg.scheme": f"{BASE}scheme/",
        "hckg.shapes": f"{BASE}shapes#",
        "hckg.text": f"{BASE}text/",
        **{prefix: f"{BASE}scheme/{slug}/" for prefix, slug in SCHEMES.items()},
        "biolink": str(BIOLINK),
        "cito": str(CITO),
        "dcat": str(DCAT),
        "dct": str(DCTERMS),
        "doi": "https://doi.org/",
        "efo": "http://www.ebi.ac.uk/efo/",
        "mesh": "http://id.nlm.nih.gov/mesh/",
        "oa": str(OA),
        "obo": "http://purl.obolibrary.org/obo/",
        "owl": str(OWL),
        "pmid": "https://pubmed.ncbi.nlm.nih.gov/",
        "prov": str(PROV),
        "rdf": str(RDF),
        "rdfs": str(RDFS),
        "schema": str(SCHEMA),
        "sct": "http://snomed.info/id/",
        "sh": str(SH),
        "skos": str(SKOS),
        "void": str(VOID),
        "wd": "http://www.wikidata.org/entity/",
        "xsd": str(XSD),
    }
)
"""The published prefixes, an interface: exports, pages and queries use these."""
