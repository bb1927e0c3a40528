"""Encoding and decoding records."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, RdfFormat, parse, serialize

from kg.model import (
    Article,
    Claim,
    Concept,
    Dismissal,
    EvidenceLine,
    Place,
    Provenance,
    Record,
    Source,
    Span,
    Study,
    Voice,
)
from kg.namespaces import SCHEMA
from kg.rdf import Names, decode, encode
from kg.rdf.label import sentence
from kg.record import complete, parse_record, to_yaml
from kg.record.tree import parse_yaml
from kg.vocabulary import load

VOCABULARY = load()
text = st.text(
    alphabet=st.characters(exclude_categories=["Cs"], min_codepoint=0x20, exclude_characters="\x7f"),
    min_size=1,
    max_size=30,
).filter(lambda s: s == s.strip() and s and "; " not in s)
slug = st.from_regex(r"[a-z]{1,8}(-[a-z]{1,5})?", fullmatch=True)
decimal = st.from_regex(r"0\.[0-9]{1,4}", fullmatch=True)
span = st.tuples(st.integers(0, 500), st.integers(1, 60)).map(lambda p: Span(p[0], p[0] + p[1]))
concepts = st.sampled_from(sorted(VOCABULARY.concepts))


def member(scheme):
    return st.sampled_from(sorted(VOCABULARY.schemes[scheme]))


evidence = st.builds(
    EvidenceLine,
    level=member("evidence-level"),
    direction=st.sampled_from(["supports", "disputes", "neutral"]),
    basis=st.sampled_from(["stated", "curated"]),
    item=st.just(""),
    sample_size=st.none() | st.integers(0, 10**6),
    at=st.just(()),
)
claim = st.builds(
    Claim,
    subject=concepts,
    predicate=st.sampled_from(sorted(set(VOCABULARY.predicates) - {"hasLimitation"})),
    object=concepts,
    at=st.lists(span, min_size=1, max_size=3).map(lambda s: tuple(sorted(set(s)))),
    negated=st.booleans(),
    context=st.lists(concepts, max_size=2).map(lambda c: tuple(sorted(set(c)))),
    kind=member("claim-kind"),
    strength=member("claim-strength"),
    modality=member("modality"),
    stance=member("stance"),
    scope=st.just("") | member("scope"),
    stage=st.just("") | member("research-stage"),
    cue=st.just("") | text,
    paraphrase=st.just("") | text,
    confidence=st.just("") | decimal,
    evidence=st.lists(evidence, min_size=1, max_size=2).map(lambda e: tuple(dict.fromkeys(e))),
)
article = st.builds(
    Article,
    title=text,
    address=st.just("https://example.org/x"),
    publisher=st.just("") | text,
    authors=st.lists(text, max_size=2).map(tuple),
    language=st.sampled_from(["en", "de"]),
    credit=st.just("") | text,
    constructed=st.booleans(),
)


@st.composite
def records(draw):
    """Complete records: what the YAML form makes of anything well-formed."""
    claims = tuple(replace(c, name=f"c{i}") for i, c in enumerate(draw(st.lists(claim, min_size=1, max_size=4))))
    places = tuple(Place(span=s, section="body") for s in sorted({s for c in claims for s in c.at}))
    voices = tuple(Voice(slug=s, label=draw(text)) for s in sorted(draw(st.sets(slug, max_size=2)) - {"article"}))
    record = Record(
        article=draw(article),
        claims=claims,
        places=places,
        voices=voices,
        provenance=Provenance(confidence=draw(decimal)),
    )
    written = to_yaml(record, VOCABULARY)
    return complete(parse_record(parse_yaml(written, "r"), "r"), VOCABULARY)


@given(records())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_decode_is_the_inverse_of_encode(record):
    assert decode(encode(record, VOCABULARY), VOCABULARY) == record


@given(records())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_record_survives_its_file_form(record):
    written = to_yaml(record, VOCABULARY)
    again = complete(parse_record(parse_yaml(written, "r"), "r"), VOCABULARY)
    assert again == record
    assert to_yaml(again, VOCABULARY) == written


def test_each_author_is_a_value_and_their_order_comes_back(founding, vocabulary):
    names = ("Zoe Last", "Ann First", "et al.")
    quads = encode(replace(founding, article=replace(founding.article, authors=names)), vocabulary)
    authors = [q.object.value for q in quads if q.predicate.value == str(SCHEMA.author)]
    assert sorted(authors)[:1] == ["Ann First"]
    assert "Zoe Last" in authors
    assert "et al." not in authors
    assert decode(quads, vocabulary).article.authors == names


def test_founding_record_comes_back(founding, vocabulary):
    assert decode(encode(founding, vocabulary), vocabulary) == founding


def test_it_comes_back_through_files_too(founding, vocabulary):
    data = serialize(encode(founding, vocabulary), format=RdfFormat.N_QUADS)
    assert decode(parse(data, RdfFormat.N_QUADS), vocabulary) == founding


def test_everything_optional_comes_back(founding, vocabulary):
    full = replace(
        founding,
        entities=(
            *founding.entities,
            Concept(
                slug="mesh-d008687",
                cls="Chemical",
                label="Metformin",
                shared=True,
                mappings=(("exact", "MESH:D008687"),),
            ),
        ),
        studies=tuple(
            replace(s, registration="NCT01234567", source="ada-2021", population="adults") for s in founding.studies
        ),
        sources=tuple(
            replace(s, status="retracted", notice="10.1000/x", funding="a company", pmid="1") for s in founding.sources
        ),
        dismissed=(Dismissal(rule="O13", reason="the desk knows the source", claim="headline-reverses"),),
        article=replace(founding.article, published="2024-05", cites=("ada-2021",)),
    )
    assert decode(encode(full, vocabulary), vocabulary) == full


def test_no_blank_nodes(founding, vocabulary):
    assert not [
        q for q in encode(founding, vocabulary) if isinstance(q.subject, BlankNode) or isinstance(q.object, BlankNode)
    ]


@pytest.mark.parametrize(
    "change",
    [{"strength": "moderate"}, {"voices": ("experts",)}, {"paraphrase": "Other words of ours."}, {"confidence": "0.5"}],
    ids=lambda c: next(iter(c)),
)
def test_a_corrected_claim_keeps_its_iri(founding, vocabulary, change):
    before = Names(founding, vocabulary).claims
    claims = tuple(replace(c, **change) if c.name == "headline-reverses" else c for c in founding.claims)
    assert Names(replace(founding, claims=claims), vocabulary).claims == before


def test_another_object_is_another_claim(founding, vocabulary):
    before = Names(founding, vocabulary).claims["headline-reverses"]
    claims = tuple(
        replace(c, object="type-1-diabetes") if c.name == "headline-reverses" else c for c in founding.claims
    )
    assert Names(replace(founding, claims=claims), vocabulary).claims["headline-reverses"] != before


def test_source_kind_and_study_source_are_kept(founding, vocabulary):
    study = Study(slug="trial", label="a trial", level="randomised-trial", source="paper")
    source = Source(slug="paper", iri="https://doi.org/10.1000/y", title="A paper", kind="Report", basis="stated")
    record = replace(
        founding,
        studies=(*founding.studies, study),
        sources=tuple(sorted((*founding.sources, source), key=lambda s: s.slug)),
    )
    assert decode(encode(record, vocabulary), vocabulary) == record


def test_evidence_lines_that_differ_in_size_only_all_come_back(founding, vocabulary):
    sizes = (13262, 3535, None, 0)
    first, *others = founding.claims
    claim = replace(first, evidence=tuple(EvidenceLine(direction="disputes", sample_size=n) for n in sizes))
    record = replace(founding, claims=(claim, *others))
    found = decode(encode(record, vocabulary), vocabulary).claims[0].evidence
    assert [line.sample_size for line in found] == [None, 0, 3535, 13262]


@pytest.mark.parametrize(
    ("label", "changes", "worded"),
    [
        ("Agents", {}, "Agents treat asthma"),
        ("Agents", {"strength": "definitive"}, "Agents are proven to treat asthma"),
        ("Agents", {"modality": "unknown"}, "Agents are under study as to whether they treat asthma"),
        ("Agents", {"negated": True}, "Agents do not treat asthma"),
        ("Agents", {"predicate": "usedFor"}, "Agents are used for asthma"),
        ("Agents", {"modality": "possible", "strength": "moderate"}, "Agents may treat asthma"),
        ("Agent", {"strength": "definitive"}, "Agent is proven to treat asthma"),
        ("Agent", {"negated": True}, "Agent does not treat asthma"),
        ("Antibodies, Monoclonal", {}, "Antibodies, Monoclonal treat asthma"),
        ("Diabetes", {"predicate": "causes"}, "Diabetes causes asthma"),
    ],
)
def test_the_verb_of_a_label_agrees_with_its_subject(vocabulary, label, changes, worded):
    usual = {"subject": "a", "predicate": "treats", "object": "b", "at": (Span(0, 1),), "strength": "direct-cause"}
    claim = Claim(**{**usual, **changes})
    assert sentence(claim, vocabulary, {"a": label, "b": "asthma"}.__getitem__) == worded
